import { scaleBand, scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import type { Spans } from './map-change.ts'
import type { Shown } from './score.ts'

/** Two lanes of one box each, customers and colleagues, with the same months at the same places. */
export interface MonthDrawing {
  width: number
  height: number
  /** The months compared, earlier and later, as upright bands. */
  spans: string
  /** Where the score is 0. */
  zero: string
  customers: Lane
  colleagues: Lane
}

export interface Lane {
  /** Intervals, one upright bar a month. */
  intervals: string
  /** Through the months that have a value; broken where one has not. */
  line: string
  /** Strokes of no length, whose ends make marks however wide the box is drawn. */
  marks: string
}

const WIDTH = 240
const HEIGHT = 72

interface Month {
  month: string
  customers: Shown
  colleagues: Shown
}

export function drawMonths(months: readonly Month[], spans: Spans): MonthDrawing {
  const x = scaleBand<string>()
    .domain(months.map(({ month }) => month))
    .range([0, WIDTH])
    .padding(0.25)
  const middle = (month: string) => (x(month) as number) + x.bandwidth() / 2
  const y = scaleLinear()
    .domain([-100, 100])
    .range([HEIGHT - 2, 2])
  const bar = (left: number, top: number, right: number, bottom: number) =>
    `M${round(left)},${round(bottom)}V${round(top)}H${round(right)}V${round(bottom)}Z`
  const lane = (side: 'customers' | 'colleagues'): Lane => {
    const known = months.map((one) => ({ at: middle(one.month), ...one[side] }))
    const valued = known.filter(({ value }) => value !== null)
    const through = line<(typeof known)[number]>()
      .defined(({ value }) => value !== null)
      .x(({ at }) => at)
      .y(({ value }) => y(value as number))
      .digits(1)
    return {
      intervals: known
        .filter(({ low }) => low !== null)
        .map(({ at, low, high }) => bar(at - 2.5, y(high as number), at + 2.5, y(low as number)))
        .join(''),
      line: through(known) ?? '',
      marks: valued.map(({ at, value }) => `M${round(at)},${round(y(value as number))}h0`).join(''),
    }
  }
  const half = (x.step() * x.padding()) / 2
  return {
    width: WIDTH,
    height: HEIGHT,
    spans: [spans.earlier, spans.later]
      .map((span) => {
        const left = (x(span[0] as string) as number) - half
        const right = (x(span.at(-1) as string) as number) + x.bandwidth() + half
        return bar(left, 0, right, HEIGHT)
      })
      .join(''),
    zero: `M0,${round(y(0))}H${WIDTH}`,
    customers: lane('customers'),
    colleagues: lane('colleagues'),
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
