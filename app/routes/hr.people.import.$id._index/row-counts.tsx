import { formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import type { Counts } from '../../people/importing/look.ts'

/** What becomes of the rows, or became. */
export function RowCounts({ counts }: { counts: Counts }) {
  const lines = [
    { label: m.people_import_count_added(), n: counts.added },
    { label: m.people_import_count_moved(), n: counts.moved },
    { label: m.people_import_count_changed(), n: counts.changed - counts.moved },
    { label: m.people_import_count_left(), n: counts.left },
    { label: m.people_import_count_units(), n: counts.units },
    { label: m.people_import_count_unchanged(), n: counts.unchanged },
    { label: m.people_import_count_wrong(), n: counts.wrong, bad: counts.wrong > 0 },
  ]
  return (
    <dl className="max-w-2xl divide-y divide-line border-y border-line">
      {lines.map(({ label, n, bad }) => (
        <div key={label} className="flex items-baseline justify-between gap-4 py-2.5">
          <dt className={n > 0 ? 'font-medium' : 'text-muted'}>{label}</dt>
          <dd
            className={`tabular-nums ${n > 0 ? 'text-xl font-semibold' : ''} ${bad ? 'text-bad' : ''}`}
          >
            {formatNumber(n)}
          </dd>
        </div>
      ))}
    </dl>
  )
}
