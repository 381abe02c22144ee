import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatTime } from '../../i18n/format.ts'
import { directionOf, LOCALES } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { CodeWords } from '../../pulse/code-words.tsx'
import { codeWords } from '../../pulse/manifest.ts'
import { waveName } from '../../pulse/wave-name.ts'
import { wave } from '../../pulse/wave.server.ts'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  const found = await wave(context.db, params.waveId ?? '')
  if (!found) throw notFound()
  const { survey, launchedAt, closesAt, code } = found
  const { timeZone } = context.company
  return json({
    sheets: LOCALES.map((locale) => ({
      locale,
      name: waveName(survey.title, launchedAt, timeZone, locale),
      time: formatTime(closesAt, timeZone, locale),
      words: codeWords(code, locale),
    })),
  })
}

export const meta = titled(() => m.pulse_hr_poster())

/** To print and hang where people meet: the same words in three languages. */
export default function Poster() {
  const { sheets } = useLoaderData<typeof loader>()
  return (
    <Page title={m.pulse_hr_poster()} lead={m.pulse_hr_poster_lead()}>
      {sheets.map(({ locale, name, time, words }) => (
        <section
          key={locale}
          lang={locale}
          dir={directionOf(locale)}
          className="break-inside-avoid space-y-3 border-t border-line pt-5"
        >
          <h2>{name}</h2>
          <p>{m.pulse_open_until({ time }, { locale })}</p>
          <p>{m.pulse_poster_text({}, { locale })}</p>
          <CodeWords words={words} locale={locale} />
        </section>
      ))}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
