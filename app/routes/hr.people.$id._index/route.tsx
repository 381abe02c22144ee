import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { mayHandle } from '../../people/authority.ts'
import { changePerson, personById } from '../../people/person.server.ts'
import { personFrom } from '../../people/person-form.server.ts'
import { PersonFields } from '../../people/person-fields.tsx'
import { unitTree } from '../../people/unit.server.ts'
import { unitChoices, unitPath } from '../../people/unit-typed.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Roles } from './roles.tsx'

const SAID = ['kept', 'left', 'back', 'yourself', 'not-yours', 'last-owner'] as const

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { db, company } = context
  const person = await personById(db, params.id ?? '', context.now())
  if (!person) throw notFound()
  const units = await unitTree(db)
  const asked = new URL(request.url).searchParams.get('said')
  const owner = me.roles.includes('owner')
  const { id, name, staffNumber, email, locale, status } = person
  return json({
    ...{ id, name, staffNumber, status },
    said: SAID.find((one) => one === asked) ?? null,
    left: person.leftAt === null ? null : formatDay(person.leftAt, company.timeZone, me.locale),
    handled: mayHandle(me, person),
    mine: id === me.id,
    // Six digits are no key for whoever holds a role.
    pin: person.held.length === 0 ? m.kiosk_pin_title({}, { locale: me.locale }) : null,
    typed: {
      ...{
        name,
        email: email ?? '',
        unit: unitPath(units, person.unitId),
        locale: locale as string,
      },
      ...{ hired: person.hiredOn ?? '', time_zone: person.timeZone ?? '' },
    },
    units: unitChoices(units),
    locales: company.locales,
    roles: person.held.map(({ role, unitId, until }) => ({
      ...{ role, unitId, mine: role === 'leader' || owner },
      unit: unitId === '' ? null : unitPath(units, unitId),
      // A deputy's time ends with a day: the last moment of it says which.
      until: until === null ? null : formatDay(until - 1, company.timeZone, me.locale),
    })),
  })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const now = context.now()
  const person = await personById(context.db, params.id ?? '', now)
  if (!person || person.status === 'left') throw notFound()
  const read = personFrom(await request.formData(), await unitTree(context.db), me.locale)
  if ('errors' in read) return json(read, { status: 422 })
  await noting(
    context.db,
    (trx) => changePerson(trx, me, person, read.person),
    () => ({ by: me.id, action: 'person.changed', subject: { kind: 'person', id: person.id } }),
    now,
  )
  return redirect(`/hr/people/${person.id}?said=kept`)
}

export const meta = titled(() => m.hr_people())

const NONE: { field: string; message: string }[] = []

export default function PersonPage() {
  const data = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { id, name, staffNumber, said, status, handled, mine } = data
  const words = {
    ...{ kept: m.people_said_kept(), left: m.people_said_left(), back: m.people_said_back() },
    ...{ yourself: m.people_said_yourself(), 'not-yours': m.people_said_not_yours() },
    'last-owner': m.people_said_last_owner(),
  }
  const errors = reply?.errors ?? NONE
  return (
    <Page title={<bdi>{name}</bdi>} eyebrow={<bdi>{staffNumber}</bdi>}>
      <ErrorSummary errors={errors} />
      {said && errors.length === 0 && (
        <Notice look={said === 'kept' || said === 'back' ? 'good' : 'info'} live="status">
          {words[said]}
        </Notice>
      )}
      {status === 'left' ? (
        <>
          <p>{data.left ? m.people_left_on({ day: data.left }) : m.people_import_status_left()}</p>
          <Form method="post" action={`/hr/people/${id}/back`}>
            <Button look="second">
              {said === 'left' ? m.common_undo() : m.people_take_back()}
            </Button>
          </Form>
        </>
      ) : (
        <>
          <Form method="post" className="space-y-5">
            <PersonFields
              typed={reply?.typed ?? data.typed}
              errors={errors}
              units={data.units}
              locales={data.locales}
              emailFixed={!handled}
            />
            <Button className="w-full sm:w-auto">{m.common_save()}</Button>
          </Form>
          <Roles id={id} roles={data.roles} />
          {handled && (
            <section className="flex flex-wrap gap-3 border-t border-line pt-6">
              <Form method="post" action={`/hr/people/${id}/link`}>
                <Button look="second">{m.hr_people_link_make()}</Button>
              </Form>
              {data.pin && (
                <ButtonLink
                  to={`/hr/kiosks/pin?number=${encodeURIComponent(staffNumber)}`}
                  look="second"
                >
                  {data.pin}
                </ButtonLink>
              )}
              {!mine && (
                <Form method="post" action={`/hr/people/${id}/leave`}>
                  <Button look="danger">{m.people_let_leave()}</Button>
                </Form>
              )}
            </section>
          )}
        </>
      )}
      <ButtonLink to="/hr/people" look="quiet">
        {m.common_back()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
