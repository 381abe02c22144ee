import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData, type ShouldRevalidateFunction } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { draftComments } from '../../training/authoring/draft-page.server.ts'
import { unfitWords } from '../../training/authoring/draft-picture.server.ts'
import { draftById } from '../../training/authoring/draft.server.ts'
import { PreviewFrame, usePreview } from '../../training/authoring/preview-frame.tsx'
import { SectionForm } from '../../training/authoring/section-form.tsx'
import {
  faultsIn,
  helpFor,
  keepSection,
  placeAfter,
  sectionPage,
  type SectionReply,
} from '../../training/authoring/section-page.server.ts'
import { Talk } from '../../training/authoring/talk.tsx'
import { turnedIn, turnInSection } from '../../training/authoring/turning.server.ts'
import { SectionNotices } from '../../training/authoring/section-notices.tsx'
import { WritingHelp } from '../../training/authoring/writing-help.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { id = '', section = '' } = params
  const stored = await draftById(context.db, id)
  const page = stored && sectionPage(stored, section, me.locale)
  if (!page) throw notFound()
  const query = new URL(request.url).searchParams
  const all = await draftComments(context.db, stored, me.locale)
  return json({
    id,
    section,
    page,
    help: helpFor(me.locale),
    comments: all.filter((one) => one.section === section),
    saved: query.has('saved'),
    turned: await turnedIn(context.db, stored, query, me.locale),
    nothing: query.has('nothing'),
    commentFault: query.get('comment'),
    locale: me.locale,
    timeZone: context.company.timeZone,
  })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { id = '', section = '' } = params
  const { db, now } = context
  if (!(await draftById(db, id))) throw notFound()
  const sent = await request.formData()
  const kept = await keepSection(db, id, section, sent, me, now())
  if (kept.outcome === 'conflict') {
    const { outcome: _told, ...conflict } = kept
    return json({ conflict: true as const, ...conflict }, { status: 409 })
  }
  if (kept.outcome !== 'saved')
    return json({ typed: kept.typed, gone: kept.outcome === 'gone' }, { status: 409 })
  if (sent.has('quiet')) return json({ mark: kept.mark })
  if (kept.unfit) {
    const { field, why } = kept.unfit
    const faults = [{ field, message: unfitWords(why, me.locale) }]
    return json({ faults, mark: kept.mark }, { status: 422 })
  }
  const step = sent.get('do')
  if (step === 'undo' || step === 'redo')
    return redirect(await turnInSection(db, id, section, step, me.id, now()))
  const here = `/hr/training/${id}/edit/${section}`
  if (kept.step) return redirect(here + placeAfter(kept.step))
  const stored = (await draftById(db, id))!
  const faults = faultsIn(stored, section, me.locale)
  if (sent.has('check') && faults.length > 0)
    return json({ faults, mark: kept.mark }, { status: 422 })
  return redirect(`${here}?saved`)
}

/** What is kept while one types changes nothing that is drawn already. */
export const shouldRevalidate: ShouldRevalidateFunction = ({
  formData,
  defaultShouldRevalidate,
}) => (formData?.has('quiet') ? false : defaultShouldRevalidate)

export const meta = titled(({ page }: { page: { name: string } }) => page.name)

const NONE = {}
const NO_FAULTS: { field: string | null; message: string }[] = []

export default function ASection() {
  const { id, section, page, help, comments, saved, turned, nothing, ...about } =
    useLoaderData<typeof loader>()
  const { commentFault, locale, timeZone } = about
  const reply = useActionData() as SectionReply | undefined
  const { frame, shownAnew } = usePreview(page.mark)
  const conflict = reply && 'conflict' in reply ? reply : null
  const faults = reply && 'faults' in reply ? reply.faults : NO_FAULTS
  const mark = conflict?.mark ?? page.mark
  const stored = reply && 'faults' in reply ? reply.mark : undefined
  return (
    <Page title={<bdi>{page.name}</bdi>} eyebrow={m.training_author_title()} lead={page.hint} wide>
      <SectionNotices saved={saved} turned={turned} nothing={nothing} reply={reply} />
      <div
        className={
          page.screen === null
            ? ''
            : 'grid gap-8 lg:mx-[calc((100%-min(94vw,88rem))/2)] lg:grid-cols-[1fr_22.5rem]'
        }
      >
        <div className="min-w-0 space-y-8">
          {page.open ? (
            <SectionForm
              key={`${id} ${section}`}
              drawn={`${mark} ${conflict !== null}`}
              parts={conflict?.parts ?? page.parts}
              mark={mark}
              stored={stored}
              faults={faults}
              theirs={conflict?.theirs ?? NONE}
              saved={shownAnew}
            >
              {page.after !== null && (
                <ButtonLink to={`/hr/training/${id}/edit/${page.after}`} look="second">
                  {m.training_author_next()}
                </ButtonLink>
              )}
              <Button name="do" value="undo" look="quiet">
                <Icon name="undo-2" flip />
                {m.training_author_undo_last()}
              </Button>
            </SectionForm>
          ) : (
            <Notice>{m.training_author_closed()}</Notice>
          )}
          <ButtonLink to={`/hr/training/${id}`} look="second">
            {m.training_author_all()}
          </ButtonLink>
          <WritingHelp {...help} />
          <Talk
            id={id}
            comments={comments}
            section={section}
            timeZone={timeZone}
            error={commentFault ? m.training_author_comment_empty() : undefined}
          />
        </div>
        {page.screen !== null && (
          <PreviewFrame ref={frame} id={id} screen={page.screen} locale={locale} />
        )}
      </div>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
