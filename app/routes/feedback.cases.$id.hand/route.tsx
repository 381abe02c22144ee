import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { caseRow, handlersOf } from '../../nps/cases/case.server.ts'
import { handOver } from '../../nps/cases/handling.server.ts'
import { caseErrors } from '../../nps/cases/words.tsx'
import { unitTree } from '../../people/unit.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { SelectField } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const row = await caseRow(context.db, params.id ?? '', me)
  if (!row) throw notFound()
  const people = await handlersOf(context.db, await unitTree(context.db), row.unit_id)
  return json({ id: row.id, people: people.filter(({ id }) => id !== row.owner_id) })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const id = params.id ?? ''
  const to = String((await request.formData()).get('to') ?? '')
  const outcome = await handOver(context.db, id, me, to, context.now())
  if (outcome === 'not-found') throw notFound()
  if (outcome === 'unknown-colleague') {
    return json({ error: { to: ['missing'] }, initialValue: { to } }, { status: 422 })
  }
  if (outcome === 'closed') return redirect(`/feedback/cases/${id}?done=gone`)
  // Who has no part in it any more finds it on nobody's page but theirs.
  const mine = (await caseRow(context.db, id, me)) !== null
  return redirect(mine ? `/feedback/cases/${id}?done=saved` : '/feedback/cases')
}

export const meta = titled(() => m.nps_cases_hand())

export default function HandOver() {
  const { id, people } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const wrong = useMemo(() => caseErrors(reply, 'to'), [reply])
  return (
    <Page title={m.nps_cases_hand()} lead={m.nps_cases_hidden()}>
      <ErrorSummary errors={wrong} />
      <Form method="post" className="space-y-5">
        <SelectField
          id="to"
          name="to"
          label={m.nps_cases_hand_to()}
          error={wrong[0]?.message}
          defaultValue=""
        >
          <option value="">{m.nps_cases_hand_choose()}</option>
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {person.name}
            </option>
          ))}
        </SelectField>
        <p className="flex flex-wrap gap-3">
          <Button>{m.nps_cases_hand()}</Button>
          <ButtonLink look="quiet" to={`/feedback/cases/${id}`}>
            {m.common_back()}
          </ButtonLink>
        </p>
      </Form>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
