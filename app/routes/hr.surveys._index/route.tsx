import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { formatDay, formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { lengthWords } from '../../pulse/surveys/length.ts'
import { surveysWithArchived } from '../../pulse/surveys/survey-store.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Fold } from '../../ui/fold.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const query = new URL(request.url).searchParams
  const all = (await surveysWithArchived(context.db)).map((one) => ({
    id: one.id,
    title: one.survey.title[me.locale],
    questions: one.survey.questions.map(({ kind }) => ({ kind })),
    version: one.version,
    ours: one.source === 'hr',
    savedAt: one.savedAt,
    archived: one.archivedAt !== null,
  }))
  const titleOf = (id: string | null) => all.find((one) => one.id === id)
  return json({
    surveys: all.filter(({ archived }) => !archived),
    archived: all.filter(({ archived }) => archived),
    justArchived: titleOf(query.get('archived')) ?? null,
    justBack: titleOf(query.get('back')) ?? null,
    timeZone: context.company.timeZone,
  })
}

export const meta = titled(() => m.pulse_surveys_title())

type Line = ReturnType<typeof useLoaderData<typeof loader>>['surveys'][number]

export default function Surveys() {
  const { surveys, archived, justArchived, justBack, timeZone } = useLoaderData<typeof loader>()
  return (
    <Page title={m.pulse_surveys_title()} eyebrow={m.hr_title()} lead={m.pulse_surveys_lead()}>
      {justArchived?.archived && (
        <Notice look="good" live="status">
          <p>{m.pulse_surveys_archived({ title: isolated(justArchived.title) })}</p>
          <Restore survey={justArchived} label={m.pulse_surveys_undo()} />
        </Notice>
      )}
      {justBack && !justBack.archived && (
        <Notice look="good" live="status">
          {m.pulse_surveys_is_back({ title: isolated(justBack.title) })}
        </Notice>
      )}
      <ButtonLink to="/hr/surveys/new">{m.pulse_surveys_new()}</ButtonLink>
      <ul className="divide-y divide-line border-y border-line">
        {surveys.map((survey) => (
          <li key={survey.id} className="py-3">
            <h2 className="text-base">
              <Link
                to={`/hr/surveys/${survey.id}`}
                className="flex min-h-11 items-center hover:text-accent"
              >
                <bdi>{survey.title}</bdi>
              </Link>
            </h2>
            <p className="text-sm text-muted">{lengthWords(survey.questions)}</p>
            <p className="text-sm text-muted">{whence(survey, timeZone)}</p>
            <div className="-ms-2 flex flex-wrap items-center">
              <Action to={`/hr/surveys/${survey.id}`} survey={survey}>
                {survey.ours ? m.pulse_surveys_change() : m.pulse_surveys_look()}
              </Action>
              <Action to={`/hr/surveys/${survey.id}/preview`} survey={survey}>
                {m.pulse_surveys_preview()}
              </Action>
              <Action to={`/hr/surveys/new?from=${survey.id}`} survey={survey}>
                {m.pulse_surveys_copy()}
              </Action>
              {survey.ours && (
                <>
                  <Action to={`/hr/surveys/${survey.id}/versions`} survey={survey}>
                    {m.pulse_surveys_versions()}
                  </Action>
                  <Form method="post" action={`/hr/surveys/${survey.id}/archive`}>
                    <Button look="quiet">
                      {m.pulse_surveys_archive()}
                      <span className="sr-only">{survey.title}</span>
                    </Button>
                  </Form>
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
      {archived.length > 0 && (
        <Fold label={m.pulse_surveys_archive_n({ n: archived.length })}>
          <ul className="divide-y divide-line">
            {archived.map((survey) => (
              <li key={survey.id} className="flex flex-wrap items-center gap-x-3 py-2">
                <Link
                  to={`/hr/surveys/${survey.id}`}
                  className="flex min-h-11 flex-1 items-center hover:text-accent"
                >
                  <bdi>{survey.title}</bdi>
                </Link>
                <Restore survey={survey} label={m.pulse_surveys_back()} />
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </Page>
  )
}

function Action({ to, survey, children }: { to: string; survey: Line; children: string }) {
  return (
    <ButtonLink to={to} look="quiet">
      <span>
        {children}
        <span className="sr-only"> {survey.title}</span>
      </span>
    </ButtonLink>
  )
}

function Restore({ survey, label }: { survey: Line; label: string }) {
  return (
    <Form method="post" action={`/hr/surveys/${survey.id}/restore`}>
      <Button look="quiet">
        {label}
        <span className="sr-only">{survey.title}</span>
      </Button>
    </Form>
  )
}

function isolated(title: string): string {
  return `\u2068${title}\u2069`
}

function whence({ ours, version, savedAt }: Line, timeZone: string): string {
  if (!ours) return m.pulse_surveys_built_in()
  const day = savedAt === null ? '' : formatDay(savedAt, timeZone)
  return [
    m.pulse_surveys_version_title({ version: formatNumber(version) }),
    m.pulse_surveys_saved_on({ day }),
  ].join(' · ')
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
