import { IntervalBar } from '../ui/interval-bar.tsx'
import type { SidesRow } from './score.ts'

/** The two under each other on one scale, so that a change is seen before it is read. */
export function Sides({ row, mark }: { row: SidesRow; mark?: 'circle' | 'diamond' }) {
  return (
    <div>
      <p className="text-sm font-medium">{row.name}</p>
      <dl>
        {row.sides.map(({ name, shown, words }) => (
          <div
            key={name}
            className="grid grid-cols-[4rem_1fr] items-center gap-x-3 sm:grid-cols-[4rem_1fr_1fr] lg:grid-cols-[3.5rem_15rem_1fr]"
          >
            <dt className="text-sm text-muted">{name}</dt>
            <dd className="max-sm:row-start-2 max-sm:col-start-2 sm:order-last">
              {shown.low !== null && shown.high !== null && (
                <IntervalBar low={shown.low} high={shown.high} value={shown.value} mark={mark} />
              )}
            </dd>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
