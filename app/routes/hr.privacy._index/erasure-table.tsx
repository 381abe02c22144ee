import { formatDay, formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import type { erasures } from '../../nps/erasure.server.ts'
import { DataTable } from '../../ui/data-table.tsx'

interface Props {
  erasures: Awaited<ReturnType<typeof erasures>>
  timeZone: string
}

/** What was erased of customers, and why. */
export function ErasureTable({ erasures, timeZone }: Props) {
  return (
    <DataTable
      caption={m.nps_privacy_log()}
      columns={[
        { key: 'when', label: m.nps_import_when() },
        { key: 'cause', label: m.nps_privacy_cause() },
        { key: 'contacts', label: m.nps_privacy_contacts_n(), numeric: true },
        { key: 'comments', label: m.nps_privacy_words_n(), numeric: true },
      ]}
      rows={erasures.map((one) => ({
        key: String(one.id),
        cells: {
          when: formatDay(one.erasedAt, timeZone),
          cause: one.cause === 'asked' ? m.nps_privacy_cause_asked() : m.nps_privacy_cause_age(),
          contacts: formatNumber(one.contacts),
          comments: formatNumber(one.comments),
        },
      }))}
    />
  )
}
