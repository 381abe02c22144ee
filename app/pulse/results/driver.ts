import { twoSidedP, zFor } from '../../statistics/normal.ts'
import type { Outcome } from '../../statistics/comparison.ts'
import type { Interval } from '../../statistics/interval.ts'
import { driverMean } from '../present.ts'
import type { Cell, FrozenQuestion } from '../report.ts'

/** The index over the drivers of `LOYALTY`; no driver of a survey may bear this name. */
export const LOYALTY_INDEX = 'loyalty'

/** A driver or index on the scale of its items, 1…5; `n` are the fewest answers to any of them. */
export type Score = Interval & { value: number; n: number }

/** The items of each driver, in the order in which they are asked. */
export function driverItems(
  questions: readonly Pick<FrozenQuestion, 'id' | 'kind' | 'driver'>[],
): Map<string, string[]> {
  const items = new Map<string, string[]>()
  for (const { id, kind, driver } of questions) {
    if (kind === 'item' && driver) items.set(driver, [...(items.get(driver) ?? []), id])
  }
  return items
}

/**
 * A driver from the published cells of its items, 1…5: nothing but arithmetic on what is shown, so it
 * tells nothing more. Its interval runs between the mean of their lower and the mean of their upper
 * ends: however closely the items go together, the spread of a mean is at most the mean of the
 * spreads (Minkowski), so it is never too narrow. Null where an item is hidden or shows no mean.
 */
export function driverScore(items: readonly Cell[]): Score | null {
  const value = driverMean(items)
  const shown = items.flatMap((cell) => (cell.shown === 'item' ? [cell] : []))
  if (value === null) return null
  return {
    value,
    low: meanOf(shown.map(({ mean }) => mean.low)),
    high: meanOf(shown.map(({ mean }) => mean.high)),
    n: Math.min(...shown.map(({ n }) => n)),
  }
}

/** The loyalty index: the mean of its drivers, each counting the same; null where one is hidden. */
export function indexScore(drivers: readonly (Score | null)[]): Score | null {
  const shown = drivers.filter((score) => score !== null)
  if (shown.length === 0 || shown.length < drivers.length) return null
  return {
    value: meanOf(shown.map(({ value }) => value)),
    low: meanOf(shown.map(({ low }) => low)),
    high: meanOf(shown.map(({ high }) => high)),
    n: Math.min(...shown.map(({ n }) => n)),
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** In the unit of the two figures. `p` is two-sided, and agrees with the interval. */
export type Gap = Interval & { difference: number; p: number; outcome: Outcome }

/**
 * How far one figure lies from another, the second minus the first, with a 95 % interval recovered
 * from the two intervals shown (MOVER: Zou & Donner, 2008; for two shares it is Newcombe's method
 * 10). It takes the two for independent. The same people in two waves, or a unit and the company it
 * is part of, go together, so for them it errs towards "can't tell".
 */
export function gapBetween(
  from: Interval & { value: number },
  to: Interval & { value: number },
): Gap {
  const difference = to.value - from.value
  const low = difference - Math.hypot(to.value - to.low, from.high - from.value)
  const high = difference + Math.hypot(to.high - to.value, from.value - from.low)
  const reach = difference > 0 ? difference - low : high - difference
  return {
    difference,
    low,
    high,
    p: reach > 0 ? twoSidedP((zFor(0.95) * Math.abs(difference)) / reach) : 1,
    outcome: low > 0 ? 'higher' : high < 0 ? 'lower' : 'cannot-tell',
  }
}

/**
 * Somebody's own mean over a driver's items; null where they answered fewer than half of them (the
 * half rule of the SF-36 manual: Ware, Snow, Kosinski & Gandek, 1993).
 */
export function ownMean(items: readonly string[], answers: Record<string, number>): number | null {
  const given = items.flatMap((item) => answers[item] ?? [])
  return given.length > 0 && given.length * 2 >= items.length ? meanOf(given) : null
}
