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
  const [a, b, c, d] = four.map((counts) => adjusted(counts)) as [Adj, Adj, Adj, Adj]
  return differenceOf(
    a.centre - b.centre - (c.centre - d.centre),
    [a, b, c, d].reduce((sum, { variance, n }) => sum + variance / n, 0),
    confidence,
  )
}
type Adj = ReturnType<typeof adjusted>

/**
 * The change of several places as one, each compared with itself only: Σ wⱼ·dⱼ / Σ wⱼ over the places' own changes,
 * w = n₁n₂ / (n₁ + n₂), in points. So more answers from a weaker place change nothing (Simpson), and a place counts as much as
 * its thinner side allows. The three answers that `adjustedWald` adds to a group are shared out among the places, and each
 * place after the first costs a degree of freedom: of one place it is `change`, of many it is unbiased, and it covers at
 * its rate from ten answers a side on. Null without a place, or where a side of one has no answers.
 * Source: the weights of Cochran (1954) and of Mantel & Haenszel; the variance of Greenland & Robins, Biometrics (1985).
 */
export function stratifiedChange(
  places: readonly BeforeAfter[],
  confidence = 0.95,
): Difference | null {
  const sides = places.flatMap(({ before, after }) => [before, after])
  if (sides.length === 0 || sides.some((counts) => sizeOf(counts) === 0)) return null
  const parts = places.length
  const change = places.map(({ before, after }) => {
    const [a, b] = [adjusted(after, 3 / parts), adjusted(before, 3 / parts)]
    const spread = (side: Adj) => side.variance / (side.n - 1 + 1 / parts)
    const weight = (a.n * b.n) / (a.n + b.n)
    return { weight, by: a.centre - b.centre, variance: spread(a) + spread(b) }
  })
  const all = change.reduce((sum, { weight }) => sum + weight, 0)
  return differenceOf(
    change.reduce((sum, { weight, by }) => sum + weight * by, 0) / all,
    change.reduce((sum, { weight, variance }) => sum + weight ** 2 * variance, 0) / all ** 2,
    confidence,
  )
}

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
