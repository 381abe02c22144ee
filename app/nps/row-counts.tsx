import { formatNumber } from '../i18n/format.ts'
import { m } from '../i18n/messages.ts'
import { DataTable } from '../ui/data-table.tsx'

interface Counts {
  read: number
  added: number
  unchanged: number
  skipped: number
  wrong: number
}

/** What became of the rows; before the import it says what would. */
export function RowCounts({ counts, before = false }: { counts: Counts; before?: boolean }) {
  const lines = [
    { label: m.nps_count_read(), n: counts.read },
    { label: before ? m.nps_preview_added() : m.nps_count_added(), n: counts.added, strong: true },
    { label: m.nps_count_unchanged(), n: counts.unchanged },
    { label: m.nps_count_skipped(), n: counts.skipped },
    { label: m.nps_count_wrong(), n: counts.wrong, bad: counts.wrong > 0 },
  ]
  return (
    <dl className="divide-y divide-line border-y border-line">
      {lines.map(({ label, n, strong, bad }) => (
        <div key={label} className="flex items-baseline justify-between gap-4 py-2.5">
          <dt className={strong ? 'font-medium' : 'text-muted'}>{label}</dt>
          <dd
            className={`tabular-nums ${strong ? 'text-2xl font-semibold' : ''} ${bad ? 'font-medium text-bad' : ''}`}
          >
            {formatNumber(n)}
          </dd>
        </div>
      ))}
    </dl>
  )
}

export interface WrongRow {
  line: number
  column: number | null
  words: string
}

/** The first wrong rows; there may be more. */
export function WrongRows({ rows, all }: { rows: WrongRow[]; all: number }) {
  return (
    <div className="space-y-2">
      <DataTable
        caption={m.nps_errors_title()}
        quietCaption
        columns={[
          { key: 'line', label: m.nps_errors_line() },
          { key: 'column', label: m.nps_errors_column(), numeric: true },
          { key: 'words', label: m.nps_errors_reason() },
        ]}
        rows={rows.map((row) => ({
          key: `${row.line}`,
          cells: {
            line: formatNumber(row.line),
            column: row.column === null ? '' : formatNumber(row.column),
            words: <bdi>{row.words}</bdi>,
          },
        }))}
      />
      {all > rows.length && (
        <p className="text-sm text-muted">{m.nps_errors_some({ shown: rows.length })}</p>
      )}
    </div>
  )
}
