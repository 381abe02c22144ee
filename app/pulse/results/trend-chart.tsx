import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Fold } from '../../ui/fold.tsx'
import type { Scale } from './figure.ts'
import { shownWords, sinceWords, surenessWords } from './figure-words.ts'
import type { Reading } from './reading.server.ts'
import { ChangeLine } from './shown-line.tsx'
import type { Point } from './trend.ts'

const WIDTH = 320
const HEIGHT = 96
const EDGE = 8
const ENDS: Record<Scale, [number, number]> = {
  points: [-100, 100],
  percent: [0, 100],
  mean: [1, 5],
}

/** One measure over the waves: the sentence it proves, the picture, and the same as a table. */
export function TrendChart({ reading, timeZone }: { reading: Reading; timeZone: string }) {
  const { name, shown, change, points } = reading
  const drawn = points.filter((point) => point.shown.shown === 'figure').length > 1
  return (
    <section className="border-t border-line pt-5">
      <h2>{name}</h2>
      <p className="mt-1 text-lg">{shownWords(shown)}</p>
      {shown.shown === 'figure' && change && (
        <ChangeLine outcome={change.outcome}>{sinceWords(change, shown.of, timeZone)}</ChangeLine>
      )}
      {!change && <p className="text-sm text-muted">{nothingToCompare(points)}</p>}
      {drawn && <Picture points={points} timeZone={timeZone} />}
      <Fold label={m.common_show_table()}>
        <DataTable
          caption={name}
          quietCaption
          columns={[
            { key: 'day', label: m.pulse_results_trend_day() },
            { key: 'shown', label: m.pulse_results_trend_shown() },
            { key: 'change', label: m.pulse_results_trend_change() },
          ]}
          rows={points.toReversed().map((point) => ({
            key: point.wave,
            cells: {
              day: formatDay(point.endedAt, timeZone),
              shown: [shownWords(point.shown), surenessWords(point.shown)]
                .filter(Boolean)
                .join(' · '),
              change: changeCell(point, timeZone),
            },
          }))}
        />
      </Fold>
    </section>
  )
}

function nothingToCompare(points: readonly Point[]): string {
  return points.at(-1)?.other ? m.pulse_results_trend_other() : m.pulse_results_trend_first()
}

function changeCell({ change, shown, other }: Point, timeZone: string): string {
  if (change && shown.shown === 'figure') return sinceWords(change, shown.of, timeZone)
  return other ? m.pulse_results_trend_other() : '–'
}

/** Where the line breaks, something else was asked, or nothing is shown. Decoration beside the table. */
function Picture({ points, timeZone }: { points: readonly Point[]; timeZone: string }) {
  const step = points.length > 1 ? (WIDTH - 2 * EDGE) / (points.length - 1) : 0
  const places = points.flatMap(({ wave, shown, other }, i) => {
    if (shown.shown !== 'figure') return []
    const [low, high] = ENDS[shown.of]
    const y = (value: number) => HEIGHT - (HEIGHT * (value - low)) / (high - low)
    const middle = shown.value ?? (shown.low + shown.high) / 2
    const at = { x: EDGE + i * step, y: y(middle), top: y(shown.high), bottom: y(shown.low) }
    return [{ wave, i, other, ...at }]
  })
  return (
    <div aria-hidden="true" className="max-w-lg pt-2">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className="h-auto w-full text-accent rtl:-scale-x-100"
        fill="none"
        stroke="currentColor"
      >
        {places.map(({ wave, i, x, y, top, bottom, other }, place) => {
          const before = places[place - 1]
          const joined = before && before.i === i - 1 && !other
          return (
            <g key={wave}>
              {joined && (
                <line x1={before.x} y1={before.y} x2={x} y2={y} strokeWidth="1.5" opacity="0.6" />
              )}
              <line x1={x} y1={top} x2={x} y2={bottom} strokeWidth="5" opacity="0.3" />
              <circle cx={x} cy={y} r="4" fill="currentColor" stroke="none" />
            </g>
          )
        })}
      </svg>
      <p className="flex justify-between gap-2 text-sm text-muted">
        <span>{formatDay(points[0]!.endedAt, timeZone)}</span>
        <span>{formatDay(points.at(-1)!.endedAt, timeZone)}</span>
      </p>
    </div>
  )
}
