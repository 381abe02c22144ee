import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { requestById, settle } from '../../rights/request.server.ts'
import { stateWords } from '../../rights/words.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Facts } from '../../ui/facts.tsx'
import { TextArea } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'hr')
  const found = await requestById(context.db, params.id ?? '')
  if (!found) throw notFound()
  const { timeZone } = context.company
  return json({
    id: found.id,
    kind: found.kind,
    name: found.name,
    staffNumber: found.staffNumber,
    words: found.words,
    asked: formatDay(found.askedAt, timeZone, locale),
    due: formatDay(found.dueAt, timeZone, locale),
    state: stateWords(found, locale),
    open: found.settledAt === null,
  })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { db, now } = context
  const found = await requestById(db, params.id ?? '')
  if (!found) throw notFound()
  const form = await request.formData()
  const answer = String(form.get('answer') ?? '')
  // Erasing has its own page: pressing "corrected" can never stand for it.
  const outcome = form.get('outcome') === 'done' && found.kind === 'correct' ? 'done' : 'declined'
  const settled = await noting(
    db,
    (trx) => settle(trx, found.id, outcome, answer, now()),
    (how) =>
      how === 'settled'
        ? { by: me.id, action: 'request.settled', subject: { kind: 'request', id: found.id } }
        : null,
    now(),
  )
  if (settled === 'reason') return json({ answer }, { status: 422 })
  return redirect('/hr/requests?done=settled')
}

export const meta = titled(() => m.rights_hr_title())

export default function Request() {
  const asked = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(
    () => (reply ? [{ field: 'answer', message: m.rights_hr_reason() }] : []),
    [reply],
  )
  const correct = asked.kind === 'correct'
  return (
    <Page
      title={correct ? m.rights_kind_correct() : m.rights_kind_erase()}
      eyebrow={<Link to="/hr/requests">{m.rights_hr_title()}</Link>}
    >
      <ErrorSummary errors={errors} />
      <Facts
        facts={[
          [m.rights_hr_who(), <bdi key="who">{asked.name}</bdi>],
          [m.rights_hr_number(), <bdi key="number">{asked.staffNumber}</bdi>],
          [m.rights_asked(), asked.asked],
          [m.rights_due(), asked.due],
          [m.rights_state(), <bdi key="state">{asked.state}</bdi>],
        ]}
      />
      {asked.words !== '' && (
        <section aria-labelledby="words" className="space-y-2">
          <h2 id="words">{m.rights_hr_words()}</h2>
          <p dir="auto" className="whitespace-pre-line">
            {asked.words}
          </p>
        </section>
      )}
      {asked.open && !correct && (
        <ButtonLink to={`/hr/requests/${asked.id}/erase`}>{m.rights_hr_erase_title()}</ButtonLink>
      )}
      {asked.open && (
        <Form method="post" className="space-y-4">
          <TextArea
            id="answer"
            name="answer"
            maxLength={1000}
            label={m.rights_hr_answer()}
            hint={m.rights_hr_answer_hint()}
            error={errors[0]?.message}
            defaultValue={reply?.answer}
          />
          <div className="flex flex-wrap gap-3">
            {correct && (
              <Button name="outcome" value="done">
                {m.rights_hr_corrected()}
              </Button>
            )}
            <Button name="outcome" value="declined" look="second">
              {m.rights_hr_decline()}
            </Button>
          </div>
        </Form>
      )}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
