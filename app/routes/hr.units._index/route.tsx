import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { plainName } from '../../people/tree/rules.ts'
import { crowds } from '../../people/tree/standing.server.ts'
import { UnitRows } from '../../people/tree/unit-rows.tsx'
import { unitRow } from '../../people/tree/words.server.ts'
import { unitTree } from '../../people/unit.server.ts'
import { unitPath } from '../../people/unit-typed.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Empty, Page } from '../../ui/page.tsx'

/** Units on the page; more are found by more of the name, or level by level. */
const SHOWN = 100

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'hr')
  const search = (new URL(request.url).searchParams.get('search') ?? '').trim().slice(0, 200)
  const units = await unitTree(context.db)
  const counts = await crowds(context.db, units)
  const root = units.find(({ parentId }) => parentId === null)
  const found =
    search === ''
      ? units.filter(({ id, parentId, closedAt }) =>
          id === root?.id ? true : parentId === root?.id && !closedAt,
        )
      : units.filter(({ name }) => plainName(name).includes(plainName(search)))
  const order = new Intl.Collator(locale)
  const sorted = found.toSorted(
    (a, b) => Number(b === root) - Number(a === root) || order.compare(a.name, b.name),
  )
  return json({
    search,
    more: sorted.length > SHOWN,
    rows: sorted.slice(0, SHOWN).map((unit) => {
      const row = unitRow(unit, units, counts.get(unit.id), locale)
      return search === '' ? row : { ...row, name: unitPath(units, unit.id) }
    }),
  })
}

export const meta = titled(() => m.people_units_title())

export default function Units() {
  const { search, rows, more } = useLoaderData<typeof loader>()
  return (
    <Page
      title={m.people_units_title()}
      eyebrow={<Link to="/hr">{m.hr_title()}</Link>}
      lead={m.people_units_lead()}
    >
      <Form role="search" key={search} className="flex items-end gap-3">
        <div className="flex-1">
          <TextField
            id="search"
            name="search"
            type="search"
            label={m.people_units_search()}
            defaultValue={search}
            dir="auto"
          />
        </div>
        <Button look="second">{m.hr_people_find()}</Button>
      </Form>
      {rows.length === 0 ? <Empty>{m.people_units_none()}</Empty> : <UnitRows rows={rows} />}
      {more && <Notice>{m.people_units_too_many()}</Notice>}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
