import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { bank } from '../../pulse/surveys/bank.server.ts'
import { bankView } from '../../pulse/surveys/bank-view.ts'
import { built } from '../../pulse/surveys/building.server.ts'
import { blankDraft, draftOf, type Fault } from '../../pulse/surveys/draft.ts'
import { lengthWords } from '../../pulse/surveys/length.ts'
import { SurveyBuilder } from '../../pulse/surveys/survey-builder.tsx'
import { allSurveys, createSurvey, storedSurvey } from '../../pulse/surveys/survey-store.server.ts'
import { LinkRow } from '../../ui/link-row.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const from = new URL(request.url).searchParams.get('from')
  const view = bankView(bank(), me.locale)
  const source = from === null ? null : await storedSurvey(context.db, from)
  return json({
    bank: view,
    start: source ? draftOf(source.definition) : from === 'bank' ? blankDraft(view.ids) : null,
    surveys: (await allSurveys(context.db)).map(({ id, survey }) => ({
      id,
      title: survey.title[me.locale],
      questions: survey.questions.map(({ kind }) => ({ kind })),
    })),
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const result = built(await request.formData())
  if (result.outcome === 'draft') {
    const { draft, faults } = result
    return json({ draft, faults }, { status: faults.length > 0 ? 422 : 200 })
  }
  const { definition } = result
  const now = context.now()
  const detail = { name: definition.title[me.locale] }
  const id = await noting(
    context.db,
    (trx) => createSurvey(trx, definition, now),
    (made) => ({ by: me.id, action: 'survey.made', subject: { kind: 'survey', id: made }, detail }),
    now,
  )
  return redirect(`/hr/surveys/${id}${result.preview ? '/preview' : '?saved=1'}`)
}

export const meta = titled(() => m.pulse_surveys_new())

const NO_FAULTS: Fault[] = []

export default function NewSurvey() {
  const { bank, start, surveys } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const draft = reply?.draft ?? start
  if (draft) {
    return (
      <Page title={m.pulse_surveys_new()} eyebrow={m.pulse_surveys_title()} wide>
        <SurveyBuilder
          bank={bank}
          start={draft}
          faults={reply?.faults ?? NO_FAULTS}
          basedOn={null}
        />
      </Page>
    )
  }
  const ways = [
    { from: 'bank', title: m.pulse_surveys_from_bank(), text: m.pulse_surveys_from_bank_text() },
    ...surveys.map(({ id, title, questions }) => ({
      from: id,
      title: m.pulse_surveys_copy_of({ title: `\u2068${title}\u2069` }),
      text: lengthWords(questions),
    })),
  ]
  return (
    <Page
      title={m.pulse_surveys_new()}
      eyebrow={m.pulse_surveys_title()}
      lead={m.pulse_surveys_new_lead()}
    >
      <ul className="divide-y divide-line border-y border-line">
        {ways.map(({ from, title, text }) => (
          <li key={from}>
            <LinkRow to={`/hr/surveys/new?from=${from}`}>
              <span className="block font-medium">{title}</span>
              <span className="block text-sm text-muted">{text}</span>
            </LinkRow>
          </li>
        ))}
      </ul>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
