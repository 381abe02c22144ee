import { quantile, type Resampling } from './bootstrap.ts'
import type { Interval } from './interval.ts'
import { seededRandom } from './random.ts'

/**
 * The interval of Spearman's ρ by the percentile bootstrap over pairs, −1…1. Made for scales of few
 * steps: pairs are counted in a table, so a draw costs a step and not a sort. The order of the pairs
 * changes nothing. Null below four pairs, at ρ = ±1 and where one side does not vary; refuses lists
 * of different lengths.
 *
 * Percentile, not BCa: with ordinal scales the bootstrap covers mostly as well as formulas or better (Ruscio,
 * Constructing Confidence Intervals for Spearman's Rank Correlation with Ordinal Data, JMASM 7(2),
 * 2008), and on scales of five and eleven steps, simulated at n = 100 and 300, the correction of BCa
 * covers no better. Efron & Tibshirani (1993), chapter 13.
 */
export function spearmanBootstrap(
  x: readonly number[],
  y: readonly number[],
  { confidence = 0.95, resamples = 2000, seed = 1 }: Resampling = {},
): Interval | null {
  if (x.length !== y.length) throw new RangeError('both lists have the same length')
  const n = x.length
  const rows = stepsOf(x)
  const columns = stepsOf(y)
  const width = columns.size
  const pairs = Uint32Array.from(x, (value, i) => {
    return rows.get(value)! * width + columns.get(y[i] as number)!
  }).sort()
  const rho = tableRho(rows.size, width)
  const table = new Uint32Array(rows.size * width)
  for (const pair of pairs) table[pair]!++
  const seen = rho(table)
  if (n < 4 || seen === null || Math.abs(seen) > 1 - 1e-12) return null

  const random = seededRandom(seed)
  const drawn: number[] = []
  for (let round = 0; round < resamples; round++) {
    table.fill(0)
    for (let i = 0; i < n; i++) table[pairs[Math.floor(random() * n)]!]!++
    const value = rho(table)
    if (value !== null) drawn.push(value)
  }
  if (drawn.length * 2 < resamples) return null
  drawn.sort((a, b) => a - b)
  return {
    low: quantile(drawn, (1 - confidence) / 2),
    high: quantile(drawn, (1 + confidence) / 2),
  }
}

/** The place of every value that occurs, in rising order. */
function stepsOf(values: readonly number[]): Map<number, number> {
  const distinct = [...new Set(values)].sort((a, b) => a - b)
  return new Map(distinct.map((value, place) => [value, place]))
}

/** ρ of a table of counts, its rows and columns in rising order; null where one side does not vary. */
function tableRho(height: number, width: number): (table: Uint32Array) => number | null {
  const inRow = new Float64Array(height)
  const inColumn = new Float64Array(width)
  return (table) => {
    inRow.fill(0)
    inColumn.fill(0)
    for (let row = 0, at = 0; row < height; row++) {
      for (let column = 0; column < width; column++, at++) {
        inRow[row]! += table[at]!
        inColumn[column]! += table[at]!
      }
    }
    const spread = Math.sqrt(toCentredRanks(inRow) * toCentredRanks(inColumn))
    if (!(spread > 0)) return null
    let product = 0
    for (let row = 0, at = 0; row < height; row++) {
      let sum = 0
      for (let column = 0; column < width; column++, at++) sum += table[at]! * inColumn[column]!
      product += sum * inRow[row]!
    }
    return Math.max(-1, Math.min(1, product / spread))
  }
}

/** Turns counts into middle ranks less their mean, in place; returns the sum of their squares over all. */
function toCentredRanks(counts: Float64Array): number {
  let n = 0
  for (const count of counts) n += count
  let before = 0
  let squares = 0
  for (let step = 0; step < counts.length; step++) {
    const count = counts[step]!
    const rank = before + (count - n) / 2
    before += count
    squares += count * rank * rank
    counts[step] = rank
  }
  return squares
}
