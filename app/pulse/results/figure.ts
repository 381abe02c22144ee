import { benjaminiHochberg } from '../../statistics/comparison.ts'
import type { Interval } from '../../statistics/interval.ts'
import { changeOf, plain } from '../present.ts'
import type { Cell } from '../report.ts'
import type { Question } from '../survey.ts'
import { LOYALTY } from '../surveys/bank.ts'
import {
  driverItems,
  driverScore,
  type Gap,
  gapBetween,
  indexScore,
  LOYALTY_INDEX,
} from './driver.ts'

/** What a wave measures: eNPS, the loyalty index, a driver, or a single item. */
export interface Measure {
  id: string
  kind: 'enps' | 'index' | 'driver' | 'item'
  /** The questions it is made of. */
  questions: string[]
  /** Of an item: the driver it counts towards. */
  driver: string | null
}

/** eNPS in points −100…100, an item as the share that agrees in percent, a driver or index 1…5. */
export type Scale = 'points' | 'percent' | 'mean'

/** A figure with its interval, made of published cells alone; `value` is null below 10 % and above 90 %. */
export type Figure = Interval & { shown: 'figure'; of: Scale; value: number | null; n: number }

export type Shown =
  | Figure
  | { shown: 'band'; band: 'low' | 'middle' | 'high'; n: number }
  | { shown: 'nearly-all'; n: number }
  | { shown: 'hidden' }

type Asked = Pick<Question, 'id' | 'kind' | 'driver'>

/** Everything with a figure that these questions give, in the order of a page: eNPS, index, drivers, items. */
export function measuresOf(questions: readonly Asked[]): Measure[] {
  const drivers = driverItems(questions)
  const single = (kind: 'enps' | 'item') =>
    questions
      .filter((question) => question.kind === kind)
      .map(({ id, driver }) => ({ id, kind, questions: [id], driver: driver ?? null }))
  const whole = LOYALTY.every((driver) => drivers.has(driver))
  return [
    ...single('enps'),
    ...(whole
      ? [
          {
            id: LOYALTY_INDEX,
            kind: 'index' as const,
            questions: LOYALTY.flatMap((driver) => drivers.get(driver)!),
            driver: null,
          },
        ]
      : []),
    ...[...drivers].map(([id, items]) => ({
      id,
      kind: 'driver' as const,
      questions: items,
      driver: null,
    })),
    ...single('item'),
  ]
}

/** What is shown of a measure where its questions show these cells. */
export function shownOf(
  measure: Measure,
  questions: readonly Asked[],
  cellOf: (question: string) => Cell,
): Shown {
  if (measure.kind === 'enps' || measure.kind === 'item') return cellShown(cellOf(measure.id))
  const drivers = driverItems(questions)
  const scoreOf = (driver: string) => driverScore((drivers.get(driver) ?? []).map(cellOf))
  const score = measure.kind === 'index' ? indexScore(LOYALTY.map(scoreOf)) : scoreOf(measure.id)
  return score === null ? { shown: 'hidden' } : { shown: 'figure', of: 'mean', ...score }
}

function cellShown(cell: Cell): Shown {
  switch (cell.shown) {
    case 'enps':
      return { shown: 'figure', of: 'points', ...cell.enps, n: cell.n }
    case 'item': {
      const { share, low, high } = cell.favourable
      const value = typeof share === 'number' ? 100 * share : null
      return { shown: 'figure', of: 'percent', value, low: 100 * low, high: 100 * high, n: cell.n }
    }
    case 'band':
      return { shown: 'band', band: cell.band, n: cell.n }
    case 'nearly-all':
      return { shown: 'nearly-all', n: cell.n }
    case 'choice':
    case 'hidden':
      return { shown: 'hidden' }
  }
}

/** The number a figure is reckoned and sorted with: one of the two ends stands for its middle. */
export function plainValue({ value, low, high }: Figure): number {
  return value ?? 100 * plain(low + high > 100 ? 'over-90' : 'under-10')
}

/** The second figure less the first; null where either is none. */
export function gapOf(from: Shown, to: Shown): Gap | null {
  if (from.shown !== 'figure' || to.shown !== 'figure' || from.of !== to.of) return null
  const reckoned = (figure: Figure) => ({ ...figure, value: plainValue(figure) })
  return gapBetween(reckoned(from), reckoned(to))
}

/**
 * What changed in a measure from one wave to another, "can't tell" where the interval holds 0: eNPS
 * and items as `changeOf`, drivers and the index from their intervals. Null where either has no figure.
 */
export function changeBetween(
  measure: Measure,
  before: { shown: Shown; cellOf: (question: string) => Cell },
  after: { shown: Shown; cellOf: (question: string) => Cell },
): Gap | null {
  if (measure.kind === 'driver' || measure.kind === 'index') return gapOf(before.shown, after.shown)
  return changeOf(before.cellOf(measure.id), after.cellOf(measure.id))
}

/** Of many differences at once one in ten may be chance, no more (Benjamini–Hochberg). */
const FALSE_SHARE = 0.1

/** Which differences are told apart when all are looked at together; the others read "can't tell". */
export function toldApart(gaps: readonly (Gap | null)[]): Gap['outcome'][] {
  const present = gaps.flatMap((gap) => gap ?? [])
  const adjusted = benjaminiHochberg(present.map(({ p }) => p))
  const p = new Map(present.map((gap, i) => [gap, adjusted[i]!]))
  return gaps.map((gap) =>
    gap !== null && p.get(gap)! <= FALSE_SHARE ? gap.outcome : 'cannot-tell',
  )
}

/**
 * The strongest and the weakest of some measures, at most three of each and none in both; `apart` is
 * whether the very strongest and the very weakest differ by more than chance.
 */
export function extremes<One extends { shown: Shown }>(
  ones: readonly One[],
): { strongest: One[]; weakest: One[]; apart: boolean } {
  const ranked = ones
    .flatMap((one) => (one.shown.shown === 'figure' ? [{ one, figure: one.shown }] : []))
    .sort((a, b) => plainValue(b.figure) - plainValue(a.figure))
  const many = Math.min(3, Math.floor(ranked.length / 2))
  const [first, last] = [ranked[0], ranked.at(-1)]
  return {
    strongest: ranked.slice(0, many).map(({ one }) => one),
    weakest:
      many === 0
        ? []
        : ranked
            .slice(-many)
            .map(({ one }) => one)
            .toReversed(),
    apart:
      first !== undefined &&
      last !== undefined &&
      gapOf(last.figure, first.figure)?.outcome === 'higher',
  }
}
