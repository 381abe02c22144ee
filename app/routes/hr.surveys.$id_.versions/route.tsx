import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatDay, formatNumber } from '../../i18n/format.ts'
import { m, spoken } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { differences } from '../../pulse/surveys/differences.ts'
import { lengthWords } from '../../pulse/surveys/length.ts'
import { QuestionList } from '../../pulse/surveys/question-list.tsx'
import { surveyVersions } from '../../pulse/surveys/survey-store.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Fold } from '../../ui/fold.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const versions = await surveyVersions(context.db, params.id ?? '')
  const [newest] = versions
  if (!newest) throw notFound()
  return json({
    id: newest.id,
    title: newest.survey.title[me.locale],
    timeZone: context.company.timeZone,
    versions: versions.map(({ version, survey, savedAt }, i) => ({
      version,
      savedAt,
      questions: survey.questions,
      since: versions[i + 1] ? differences(versions[i + 1]!.survey, survey) : null,
    })),
  })
}

const heading = (title: string) => m.pulse_surveys_versions_title({ title: `\u2068${title}\u2069` })

export const meta = titled(({ title }: { title: string }) => heading(title))

type Since = ReturnType<typeof useLoaderData<typeof loader>>['versions'][number]['since']

export default function Versions() {
  const { id, title, versions, timeZone } = useLoaderData<typeof loader>()
  return (
    <Page
      title={heading(title)}
      eyebrow={m.pulse_surveys_title()}
      lead={m.pulse_surveys_versions_lead()}
    >
      <ol className="divide-y divide-line border-y border-line">
        {versions.map(({ version, savedAt, questions, since }) => (
          <li key={version} className="space-y-3 py-5">
            <h2>{m.pulse_surveys_version_title({ version: formatNumber(version) })}</h2>
            <p className="text-sm text-muted">
              {savedAt !== null &&
                `${m.pulse_surveys_saved_on({ day: formatDay(savedAt, timeZone) })} · `}
              {lengthWords(questions)}
            </p>
            <WhatChanged since={since} />
            <Fold label={m.pulse_surveys_questions()}>
              <QuestionList questions={questions} />
            </Fold>
            <ButtonLink to={`/hr/surveys/${id}/preview?version=${version}`} look="quiet">
              {m.pulse_surveys_preview()}
              <span className="sr-only"> {formatNumber(version)}</span>
            </ButtonLink>
          </li>
        ))}
      </ol>
    </Page>
  )
}

function WhatChanged({ since }: { since: Since }) {
  if (!since) return <p>{m.pulse_surveys_version_first()}</p>
  return (
    <>
      {since.title && (
        <p>{m.pulse_surveys_diff_title({ title: `\u2068${since.title[spoken()]}\u2069` })}</p>
      )}
      {since.added.length > 0 && (
        <div>
          <h3>{m.pulse_surveys_diff_added()}</h3>
          <QuestionList questions={since.added} sign="+" />
        </div>
      )}
      {since.dropped.length > 0 && (
        <div>
          <h3>{m.pulse_surveys_diff_dropped()}</h3>
          <QuestionList questions={since.dropped} sign="−" />
        </div>
      )}
      {since.reordered && <p>{m.pulse_surveys_diff_order()}</p>}
    </>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
