import { zFor } from './normal.ts'
import { type Counts, npsOf, scoreVariance, sizeOf } from './scores.ts'

export type Interval = { low: number; high: number }

/** In points: the adjusted centre and its standard error, and the interval clipped to −100…100. */
export type Adjusted = Interval & { centre: number; se: number }

/**
 * The adjusted Wald interval of an NPS or eNPS, in points, low before high. Three answers are added,
 * ¾ promoter, 1½ passive, ¾ detractor, then the Wald interval is taken about the new centre. The
 * raw NPS is what is shown; only the interval uses the centre. `confidence` in (0, 1). Null where
 * n = 0, although the formula would give a number. Source: Rocks (2016); simulated cover at n = 10
 * is 95.0 % against 87.6 % for plain Wald.
 */
export function adjustedWald(counts: Counts, confidence = 0.95): Adjusted | null {
  if (sizeOf(counts) === 0) return null
  const { centre, variance, n } = adjusted(counts)
  const se = Math.sqrt(variance / n)
  const reach = zFor(confidence) * se
  return {
    centre: 100 * centre,
    se: 100 * se,
    low: 100 * Math.max(-1, centre - reach),
    high: 100 * Math.min(1, centre + reach),
  }
}

/** Centre −1…1, variance of one answer, and n, each with the added answers: three, ¼ promoters and ¼ detractors. */
export function adjusted(
  counts: Counts,
  added = 3,
): { centre: number; variance: number; n: number } {
  const n = sizeOf(counts) + added
  const p = (counts.promoters + added / 4) / n
  const d = (counts.detractors + added / 4) / n
  return { centre: p - d, variance: scoreVariance(p, d), n }
}

/** A score as every page and command gives it: points, unrounded; null in all three where n = 0. */
export type Score = Counts & {
  n: number
  nps: number | null
  low: number | null
  high: number | null
}

/** NPS or eNPS with its n and its interval, which never travel apart. */
export function scoreOf(counts: Counts, confidence = 0.95): Score {
  const interval = adjustedWald(counts, confidence)
  return {
    n: sizeOf(counts),
    promoters: counts.promoters,
    passives: counts.passives,
    detractors: counts.detractors,
    nps: npsOf(counts),
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  }
}

/**
 * The Wilson score interval of a share, 0…1, for `hits` of `n`; null where n = 0. Refuses hits
 * outside 0…n. Source: Wilson, Probable Inference, JASA (1927).
 */
export function wilson(hits: number, n: number, confidence = 0.95): Interval | null {
  if (!Number.isSafeInteger(n) || !Number.isSafeInteger(hits) || hits < 0 || hits > n) {
    throw new RangeError('hits are a whole number between 0 and n')
  }
  if (n === 0) return null
  const z = zFor(confidence)
  const p = hits / n
  const centre = (p + z ** 2 / (2 * n)) / (1 + z ** 2 / n)
  const reach = (z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2))) / (1 + z ** 2 / n)
  return {
    low: hits === 0 ? 0 : Math.max(0, centre - reach),
    high: hits === n ? 1 : Math.min(1, centre + reach),
  }
}
