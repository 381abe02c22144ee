import { scaleBand, scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import type { PromoterMonth, SignMonths } from './signs.ts'

/** Paths in a box of WIDTH × the height named; every row has the same months at the same places. */
export interface SignDrawing {
  width: number
  promoterHeight: number
  signHeight: number
  /** Intervals, one upright bar a month. */
  intervals: string
  /** The line through the months that have a value; broken where one has not. */
  line: string
  /** Strokes of no length, which round ends make dots however wide the box is drawn. */
  dots: string
  /** Bars of each sign, in the order of the signs; all to one scale. */
  bars: string[]
}

const WIDTH = 240
const PROMOTERS = 72
const SIGN = 22

export function drawSigns({ months, promoters, signs }: SignMonths): SignDrawing {
  const x = scaleBand<string>().domain(months).range([0, WIDTH]).padding(0.25)
  const middle = (month: string) => (x(month) as number) + x.bandwidth() / 2
  const share = scaleLinear()
    .domain([0, 1])
    .range([PROMOTERS - 2, 2])
  const most = Math.max(1, ...signs.flatMap((row) => row.counts))
  const height = scaleLinear()
    .domain([0, most])
    .range([0, SIGN - 2])
  const through = line<PromoterMonth>()
    .defined((one) => one.share !== null)
    .x((one) => middle(one.month))
    .y((one) => share(one.share as number))
    .digits(1)
  const bar = (left: number, top: number, wide: number, bottom: number) =>
    `M${round(left)},${round(bottom)}V${round(top)}H${round(left + wide)}V${round(bottom)}Z`
  return {
    width: WIDTH,
    promoterHeight: PROMOTERS,
    signHeight: SIGN,
    intervals: promoters
      .filter((one) => one.low !== null)
      .map((one) =>
        bar(middle(one.month) - 3, share(one.high as number), 6, share(one.low as number)),
      )
      .join(''),
    line: through(promoters) ?? '',
    dots: promoters
      .filter((one) => one.share !== null)
      .map((one) => `M${round(middle(one.month))},${round(share(one.share as number))}h0`)
      .join(''),
    bars: signs.map((row) =>
      row.counts
        .map((count, at) =>
          count === 0
            ? ''
            : bar(x(months[at] as string) as number, SIGN - height(count), x.bandwidth(), SIGN),
        )
        .join(''),
    ),
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
