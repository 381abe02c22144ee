/** The bands of a 0–10 answer, best first. */
export const BANDS = ['promoter', 'passive', 'detractor'] as const
export type Band = (typeof BANDS)[number]

/** How many answers stand in each band; whole numbers ≥ 0. */
export type Counts = { promoters: number; passives: number; detractors: number }

/** True for the eleven answers 0, 1 … 10 and nothing else. */
export function isScore(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 10
}

/**
 * Promoter 9–10, passive 7–8, detractor 0–6; null for anything that is not a whole number 0…10.
 * Source: Reichheld, The One Number You Need to Grow (2003), on the eleven-point scale.
 */
export function bandOf(score: number): Band | null {
  if (!isScore(score)) return null
  return score >= 9 ? 'promoter' : score >= 7 ? 'passive' : 'detractor'
}

export function noCounts(): Counts {
  return { promoters: 0, passives: 0, detractors: 0 }
}

/** Counts of scores; what is no score is left out. */
export function countsOf(scores: Iterable<number>): Counts {
  const counts = noCounts()
  for (const score of scores) {
    const band = bandOf(score)
    if (band !== null) counts[`${band}s`]++
  }
  return counts
}

/** Several counts as one. */
export function sumOfCounts(parts: Iterable<Counts>): Counts {
  const sum = noCounts()
  for (const part of parts) {
    sum.promoters += part.promoters
    sum.passives += part.passives
    sum.detractors += part.detractors
  }
  return sum
}

/** The number of answers. Refuses negative or fractional counts with a RangeError. */
export function sizeOf({ promoters, passives, detractors }: Counts): number {
  for (const count of [promoters, passives, detractors]) {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new RangeError('counts are whole numbers, 0 or more')
    }
  }
  return promoters + passives + detractors
}

/** (P − D) / n in points, −100…100, unrounded; null where n = 0. eNPS is the same figure. */
export function npsOf(counts: Counts): number | null {
  const n = sizeOf(counts)
  return n === 0 ? null : (100 * (counts.promoters - counts.detractors)) / n
}

/**
 * The variance of one answer counted +1, 0, −1, from the shares of promoters and detractors (0…1):
 * p + d − (p − d)². Promoters and detractors are not independent, an answer cannot be both; adding
 * their two binomial variances drops the covariance and makes the interval too narrow or too wide.
 * Source: Rocks, Interval Estimation for the Net Promoter Score, The American Statistician (2016).
 */
export function scoreVariance(p: number, d: number): number {
  return p + d - (p - d) ** 2
}
