import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { directionOf, isLocale, LOCALE_NAMES, LOCALES } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { titleOf } from '../../training/authoring/draft-page.server.ts'
import { draftById } from '../../training/authoring/draft.server.ts'
import {
  previewOf,
  stopsOf,
  triedIn,
  triedText,
  tryOut,
} from '../../training/authoring/preview.server.ts'
import { readyPixels } from '../../training/interactives/pixels.tsx'
import { StepScreen } from '../../training/step-screen.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

function asked(request: Request, own: (typeof LOCALES)[number]) {
  const query = new URL(request.url).searchParams
  const lang = query.get('lang')
  return {
    framed: query.has('framed'),
    shown: isLocale(lang) ? lang : own,
    theme: query.get('theme') === 'dark' ? ('dark' as const) : ('light' as const),
    step: Math.max(1, Math.floor(Number(query.get('step')) || 1)),
  }
}

const search = ({ framed, shown, theme }: Omit<ReturnType<typeof asked>, 'step'>) =>
  `?${framed ? 'framed=1&' : ''}lang=${shown}&theme=${theme}&step=`

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const stored = await draftById(context.db, params.id ?? '')
  if (!stored) throw notFound()
  const at = asked(request, me.locale)
  const of = stopsOf(stored.draft).length
  const step = Math.min(at.step, of)
  const view = previewOf(stored.draft, step, at.shown, triedIn(request.headers.get('Cookie')))
  if (view !== null && view !== 'unready' && view.screen.kind === 'interactive')
    await readyPixels(view.screen.name)
  const l = { locale: me.locale }
  return json({
    ...at,
    id: stored.id,
    step,
    of,
    view: view === 'unready' ? null : view,
    search: search(at),
    moduleTitle: titleOf(stored.draft, at.shown),
    // About the preview, for whoever looks at it, in their own language.
    mine: me.locale,
    note: m.training_author_preview_note({}, l),
    unready: m.training_author_preview_unready({}, l),
    languages: m.training_author_preview_language({}, l),
    dark: at.theme === 'dark' ? m.training_author_light({}, l) : m.training_author_dark({}, l),
    back: m.training_author_all({}, l),
  })
}

/** Does what a tap would do, and keeps what came of it in the browser alone. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const stored = await draftById(context.db, params.id ?? '')
  if (!stored) throw notFound()
  const { step, ...at } = asked(request, me.locale)
  const sent = await request.formData()
  const before = triedIn(request.headers.get('Cookie'))
  const done = tryOut(stored.draft, step, sent, at.shown, before)
  if (done === null) throw notFound()
  if (done === 'choose-one') {
    const error = m.training_choose_one({}, { locale: at.shown })
    return json({ error, sent: {} }, { status: 422 })
  }
  if ('error' in done) return json({ ...done, sent: {} }, { status: 422 })
  const of = stopsOf(stored.draft).length
  const path = `/hr/training/${stored.id}/preview`
  const cookie = `tried=${triedText(done.tried)}; Path=${path}; HttpOnly; SameSite=Lax`
  const headers = { 'Set-Cookie': cookie }
  // Awake, the page stays where it is and asks for its data again.
  if (sent.has('awake') && done.step === step) return json({ kept: true }, { headers })
  return redirect(`${path}${search(at)}${done.step > of ? 1 : done.step}`, { headers })
}

export const meta = titled(() => m.training_author_preview())

export default function Preview() {
  const { id, step, of, view, shown, theme, framed, ...about } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const refused = answered && 'error' in answered ? answered : undefined
  const own = { lang: about.mine, dir: directionOf(about.mine) }
  return (
    <div data-theme={theme} data-framed={framed || undefined}>
      {!framed && (
        <aside {...own} className="border-b border-line bg-accent-soft">
          <div className="mx-auto max-w-5xl space-y-1 px-4 py-3 sm:px-6">
            <p className="text-sm">{about.note}</p>
            <nav aria-label={about.languages} className="flex flex-wrap items-center gap-x-5">
              {LOCALES.map((locale) => (
                <Link
                  key={locale}
                  lang={locale}
                  to={`?lang=${locale}&theme=${theme}&step=${step}`}
                  aria-current={locale === shown ? 'page' : undefined}
                  className={`inline-flex min-h-11 items-center ${locale === shown ? 'font-semibold underline underline-offset-4' : 'text-accent'}`}
                >
                  {LOCALE_NAMES[locale]}
                </Link>
              ))}
              <Link
                to={`?lang=${shown}&theme=${theme === 'dark' ? 'light' : 'dark'}&step=${step}`}
                className="inline-flex min-h-11 items-center text-accent"
              >
                {about.dark}
              </Link>
              <Link
                to={`/hr/training/${id}`}
                className="ms-auto inline-flex min-h-11 items-center text-accent"
              >
                {about.back}
              </Link>
            </nav>
          </div>
        </aside>
      )}
      {view ? (
        <StepScreen
          key={step}
          view={{
            ...view,
            slug: '',
            step,
            of,
            line: '',
            finished: false,
            preview: about.search,
            moduleTitle: about.moduleTitle,
          }}
          refused={refused}
        />
      ) : (
        <Page title={m.training_author_preview()}>
          <Notice>{about.unready}</Notice>
        </Page>
      )}
    </div>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
