import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { leavesOf } from '../../people/importing/import.server.ts'
import { tooManyLeave } from '../../people/importing/row.ts'
import { confirmPeople, peopleErrors, peopleRun } from '../../people/importing/run.server.ts'
import {
  changeWords,
  faultRow,
  refusalWords,
  stateWords,
} from '../../people/importing/words.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { AtWork } from './at-work.tsx'
import { Check } from './check.tsx'
import { Errors } from './errors.tsx'
import { RowCounts } from './row-counts.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'hr')
  const run = await peopleRun(context.db, params.id ?? '')
  if (!run) throw notFound()
  const { id, fileName, state, progress, counts, look } = run
  const errors = await peopleErrors(context.db, id, 20)
  const alone = look && leavesOf(look, false)
  const all = look && leavesOf(look, true)
  return json(
    {
      ...{ id, fileName, state, progress, counts },
      stateWords: stateWords(state, locale),
      refusal: run.refusal && refusalWords(run.refusal, locale),
      look: look && {
        ...look,
        changes: look.changes.map((one) => ({ ...one, ...changeWords(one, locale) })),
      },
      // Asked only where a number is due: what is typed is compared on the server.
      leaves: { alone, all, asked: look !== null && tooManyLeave(all ?? 0, look.active) },
      errors: errors.map((fault) => faultRow(fault, locale)),
      encoding: run.encoding,
    },
    { status: state === 'refused' ? 422 : 200 },
  )
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const run = await peopleRun(context.db, params.id ?? '')
  if (!run) throw notFound()
  const form = await request.formData()
  const said = { absentLeave: form.has('absent'), typed: String(form.get('number') ?? '') }
  const now = context.now()
  const outcome = await noting(
    context.db,
    (trx) => confirmPeople(trx, run.id, said, now),
    (done) =>
      done === 'queued'
        ? { by: me.id, action: 'people.confirmed', detail: { name: run.fileName } }
        : null,
    now,
  )
  if (outcome === 'number' || outcome === 'nameless') {
    const leaves = run.look ? leavesOf(run.look, said.absentLeave) : 0
    return json({ problem: outcome, leaves, ...said }, { status: 422 })
  }
  return redirect(`/hr/people/import/${run.id}`)
}

export const meta = titled(() => m.people_import_title())

export default function PeopleFile() {
  const run = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { id, fileName, state, progress, counts, look, refusal, errors } = run
  const name = <bdi className="break-words">{fileName}</bdi>
  const another = (
    <ButtonLink to="/hr/people/import" look="second">
      {m.people_import_another()}
    </ButtonLink>
  )
  if (state === 'checking' || state === 'queued' || state === 'running') {
    return <AtWork id={id} fileName={fileName} progress={progress} looking={state === 'checking'} />
  }
  if (state === 'checked' && look) {
    return (
      <Page
        title={m.people_import_check_title()}
        eyebrow={name}
        lead={m.people_import_check_lead({ n: look.counts.read })}
        wide
      >
        <Check {...{ id, look, errors, reply }} leaves={run.leaves} encoding={run.encoding} />
      </Page>
    )
  }
  if (state === 'done') {
    return (
      <Page title={m.people_import_done({ file: fileName })}>
        <section aria-label={m.people_import_done_counts()} role="status">
          <RowCounts counts={counts} />
        </section>
        <Errors {...{ id, errors }} all={counts.wrong} />
        <div className="flex flex-wrap gap-3">
          <ButtonLink to="/hr/people">{m.people_import_found()}</ButtonLink>
          {another}
        </div>
      </Page>
    )
  }
  return (
    <Page
      title={state === 'refused' ? m.people_import_refused() : name}
      eyebrow={state === 'refused' ? name : undefined}
    >
      {state === 'refused' ? (
        <Notice look="bad" live="alert">
          <p className="font-medium break-words">{refusal}</p>
          <p>{m.people_import_refused_again()}</p>
        </Notice>
      ) : (
        <Notice>{run.stateWords}</Notice>
      )}
      {another}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
