import { adjusted, type Interval } from './interval.ts'
import { lnFactorial, twoSidedP, zFor } from './normal.ts'
import { type Counts, sizeOf } from './scores.ts'

/** `cannot-tell` where the interval of the difference holds 0. */
export type Outcome = 'higher' | 'lower' | 'cannot-tell'

/** A difference in points with what is known about it. */
export type Difference = Interval & {
  difference: number
  se: number
  z: number
  p: number
  outcome: Outcome
}

function differenceOf(difference: number, variance: number, confidence: number): Difference {
  const se = Math.sqrt(variance)
  const reach = zFor(confidence) * se
  const low = difference - reach
  const high = difference + reach
  return {
    difference: 100 * difference,
    se: 100 * se,
    z: difference / se,
    p: twoSidedP(difference / se),
    low: 100 * low,
    high: 100 * high,
    outcome: low > 0 ? 'higher' : high < 0 ? 'lower' : 'cannot-tell',
  }
}

/**
 * Two independent groups: the first minus the second, of the adjusted scores (so it can differ a
 * little from the difference of the raw ones), in points. z = (s′₁ − s′₂) / √(SE₁² + SE₂²), p two
 * sided; `outcome` says how the first stands to the second. Null where either has no answers.
 * Source: Rocks (2016); each group has its own n.
 */
export function twoGroups(first: Counts, second: Counts, confidence = 0.95): Difference | null {
  if (sizeOf(first) === 0 || sizeOf(second) === 0) return null
  const a = adjusted(first)
  const b = adjusted(second)
  return differenceOf(a.centre - b.centre, a.variance / a.n + b.variance / b.n, confidence)
}

/** What changed between two waves or two spans of time: after minus before, as `twoGroups`. */
export function change(before: Counts, after: Counts, confidence = 0.95): Difference | null {
  return twoGroups(after, before, confidence)
}

export type BeforeAfter = { before: Counts; after: Counts }

/**
 * The change of touchpoints that were fixed minus the change, over the same days, of those that were
 * not: difference of differences, in points. It takes out what moved everywhere, not what moved here
 * for another reason. Null where any of the four has no answers.
 */
export function differenceOfDifferences(
  fixed: BeforeAfter,
  others: BeforeAfter,
  confidence = 0.95,
): Difference | null {
  const four = [fixed.after, fixed.before, others.after, others.before]
  if (four.some((counts) => sizeOf(counts) === 0)) return null
  const [a, b, c, d] = four.map(adjusted) as [Adj, Adj, Adj, Adj]
  return differenceOf(
    a.centre - b.centre - (c.centre - d.centre),
    [a, b, c, d].reduce((sum, { variance, n }) => sum + variance / n, 0),
    confidence,
  )
}
type Adj = ReturnType<typeof adjusted>

/**
 * Fisher's exact test of two shares, a of n₁ against b of n₂: p two sided, 0…1, the chance of all
 * tables no likelier than this one; null where a group is empty. Refuses hits outside 0…n.
 * Source: Fisher (1935), two sided as Irwin.
 */
export function fisherExact(a: number, n1: number, b: number, n2: number): number | null {
  for (const [hits, n] of [[a, n1] as const, [b, n2] as const]) {
    if (!Number.isSafeInteger(n) || !Number.isSafeInteger(hits) || hits < 0 || hits > n) {
      throw new RangeError('hits are a whole number between 0 and n')
    }
  }
  if (n1 === 0 || n2 === 0) return null
  const hits = a + b
  const choose = (n: number, k: number) => lnFactorial(n) - lnFactorial(k) - lnFactorial(n - k)
  const chance = (k: number) =>
    Math.exp(choose(n1, k) + choose(n2, hits - k) - choose(n1 + n2, hits))
  const seen = chance(a) * (1 + 1e-9)
  let p = 0
  for (let k = Math.max(0, hits - n2); k <= Math.min(n1, hits); k++) {
    if (chance(k) <= seen) p += chance(k)
  }
  return Math.min(1, p)
}

/**
 * Adjusted p values, in the order given, for many tests at once; those ≤ q are told apart with at
 * most the share q of false ones among them (house: q = .10). Refuses a p outside 0…1.
 * Source: Benjamini & Hochberg, JRSS B (1995).
 */
export function benjaminiHochberg(ps: readonly number[]): number[] {
  if (ps.some((p) => !(p >= 0 && p <= 1))) throw new RangeError('p lies between 0 and 1')
  const order = ps.map((_, index) => index).sort((i, j) => (ps[j] as number) - (ps[i] as number))
  const out = Array.from(ps, () => 1)
  let least = 1
  order.forEach((index, place) => {
    least = Math.min(least, ((ps[index] as number) * ps.length) / (ps.length - place))
    out[index] = least
  })
  return out
}
