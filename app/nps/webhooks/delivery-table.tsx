import { formatNumber, formatTime } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { DataTable } from '../../ui/data-table.tsx'

export interface ShownDelivery {
  id: number
  event: string
  outcome: string
  why: string
  times: number
  cameAt: number
}

/** What came last, what became of it, and why not. */
export function DeliveryTable({
  deliveries,
  timeZone,
}: {
  deliveries: ShownDelivery[]
  timeZone: string
}) {
  return (
    <DataTable
      caption={m.nps_hooks_log()}
      quietCaption
      columns={[
        { key: 'when', label: m.nps_hooks_when() },
        { key: 'event', label: m.nps_hooks_event() },
        { key: 'outcome', label: m.nps_hooks_outcome() },
        { key: 'times', label: m.nps_hooks_times(), numeric: true },
      ]}
      rows={deliveries.map(({ id, event, outcome, why, times, cameAt }) => ({
        key: String(id),
        cells: {
          when: formatTime(cameAt, timeZone),
          event: <bdi className="break-words">{event || '–'}</bdi>,
          outcome: (
            <>
              {outcome}
              {why && <span className="block text-sm text-muted">{why}</span>}
            </>
          ),
          times: formatNumber(times),
        },
      }))}
    />
  )
}
