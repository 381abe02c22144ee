import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { formatTime } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { casesOf, type CaseRow } from '../../nps/cases/list.server.ts'
import { outcomeLabel } from '../../nps/cases/words.tsx'
import { unitTree } from '../../people/unit.server.ts'
import { touchpointByCode } from '../../touchpoints/touchpoint.server.ts'
import { Icon } from '../../ui/icon.tsx'
import { LinkRow } from '../../ui/link-row.tsx'
import { Empty, Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const units = await unitTree(context.db)
  const { open, closed } = await casesOf(context.db, units, me)
  const now = context.now().getTime()
  const named = (row: CaseRow) => ({
    ...row,
    unit: units.find(({ id }) => id === row.unitId)?.name ?? '',
    place: touchpointByCode(row.touchpoint)?.name[me.locale] ?? row.touchpoint,
    late: row.closedAt === null && row.dueAt < now,
  })
  return json({
    open: open.map(named),
    closed: closed.map(named),
    timeZone: context.company.timeZone,
  })
}

export const meta = titled(() => m.nps_cases_title())

export default function Cases() {
  const { open, closed, timeZone } = useLoaderData<typeof loader>()
  return (
    <Page title={m.nps_cases_title()} lead={m.nps_cases_lead()}>
      {open.length === 0 ? (
        <Empty>{m.nps_cases_none()}</Empty>
      ) : (
        <Rows rows={open} timeZone={timeZone} />
      )}
      {closed.length > 0 && (
        <section className="pt-4">
          <h2>{m.nps_cases_closed_title()}</h2>
          <Rows rows={closed} timeZone={timeZone} />
        </section>
      )}
    </Page>
  )
}

interface RowsProps {
  rows: (CaseRow & { unit: string; place: string; late: boolean })[]
  timeZone: string
}

function Rows({ rows, timeZone }: RowsProps) {
  return (
    <ul className="mt-2 divide-y divide-line border-y border-line">
      {rows.map((row) => (
        <li key={row.id}>
          <LinkRow to={`/feedback/cases/${row.id}`}>
            <span className="block font-medium">
              <bdi>{row.place || m.nps_wall_visit()}</bdi> ·{' '}
              {m.nps_cases_score({ score: row.score })}
            </span>
            <span className="block text-sm text-muted">
              <bdi>{row.unit}</bdi>
              {' · '}
              {row.outcome ? (
                outcomeLabel[row.outcome as keyof typeof outcomeLabel]()
              ) : row.mine ? (
                m.nps_cases_mine()
              ) : row.owner ? (
                <bdi>{m.nps_cases_owner({ name: row.owner })}</bdi>
              ) : (
                m.nps_cases_nobody()
              )}
            </span>
            <Due row={row} timeZone={timeZone} />
          </LinkRow>
        </li>
      ))}
    </ul>
  )
}

function Due({ row, timeZone }: { row: RowsProps['rows'][number]; timeZone: string }) {
  if (row.closedAt !== null) {
    if (row.solved === null) return null
    return <span className="block text-sm">{m.nps_cases_said_yes()}</span>
  }
  const time = formatTime(row.dueAt, timeZone)
  return (
    <span
      className={`flex items-center gap-1.5 text-sm ${row.late ? 'font-semibold text-bad' : 'text-muted'}`}
    >
      <Icon name={row.late ? 'circle-alert' : 'clock'} className="size-4" />
      {row.late ? m.nps_cases_late({ time }) : m.nps_cases_due({ time })}
      {row.solved === 0 && ` · ${m.nps_cases_reopened()}`}
    </span>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
