import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { addPerson } from '../../people/person.server.ts'
import { personFrom } from '../../people/person-form.server.ts'
import { PersonFields } from '../../people/person-fields.tsx'
import { unitTree } from '../../people/unit.server.ts'
import { unitChoices } from '../../people/unit-typed.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { TextField } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'hr')
  return json({
    units: unitChoices(await unitTree(context.db)),
    locale: locale as string,
    locales: context.company.locales,
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const now = context.now()
  const form = await request.formData()
  if (!form.has('staff_number')) form.set('staff_number', '')
  const read = personFrom(form, await unitTree(context.db), me.locale)
  if ('errors' in read) return json(read, { status: 422 })
  const { person, staffNumber } = read
  const id = await noting(
    context.db,
    (trx) => addPerson(trx, { ...person, staffNumber }, now),
    (made) =>
      made === 'taken'
        ? null
        : { by: me.id, action: 'person.added', subject: { kind: 'person', id: made } },
    now,
  )
  if (id === 'taken') {
    const message = m.people_form_number_taken({ value: staffNumber }, { locale: me.locale })
    const typed = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]))
    return json({ errors: [{ field: 'staff_number', message }], typed }, { status: 422 })
  }
  return redirect(`/hr/people/${id}?said=kept`)
}

export const meta = titled(() => m.people_new())

const NONE: { field: string; message: string }[] = []

export default function NewPerson() {
  const { units, locale, locales } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors: { field: string; message: string }[] = reply?.errors ?? NONE
  const typed: Record<string, string | undefined> = reply?.typed ?? { locale }
  return (
    <Page title={m.people_new()} eyebrow={m.hr_people()}>
      <ErrorSummary errors={errors} />
      <Form method="post" className="space-y-5">
        <TextField
          id="staff_number"
          name="staff_number"
          label={m.people_import_col_staff_number()}
          hint={m.people_form_number_hint()}
          defaultValue={typed.staff_number ?? ''}
          error={errors.find(({ field }) => field === 'staff_number')?.message}
          dir="ltr"
          autoComplete="off"
        />
        <PersonFields typed={typed} errors={errors} units={units} locales={locales} />
        <Button className="w-full sm:w-auto">{m.people_new_add()}</Button>
      </Form>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
