import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { personById } from '../../people/person.server.ts'
import { UnitField } from '../../people/person-fields.tsx'
import { roleFrom } from '../../people/role-form.server.ts'
import { giveRole } from '../../people/role.server.ts'
import { unitTree } from '../../people/unit.server.ts'
import { unitChoices, unitPath } from '../../people/unit-typed.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Choices, TextField } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const person = await personById(context.db, params.id ?? '', context.now())
  if (!person || person.status === 'left') throw notFound()
  const units = await unitTree(context.db)
  return json({
    ...{ name: person.name, units: unitChoices(units), owner: me.roles.includes('owner') },
    unit: unitPath(units, person.unitId),
  })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { db, company } = context
  const now = context.now()
  const person = await personById(db, params.id ?? '', now)
  if (!person || person.status === 'left') throw notFound()
  const units = await unitTree(db)
  const read = roleFrom(await request.formData(), units, me, company.timeZone, now)
  if ('errors' in read) return json(read, { status: 422 })
  const { given, day } = read
  const subject = { kind: 'person', id: person.id } as const
  const name = given.role === 'leader' ? unitPath(units, given.unitId) : given.role
  const outcome = await noting(
    db,
    (trx) => giveRole(trx, me, person.id, given),
    (done) =>
      done !== 'given'
        ? null
        : given.until === null
          ? { by: me.id, action: 'role.given', subject, detail: { name } }
          : { by: me.id, action: 'deputy.named', subject, detail: { name, to: day } },
    now,
  )
  if (outcome === 'not-yours') throw notFound()
  return redirect(`/hr/people/${person.id}?said=kept`)
}

export const meta = titled(() => m.people_role_give())

const NONE: { field: string; message: string }[] = []

export default function GiveRole() {
  const { name, units, unit, owner } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = reply?.errors ?? NONE
  const wrong = (field: string) => errors.find((one) => one.field === field)?.message
  return (
    <Page title={m.people_role_give()} eyebrow={<bdi>{name}</bdi>} lead={m.people_role_lead()}>
      <ErrorSummary errors={errors} />
      <Form method="post" className="space-y-5">
        <Choices
          name="role"
          legend={m.people_role_which()}
          chosen={[reply?.typed.role ?? 'leader']}
          options={[
            { value: 'leader', label: m.people_role_leader() },
            ...(owner
              ? [
                  { value: 'hr', label: m.people_role_hr() },
                  { value: 'owner', label: m.people_role_owner() },
                ]
              : []),
          ]}
        />
        <UnitField
          id="unit"
          name="unit"
          label={m.people_role_unit()}
          units={units}
          defaultValue={reply?.typed.unit ?? unit}
          error={wrong('unit')}
        />
        <TextField
          id="until"
          name="until"
          type="date"
          label={m.people_role_until()}
          hint={m.people_role_until_hint()}
          defaultValue={reply?.typed.until ?? ''}
          error={wrong('until')}
        />
        <Button className="w-full sm:w-auto">{m.people_role_give()}</Button>
      </Form>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
