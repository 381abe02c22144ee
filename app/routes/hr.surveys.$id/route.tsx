import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { bank } from '../../pulse/surveys/bank.server.ts'
import { bankView } from '../../pulse/surveys/bank-view.ts'
import { built } from '../../pulse/surveys/building.server.ts'
import { draftOf, type Fault } from '../../pulse/surveys/draft.ts'
import { QuestionList } from '../../pulse/surveys/question-list.tsx'
import { SurveyBuilder } from '../../pulse/surveys/survey-builder.tsx'
import { saveVersion, storedSurvey } from '../../pulse/surveys/survey-store.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const found = await storedSurvey(context.db, params.id ?? '')
  if (!found) throw notFound()
  const { id, version, survey, definition, source, archivedAt } = found
  return json({
    id,
    version,
    title: survey.title[me.locale],
    questions: survey.questions,
    state: archivedAt !== null ? ('archived' as const) : source,
    start: draftOf(definition),
    bank: bankView(bank(), me.locale),
    done: new URL(request.url).searchParams.get('saved'),
  })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const id = params.id ?? ''
  const found = await storedSurvey(context.db, id)
  if (found?.source !== 'hr' || found.archivedAt !== null) throw notFound()
  const form = await request.formData()
  const basedOn = Number(form.get('basedOn'))
  const result = built(form)
  if (result.outcome === 'draft') {
    const { draft, faults } = result
    return json({ draft, faults, basedOn, conflict: false }, { status: faults.length ? 422 : 200 })
  }
  const { db, now } = context
  const { definition } = result
  const detail = { name: definition.title[me.locale], version: basedOn + 1 }
  const saved = await noting(
    db,
    (trx) => saveVersion(trx, id, basedOn, definition, now()),
    (done) =>
      done === 'saved'
        ? { by: me.id, action: 'survey.saved', subject: { kind: 'survey', id }, detail }
        : null,
    now(),
  )
  if (saved === 'changed-meanwhile') {
    const newest = (await storedSurvey(db, id))!.version
    const reply = { draft: result.draft, faults: [], basedOn: newest, conflict: true }
    return json(reply, { status: 409 })
  }
  if (saved === 'no-such-survey') throw notFound()
  const told = saved === 'saved' ? basedOn + 1 : 'unchanged'
  return redirect(`/hr/surveys/${id}${result.preview ? '/preview' : `?saved=${told}`}`)
}

export const meta = titled(({ title }: { title: string }) => title)

const NO_FAULTS: Fault[] = []

export default function ASurvey() {
  const { id, version, title, questions, state, start, bank, done } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const number = formatNumber(version)
  const links = (
    <div className="flex flex-wrap gap-3">
      {state !== 'archived' && (
        <ButtonLink to={`/hr/waves/new?survey=${encodeURIComponent(id)}`} look="second">
          {m.pulse_surveys_launch()}
        </ButtonLink>
      )}
      <ButtonLink to={`/hr/surveys/${id}/preview`} look="second">
        {m.pulse_surveys_preview()}
      </ButtonLink>
      <ButtonLink to={`/hr/surveys/new?from=${id}`} look="second">
        {m.pulse_surveys_copy()}
      </ButtonLink>
      {state !== 'content' && (
        <ButtonLink to={`/hr/surveys/${id}/versions`} look="second">
          {m.pulse_surveys_versions()}
        </ButtonLink>
      )}
    </div>
  )
  if (state !== 'hr') {
    return (
      <Page title={<bdi>{title}</bdi>} eyebrow={m.pulse_surveys_title()}>
        <Notice>
          {state === 'content' ? m.pulse_surveys_built_in_note() : m.pulse_surveys_archived_note()}
        </Notice>
        {links}
        <QuestionList questions={questions} />
      </Page>
    )
  }
  return (
    <Page
      title={<bdi>{title}</bdi>}
      eyebrow={`${m.pulse_surveys_title()} · ${m.pulse_surveys_version({ version: number })}`}
      wide
    >
      {done !== null && !reply && (
        <Notice look="good" live="status">
          {done === 'unchanged'
            ? m.pulse_surveys_unchanged({ version: number })
            : m.pulse_surveys_saved({ version: number })}
        </Notice>
      )}
      {reply?.conflict && (
        <Notice look="warn" live="alert">
          {m.pulse_surveys_conflict({ version: formatNumber(reply.basedOn) })}
        </Notice>
      )}
      {links}
      <SurveyBuilder
        key={`${id} ${version}`}
        bank={bank}
        start={reply?.draft ?? start}
        faults={reply?.faults ?? NO_FAULTS}
        basedOn={reply?.basedOn ?? version}
      />
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
