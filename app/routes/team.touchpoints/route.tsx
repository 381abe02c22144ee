import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { touchpointByCode, touchpoints } from '../../touchpoints/touchpoint.server.ts'
import { walksLed } from '../../training/walk.server.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Empty, Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const leader = await requireRole(request, context, 'leader')
  const order = touchpoints().map(({ code }) => code)
  const walks = await walksLed(context.db, leader)
  return json({
    units: walks.map(({ unit, touchpoints }) => ({
      ...unit,
      rows: touchpoints
        .toSorted((a, b) => order.indexOf(a.touchpoint) - order.indexOf(b.touchpoint))
        .map((row) => ({
          ...row,
          name: touchpointByCode(row.touchpoint)?.name[leader.locale] ?? row.touchpoint,
        })),
    })),
  })
}

export const meta = titled(() => m.training_walk_map_title())

export default function Touchpoints() {
  const { units } = useLoaderData<typeof loader>()
  const nothing = units.every(({ rows }) => rows.length === 0)
  return (
    <Page
      title={m.training_walk_map_title()}
      eyebrow={<Link to="/team">{m.common_nav_team()}</Link>}
      lead={m.training_walk_map_lead()}
    >
      {nothing && <Empty>{m.training_walk_map_none()}</Empty>}
      {(nothing ? [] : units).map(({ id, name, rows }) => (
        <section key={id} aria-labelledby={`unit-${id}`} className="space-y-2">
          <h2 id={`unit-${id}`}>
            <bdi>{name}</bdi>
          </h2>
          {rows.length === 0 ? (
            <p className="text-muted">{m.training_walk_map_few()}</p>
          ) : (
            <>
              <DataTable
                caption={name}
                quietCaption
                columns={[
                  { key: 'name', label: m.training_walk_map_touchpoint() },
                  { key: 'poor', label: m.feedback_grade_poor() },
                  { key: 'normal', label: m.feedback_grade_normal() },
                  { key: 'wow', label: m.feedback_grade_wow() },
                  { key: 'n', label: m.training_walk_map_people() },
                ]}
                rows={rows.map((row) => ({
                  key: row.touchpoint,
                  cells: {
                    name: row.name,
                    poor: formatNumber(row.poor),
                    normal: formatNumber(row.normal),
                    wow: formatNumber(row.wow),
                    n: formatNumber(row.n),
                  },
                }))}
              />
              <p className="text-sm text-muted">{m.training_walk_map_rest()}</p>
            </>
          )}
        </section>
      ))}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
