import { m } from '../i18n/messages.ts'
import { DataTable } from '../ui/data-table.tsx'
import { Fold } from '../ui/fold.tsx'
import { barWidths } from './bar.ts'
import { shareWords } from './cell-figure.tsx'
import type { Share } from './report.ts'
import type { CellRow } from './results.server.ts'

/** From disagreeing to agreeing: told apart by place and by the table below, never by colour alone. */
const SHADES = ['bg-bad', 'bg-bad/55', 'bg-middle/55', 'bg-accent/55', 'bg-accent']
const ENPS_SHADES = ['bg-bad', 'bg-middle/55', 'bg-accent']

/** How answers were spread, where ten or more were given: bars one under the other, and the same as a table. */
export function Distribution({ rows, options }: { rows: CellRow[]; options: string[] }) {
  const spread = rows.flatMap(({ unit, cell }) => {
    const shares = sharesOf(cell)
    return shares ? [{ unit, shares }] : []
  })
  const [first] = spread
  if (!first) return null
  // The options of a choice are drawn with its figure.
  const drawn = rows.every(({ cell }) => cell.shown !== 'choice')
  const enps = rows.some(({ cell }) => cell.shown === 'enps')
  const words = enps ? enpsWords() : options
  const shades = enps ? ENPS_SHADES : SHADES
  return (
    <div className="space-y-2">
      {drawn && (
        <div aria-hidden="true" className="space-y-2">
          {spread.map(({ unit, shares }) => (
            <div key={unit.id}>
              <p className="text-sm text-muted">
                <bdi>{unit.name}</bdi>
              </p>
              <div className="flex h-5 gap-0.5 overflow-hidden rounded-md">
                {barWidths(shares).map((width, i) => (
                  <span
                    key={words[i]}
                    className={`basis-0 ${shades[i]} forced-colors:border forced-colors:border-[CanvasText]`}
                    style={{ flexGrow: Math.round(width * 1000) }}
                  />
                ))}
              </div>
            </div>
          ))}
          <p className="flex justify-between gap-4 text-sm text-muted">
            <span>{words[0]}</span>
            <span>{words.at(-1)}</span>
          </p>
        </div>
      )}
      <Fold label={m.common_show_table()}>
        <DataTable
          caption={m.pulse_distribution_caption()}
          columns={[
            { key: 'unit', label: m.pulse_unit() },
            ...words.map((label, i) => ({ key: String(i), label, numeric: true })),
          ]}
          rows={spread.map(({ unit, shares }) => ({
            key: unit.id,
            cells: {
              unit: <bdi>{unit.name}</bdi>,
              ...Object.fromEntries(shares.map((share, i) => [String(i), shareWords(share)])),
            },
          }))}
        />
      </Fold>
    </div>
  )
}

function enpsWords(): string[] {
  return [m.pulse_detractors(), m.pulse_passives(), m.pulse_promoters()]
}

function sharesOf(cell: CellRow['cell']): Share[] | null {
  if (cell.shown === 'item' || cell.shown === 'choice') return cell.distribution
  if (cell.shown !== 'enps') return null
  const { detractors, passives, promoters } = cell.distribution
  return [detractors, passives, promoters]
}
