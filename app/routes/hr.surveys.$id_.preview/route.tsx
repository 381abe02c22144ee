import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatNumber } from '../../i18n/format.ts'
import { directionOf, isLocale, LOCALE_NAMES, LOCALES } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { zonedTime } from '../../i18n/zone.ts'
import { proposedClosing } from '../../pulse/closing.ts'
import { thresholdsNow } from '../../pulse/launch.server.ts'
import { pulsePromise } from '../../pulse/promise.server.ts'
import { PreviewScreens } from '../../pulse/surveys/preview-screens.tsx'
import { QuestionList } from '../../pulse/surveys/question-list.tsx'
import { surveyVersions } from '../../pulse/surveys/survey-store.server.ts'
import { waveName } from '../../pulse/wave-name.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const query = new URL(request.url).searchParams
  const versions = await surveyVersions(context.db, params.id ?? '')
  const wanted = query.get('version')
  const found = wanted ? versions.find(({ version }) => String(version) === wanted) : versions[0]
  if (!found) throw notFound()
  const { timeZone } = context.company
  const asked = query.get('lang')
  const shown = isLocale(asked) ? asked : me.locale
  const l = { locale: me.locale }
  const { id, version, survey } = found
  const now = context.now()
  const thresholds = await thresholdsNow(context.db)
  const closesAt = zonedTime(proposedClosing(now, timeZone), timeZone) ?? now
  return json({
    id,
    version,
    shown,
    screens: {
      name: waveName(survey.title, now, timeZone, shown),
      promise: pulsePromise({ survey, closesAt, thresholds }, timeZone, shown),
      survey,
      timeZone,
      closesAt: closesAt.getTime(),
    },
    // About the preview, for whoever looks at it: in their own language, not in the one they look at.
    mine: me.locale,
    note: m.pulse_surveys_preview_note({ version: formatNumber(version, 0, me.locale) }, l),
    languages: m.pulse_surveys_preview_language({}, l),
    back: m.pulse_surveys_preview_back({}, l),
    script: m.pulse_surveys_preview_script({}, l),
  })
}

export const meta = titled(() => m.pulse_surveys_preview())

export default function Preview() {
  const { id, version, shown, screens, mine, ...about } = useLoaderData<typeof loader>()
  const own = { lang: mine, dir: directionOf(mine) }
  return (
    <>
      <aside {...own} className="border-b border-line bg-accent-soft">
        <div className="mx-auto max-w-5xl space-y-1 px-4 py-3 sm:px-6">
          <p className="text-sm">{about.note}</p>
          <nav aria-label={about.languages} className="flex flex-wrap items-center gap-x-5">
            {LOCALES.map((locale) => (
              <Link
                key={locale}
                lang={locale}
                to={`?lang=${locale}&version=${version}`}
                aria-current={locale === shown ? 'page' : undefined}
                className={`inline-flex min-h-11 items-center ${locale === shown ? 'font-semibold underline underline-offset-4' : 'text-accent'}`}
              >
                {LOCALE_NAMES[locale]}
              </Link>
            ))}
            <Link
              to={`/hr/surveys/${id}`}
              className="ms-auto inline-flex min-h-11 items-center text-accent"
            >
              {about.back}
            </Link>
          </nav>
        </div>
      </aside>
      {/* As wide as a phone; what is laid out wider on wide screens is laid out as there. */}
      <div className="mx-auto max-w-[22.5rem] sm:my-6 sm:rounded-3xl sm:border sm:border-edge [&_fieldset>div]:grid-cols-6 [&_form>div>button:first-child]:flex-1">
        <PreviewScreens key={`${version}`} {...screens} />
      </div>
      <noscript>
        <div {...own} className="mx-auto max-w-2xl px-4 pb-6">
          <p>{about.script}</p>
          <QuestionList questions={screens.survey.questions} />
        </div>
      </noscript>
    </>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
