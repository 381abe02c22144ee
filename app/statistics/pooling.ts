import { type Counts, sizeOf } from './scores.ts'

/** A group's n, its mean, and the sum of squared deviations of its values from that mean. */
export type Group = { n: number; mean: number; deviance: number }

/** n, mean and deviance of plain values; mean and deviance 0 where there are none. */
export function groupOf(values: readonly number[]): Group {
  const n = values.length
  const mean = n === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / n
  return { n, mean, deviance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) }
}

/** The same of NPS counts, each answer +100, 0 or −100: the mean is the NPS in points. */
export function groupOfCounts(counts: Counts): Group {
  const n = sizeOf(counts)
  if (n === 0) return { n, mean: 0, deviance: 0 }
  const s = (counts.promoters - counts.detractors) / n
  const squares = counts.promoters + counts.detractors
  return { n, mean: 100 * s, deviance: 1e4 * (squares - n * s ** 2) }
}

export type Pooled = {
  /** Between-group variance τ², in squared units of the values; never below 0. */
  between: number
  /** Variance σ² of single values within a group. */
  within: number
  /** The mean the groups are drawn to. */
  mean: number
  /** In the order given: the weight 0…1 of the group's own mean, and what is shown; null for n = 0. */
  groups: { weight: number; shown: number | null }[]
}

/**
 * Partial pooling: each group's mean drawn to the common one, the more the fewer answers it has.
 * shown = w·own + (1 − w)·mean with w = τ² / (τ² + σ²/nⱼ). σ² is the pooled within variance; τ² is
 * by moments: the value at which Σ (ownⱼ − mean)² / (τ² + σ²/nⱼ) equals groups − 1, with the mean
 * weighted by 1 / (τ² + σ²/nⱼ); 0 where even 0 is too much, and then all are shown at the mean.
 * On balanced data this is (MSB − MSW) / n exactly, otherwise within half a point of REML, where the
 * one-step moments (MSB − MSW) / n₀ are not. Null below two groups with values or where no group has
 * two values. The raw mean stays on screen beside it.
 * Source: Paule & Mandel (1982); DerSimonian & Kacker (2007).
 */
export function partialPooling(groups: readonly Group[]): Pooled | null {
  const filled = groups.filter((group) => group.n > 0)
  const total = sum(filled.map((group) => group.n))
  if (filled.length < 2 || total <= filled.length) return null

  const within = sum(filled.map((group) => group.deviance)) / (total - filled.length)
  const between = betweenVariance(filled, within)
  const mean = commonMean(filled, between, within)
  return {
    between,
    within,
    mean,
    groups: groups.map((group) => {
      if (group.n === 0) return { weight: 0, shown: null }
      const weight = between === 0 ? 0 : between / (between + within / group.n)
      return { weight, shown: weight * group.mean + (1 - weight) * mean }
    }),
  }
}

function commonMean(groups: readonly Group[], between: number, within: number): number {
  // Where nothing varies the weights are infinite; then n is what is left to weigh by.
  const weights = groups.map(({ n }) =>
    between === 0 || within === 0 ? (between === 0 ? n : 1) : 1 / (between + within / n),
  )
  return sum(groups.map((group, index) => group.mean * (weights[index] as number))) / sum(weights)
}

function betweenVariance(groups: readonly Group[], within: number): number {
  const excess = (between: number) => {
    const mean = commonMean(groups, between, within)
    return (
      sum(groups.map((group) => (group.mean - mean) ** 2 / (between + within / group.n))) -
      (groups.length - 1)
    )
  }
  const middle = sum(groups.map((group) => group.mean)) / groups.length
  const squares = sum(groups.map((group) => (group.mean - middle) ** 2))
  if (within === 0) return squares / (groups.length - 1)
  if (excess(0) <= 0) return 0
  // Above this the sum about any weighted mean is below groups − 1, so the answer lies between.
  let low = 0
  let high = squares / (groups.length - 1)
  while (high > low) {
    const half = (low + high) / 2
    if (half === low || half === high) break
    if (excess(half) > 0) low = half
    else high = half
  }
  return high
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
