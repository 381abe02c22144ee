import { type Gate, gateFor } from './gate.ts'
import type { Interval } from './interval.ts'
import { zFor } from './normal.ts'
import { scoreVariance } from './scores.ts'

/** A score as far as `n` answers would allow it: points −100…100; what the gate holds back is null. */
export interface Margin {
  n: number
  gate: Gate | null
  value: number | null
  interval: Interval | null
  /** Half the width before the ends are clipped, in points. */
  margin: number | null
}

/**
 * What a score of these shares of promoters and detractors (0…1, together at most 1) would be worth with n answers
 * (0 and up): adjusted Wald at 95 %, n′ = n + 3, p′ = (np + ¾)/n′, d′ = (nd + ¾)/n′ (Rocks 2016), behind the gates of
 * a customers' score. Shares need not be whole answers of n: it is a thought, not a count.
 */
export function marginAt(shares: { promoters: number; detractors: number }, n: number): Margin {
  const { promoters, detractors } = shares
  if (promoters < 0 || detractors < 0 || promoters + detractors > 1 || n < 0)
    throw new RangeError('shares are 0…1 and together at most 1, n is 0 or more')
  const gate = gateFor(n)
  if (gate === null || gate === 'comments')
    return { n, gate, value: null, interval: null, margin: null }
  const p = (n * promoters + 0.75) / (n + 3)
  const d = (n * detractors + 0.75) / (n + 3)
  const reach = 100 * zFor(0.95) * Math.sqrt(scoreVariance(p, d) / (n + 3))
  const centre = 100 * (p - d)
  return {
    n,
    gate,
    value: gate === 'value' ? 100 * (promoters - detractors) : null,
    interval: { low: Math.max(-100, centre - reach), high: Math.min(100, centre + reach) },
    margin: reach,
  }
}
