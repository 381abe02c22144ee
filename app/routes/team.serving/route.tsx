import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { noting } from '../../audit/note.server.ts'
import { requireEmployee } from '../../auth/require.server.ts'
import { forbidden, notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import type { Employee } from '../../people/employee.server.ts'
import { UnitChoice } from '../../people/unit-choice.tsx'
import { openUnits, siteOf, subtreeOf, type Unit } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { chooseServed, servedBy } from '../../touchpoints/serving.server.ts'
import { touchpoints } from '../../touchpoints/touchpoint.server.ts'
import { Button } from '../../ui/button.tsx'
import { Choices } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Empty, Page } from '../../ui/page.tsx'

/** Sites and teams this person says it for: those under the units they lead, for HR all of them. */
function unitsToTell(units: Unit[], me: Employee): Unit[] {
  const root = units.find(({ parentId }) => parentId === null)
  const tops = me.roles.includes('hr') && root ? [root.id] : me.leads
  const under = new Set(tops.flatMap((unit) => subtreeOf(units, unit)))
  return openUnits(units).filter(({ id }) => under.has(id) && siteOf(units, id) !== null)
}

async function requireTelling(args: LoaderFunctionArgs | ActionFunctionArgs) {
  const me = await requireEmployee(args.request, args.context)
  if (!me.roles.includes('leader') && !me.roles.includes('hr')) throw forbidden()
  const units = await unitTree(args.context.db)
  return { me, units, mine: unitsToTell(units, me) }
}

export async function loader(args: LoaderFunctionArgs) {
  const { me, units, mine } = await requireTelling(args)
  const asked = new URL(args.request.url).searchParams
  const wish = asked.get('unit')
  const unit = wish === null ? mine[0] : mine.find(({ id }) => id === wish)
  if (!unit && wish !== null) throw notFound()
  const serving = unit && (await servedBy(args.context.db, units, unit.id))
  return json({
    unit: unit && { id: unit.id, name: unit.name },
    choices: mine.map(({ id, name }) => ({ id, name })),
    places: touchpoints().map(({ code, name }) => ({ value: code, label: name[me.locale] })),
    codes: serving?.codes ?? [],
    chosenBy: serving?.chosenBy?.name ?? null,
    own: serving?.chosenBy?.id === unit?.id,
    saved: asked.get('done') === 'saved',
  })
}

export async function action(args: ActionFunctionArgs) {
  const { me, mine } = await requireTelling(args)
  const form = await args.request.formData()
  const unit = mine.find(({ id }) => id === form.get('unit'))
  if (!unit) throw notFound()
  const subject = { kind: 'unit', id: unit.id } as const
  const detail = { name: unit.name }
  await noting(
    args.context.db,
    (trx) => chooseServed(trx, unit.id, form.getAll('touchpoint').map(String)),
    () =>
      me.roles.includes('hr') ? { by: me.id, action: 'serving.chosen', subject, detail } : null,
    args.context.now(),
  )
  return redirect(`/team/serving?unit=${encodeURIComponent(unit.id)}&done=saved`)
}

export const meta = titled(() => m.nps_wall_serving_title())

export default function ServingPage() {
  const { unit, choices, places, codes, chosenBy, own, saved } = useLoaderData<typeof loader>()
  return (
    <Page
      title={m.nps_wall_serving_title()}
      eyebrow={<Link to="/team">{m.common_nav_team()}</Link>}
      lead={m.nps_wall_serving_lead()}
    >
      {saved && (
        <Notice look="good" live="status">
          {m.nps_wall_serving_saved()}
        </Notice>
      )}
      <UnitChoice label={m.team_choose()} units={choices} chosen={unit?.id} />
      {unit ? (
        <Form key={unit.id} method="post" className="space-y-4">
          <input type="hidden" name="unit" value={unit.id} />
          <p className="text-muted">
            {own
              ? m.nps_wall_serving_own()
              : chosenBy === null
                ? m.nps_wall_serving_all()
                : m.nps_wall_serving_above({ unit: chosenBy })}
          </p>
          <Choices
            name="touchpoint"
            type="checkbox"
            columns
            legend={<bdi>{unit.name}</bdi>}
            options={places}
            chosen={codes}
          />
          <Button>{m.nps_wall_serving_save()}</Button>
        </Form>
      ) : (
        <Empty>{m.nps_wall_no_site()}</Empty>
      )}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
