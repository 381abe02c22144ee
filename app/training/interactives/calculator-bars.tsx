import { formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { Band, ChainBands } from '../calculator.ts'
import type { Rule as RuleView } from './calculator.ts'

interface Row {
  key: string
  name: string
  unit: string
  band: Band | null
  digits: number
}

/** The four bands as a picture and as a table; before the inputs are whole, what is still missing. */
export function ChainBars({ bands, rule }: { bands: ChainBands | null; rule: RuleView | null }) {
  if (!bands)
    return (
      <div className="space-y-4 rounded-2xl border border-dashed border-edge p-5">
        <p className="text-muted">{m.training_calc_waiting()}</p>
        <p className="font-medium">{m.training_calc_bar_shared()}</p>
        <Decision rule={rule} />
      </div>
    )
  const rows: Row[] = [
    {
      key: 'returning',
      name: m.training_calc_bar_returning(),
      unit: m.training_calc_unit_people(),
      band: bands.returning,
      digits: bands.returning.high < 10 ? 1 : 0,
    },
    {
      key: 'brought',
      name: m.training_calc_bar_brought(),
      unit: m.training_calc_unit_month(),
      band: bands.brought,
      digits: 1,
    },
    {
      key: 'margin',
      name: m.training_calc_bar_margin(),
      unit: m.training_calc_unit_money(),
      band: bands.margin,
      digits: 0,
    },
    {
      key: 'shared',
      name: m.training_calc_bar_shared(),
      unit: m.training_calc_unit_money(),
      band: bands.shared,
      digits: 0,
    },
  ]
  const { low, high } = bands.margin
  return (
    <div className="space-y-5">
      <h2>{m.training_calc_result({ low: formatNumber(low), high: formatNumber(high) })}</h2>
      <ol className="space-y-5">
        {rows.map((row) => (
          <li key={row.key} className="space-y-1.5">
            <p className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-medium">{row.name}</span>
              {row.band && (
                <span>
                  <bdi className="text-lg font-semibold">{range(row.band, row.digits)}</bdi>{' '}
                  <span className="text-sm text-muted">{row.unit}</span>
                </span>
              )}
            </p>
            {row.band ? <Bar band={row.band} /> : <EmptyBar />}
          </li>
        ))}
      </ol>
      <Decision rule={rule} />
      <details>
        <summary className="min-h-11 py-2.5 text-sm font-medium text-accent">
          {m.training_calc_table()}
        </summary>
        <DataTable
          caption={m.training_calc_result({ low: formatNumber(low), high: formatNumber(high) })}
          quietCaption
          columns={[
            { key: 'link', label: m.training_calc_column_link() },
            { key: 'low', label: m.training_calc_column_low(), numeric: true },
            { key: 'high', label: m.training_calc_column_high(), numeric: true },
            { key: 'unit', label: m.training_calc_column_unit() },
          ]}
          rows={rows.map((row) => ({
            key: row.key,
            cells: {
              link: row.name,
              low: row.band ? <bdi>{formatNumber(row.band.low, row.digits)}</bdi> : '–',
              high: row.band ? <bdi>{formatNumber(row.band.high, row.digits)}</bdi> : '–',
              unit: row.unit,
            },
          }))}
        />
      </details>
    </div>
  )
}

function range(band: Band, digits: number): string {
  const [low, high] = [formatNumber(band.low, digits), formatNumber(band.high, digits)]
  return low === high ? low : m.training_calc_range({ low, high })
}

/** Full up to the low end, open up to the high end; each bar has its own scale, for each counts another thing. */
function Bar({ band }: { band: Band }) {
  if (band.high <= 0) return <div aria-hidden="true" className="h-5 rounded-full bg-sunk" />
  const full = (band.low / band.high) * 90
  const open = 90 - full
  return (
    <div aria-hidden="true" className="flex h-5 overflow-hidden rounded-full bg-sunk">
      <span
        className="bg-accent forced-colors:bg-[CanvasText]"
        style={{ inlineSize: `${full}%` }}
      />
      <span
        className="rounded-e-full border-2 border-s-0 border-accent bg-accent-soft"
        style={{ inlineSize: `${open}%` }}
      />
    </div>
  )
}

function EmptyBar() {
  return <div aria-hidden="true" className="h-5 rounded-full border-2 border-dashed border-edge" />
}

/** The last bar in words: the company's rule, or that there is none. */
function Decision({ rule }: { rule: RuleView | null }) {
  if (!rule) return <p>{m.training_calc_not_set()}</p>
  return (
    <div className="space-y-1 border-s-4 border-accent ps-4">
      <p className="text-sm text-muted">{m.training_calc_rule_says()}</p>
      <p className="whitespace-pre-line" dir="auto" lang={rule.language}>
        {rule.text}
      </p>
      {!rule.numbers && <p className="text-sm text-muted">{m.training_calc_no_numbers()}</p>}
    </div>
  )
}
