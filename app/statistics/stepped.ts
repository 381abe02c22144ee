import { LINK_UNITS, VALUE_FROM } from './gate.ts'
import type { Outcome } from './comparison.ts'
import { seededRandom, shuffle } from './random.ts'

/** Months averaged on either side of the month something began in. */
const STEP_SPAN = 3

const LEVEL = 0.05
const PERMUTATIONS = 10_000

/** A unit's months, oldest first, all units the same ones. */
export interface SteppedUnit {
  /** The place of the month in which it began there, 0 the first; null where it has not. */
  since: number | null
  /** Answers of the month, and their score in points; a month without answers is 0 and any score. */
  months: readonly { n: number; score: number }[]
}

export interface Stepped {
  /** `too-few`: fewer than eight units have enough, or none of them began in time. */
  outcome: Outcome | 'too-few'
  /** Units whose own before and after could be compared, and those that could be either that or the others. */
  begun: number
  units: number
  /** Of the changes, in points; null below the gate. */
  difference: number | null
  /** Two-sided, from the units' months dealt out anew; null below the gate. */
  p: number | null
  /** The effects, the same everywhere, that the same test would not refuse; null where it would refuse none. */
  low: number | null
  high: number | null
}

/**
 * A stepped comparison. For each unit in which it began in a month with three months on either side: the change of
 * its score (the three months after less the three before, weighted by answers, thirty on either side) less the mean
 * change, over the same months, of the units where it began only later or not at all. The mean of those, every unit
 * counting once. p: the share of 10,000 seeded ways of dealing the months out among the units that give at least as
 * much; the interval holds the effects that this test does not refuse at .05. It takes the order in which units began
 * for one drawn by lot, and proves nothing where it was not. Sources: Callaway & Sant'Anna (2021), not yet treated
 * units as the others; Fisher, randomisation; Rosenbaum (2002) for its interval.
 */
export function steppedComparison(
  units: readonly SteppedUnit[],
  permutations = PERMUTATIONS,
): Stepped {
  const scores = changesOf(units, (unit, at) => unit.months[at]?.score ?? 0)
  // What an effect of one point would have left in them: it is there from the month after it began.
  const begins = changesOf(units, ({ since }, at) => (since !== null && at > since ? 1 : 0))
  const since = units.map((unit) => unit.since ?? NEVER)
  const { used, begun } = usedIn(since, scores)
  const seen = used < LINK_UNITS ? null : meanDifference(since, scores)
  if (seen === null) {
    const nothing = { difference: null, p: null, low: null, high: null }
    return { outcome: 'too-few', begun, units: used, ...nothing }
  }

  const random = seededRandom(1)
  const dealt = [...since]
  let far = 1
  let tried = 1
  // The order seen never refuses any effect.
  const lows = [-Infinity]
  const highs = [Infinity]
  for (let round = 0; round < permutations; round++) {
    shuffle(dealt, random)
    const other = meanDifference(dealt, scores)
    if (other === null) continue
    tried++
    if (Math.abs(other) >= Math.abs(seen) - 1e-9) far++
    const [low, high] = unrefused(seen, other, meanDifference(dealt, begins) as number)
    lows.push(low)
    highs.push(high)
  }
  const reach = Math.floor(LEVEL * tried)
  const low = lows.sort((a, b) => a - b)[reach] as number
  const high = highs.sort((a, b) => b - a)[reach] as number
  const p = far / tried
  return {
    outcome: p > LEVEL ? 'cannot-tell' : seen > 0 ? 'higher' : 'lower',
    begun,
    units: used,
    difference: seen,
    p,
    low: Number.isFinite(low) ? low : null,
    high: Number.isFinite(high) ? high : null,
  }
}

/**
 * The effects δ for which the other order gives at least as much as the one seen once δ is taken out of both:
 * |other − δ·left| ≥ |seen − δ|. Around `seen` that is one stretch, whole where `left` is as large as 1.
 */
function unrefused(seen: number, other: number, left: number): [number, number] {
  if (Math.abs(left) >= 1 - 1e-9) return [-Infinity, Infinity]
  const ends = [(seen - other) / (1 - left), (seen + other) / (1 + left)] as const
  return [Math.min(...ends), Math.max(...ends)]
}

/** By unit and month it might have begun in: after less before; null where either has too few answers. */
type Changes = readonly (readonly (number | null)[])[]

function changesOf(
  units: readonly SteppedUnit[],
  value: (unit: SteppedUnit, at: number) => number,
): Changes {
  return units.map((unit) =>
    unit.months.map((_, at) => {
      const before = meanOver(unit, at - STEP_SPAN, value)
      const after = meanOver(unit, at + 1, value)
      return before === null || after === null ? null : after - before
    }),
  )
}

function meanOver(
  unit: SteppedUnit,
  from: number,
  value: (unit: SteppedUnit, at: number) => number,
): number | null {
  if (from < 0 || from + STEP_SPAN > unit.months.length) return null
  let n = 0
  let sum = 0
  for (let at = from; at < from + STEP_SPAN; at++) {
    const answers = unit.months[at]?.n ?? 0
    if (answers === 0) continue
    n += answers
    sum += answers * value(unit, at)
  }
  return n < VALUE_FROM ? null : sum / n
}

/** The month each unit began in, NEVER where it has not. */
type Since = readonly number[]
const NEVER = Infinity

/** Whether it has not begun there by the last of the months compared. */
function isLater(since: number, at: number): boolean {
  return since > at + STEP_SPAN
}

function meanDifference(since: Since, changes: Changes): number | null {
  let sum = 0
  let count = 0
  // Several units of one month have the same others.
  const others = new Map<number, number | null>()
  for (const [unit, at] of since.entries()) {
    const own = changes[unit]?.[at]
    if (own == null) continue
    if (!others.has(at)) others.set(at, othersMean(since, changes, at))
    const other = others.get(at)
    if (other == null) continue
    sum += own - other
    count++
  }
  return count === 0 ? null : sum / count
}

function othersMean(since: Since, changes: Changes, at: number): number | null {
  let sum = 0
  let count = 0
  for (const [unit, theirs] of since.entries()) {
    const change = changes[unit]?.[at]
    if (change == null || !isLater(theirs, at)) continue
    sum += change
    count++
  }
  return count === 0 ? null : sum / count
}

function usedIn(since: Since, changes: Changes): { used: number; begun: number } {
  const used = new Set<number>()
  let begun = 0
  for (const [unit, at] of since.entries()) {
    if (changes[unit]?.[at] == null) continue
    const others = since.flatMap((theirs, other) =>
      changes[other]?.[at] != null && isLater(theirs, at) ? [other] : [],
    )
    if (others.length === 0) continue
    begun++
    for (const one of [unit, ...others]) used.add(one)
  }
  return { used: used.size, begun }
}
