import { LINK_UNITS, VALUE_FROM } from './gate.ts'
import { adjusted } from './interval.ts'
import { normalQuantile, zFor } from './normal.ts'
import { type Counts, sizeOf } from './scores.ts'

/** The chance of finding a difference that is there, when planning how many answers it takes. */
const POWER = 0.8

/**
 * About how many more answers until the interval reaches no further than `reach` points to each
 * side, if the next people answer like these: z²·v / reach² − 3 − n with v the adjusted variance of
 * one answer; 0 where it already does. Without any answer v is that of thirds. Null for reach ≤ 0.
 */
export function answersForReach(counts: Counts, reach: number, confidence = 0.95): number | null {
  if (!(reach > 0)) return null
  const n = sizeOf(counts)
  const { variance } = adjusted(n === 0 ? { promoters: 1, passives: 1, detractors: 1 } : counts)
  const needed = (zFor(confidence) ** 2 * variance) / (reach / 100) ** 2 - 3
  return Math.max(0, Math.ceil(needed) - n)
}

/**
 * About how many more answers, in both groups together, until a true difference of `difference`
 * points would be told apart four times in five: n each = (z₁₋α⁄₂ + z.₈)²·(v₁ + v₂) / difference²,
 * minus what each has (with its three added); 0 where they have enough. Null for 0.
 * Source: the two-sample normal formula, e.g. Cohen (1988), with adjusted variances.
 */
export function answersForDifference(
  first: Counts,
  second: Counts,
  difference: number,
  confidence = 0.95,
): number | null {
  if (!(Math.abs(difference) > 0)) return null
  const a = adjusted(first)
  const b = adjusted(second)
  const z = zFor(confidence) + normalQuantile(POWER)
  const each = Math.ceil((z ** 2 * (a.variance + b.variance)) / (difference / 100) ** 2)
  return Math.max(0, each - a.n) + Math.max(0, each - b.n)
}

/**
 * About how many more answers the last group of a comparison needs, when the others stay as they are, until a true
 * difference of `difference` points would be told apart four times in five: n = v / ((d / (z₁₋α⁄₂ + z.₈))² − SE²) − 3,
 * less what it has. `others`: the standard error of all that stays, in points. 0 where it has enough; null where no
 * number of answers would do, or for 0. Source: as `answersForDifference`.
 */
export function answersForLast(
  last: Counts,
  others: number,
  difference: number,
  confidence = 0.95,
): number | null {
  const reach = Math.abs(difference) / (zFor(confidence) + normalQuantile(POWER))
  const room = (reach ** 2 - others ** 2) / 1e4
  if (!(room > 0)) return null
  const n = sizeOf(last)
  const { variance } = adjusted(n === 0 ? { promoters: 1, passives: 1, detractors: 1 } : last)
  return Math.max(0, Math.ceil(variance / room - 3) - n)
}

/**
 * How many units it takes to find a rank link this strong four times in five:
 * 3 + (1 + ρ²/2)·((z₁₋α⁄₂ + z.₈) / atanh ρ)², at least eight. Null for ρ = 0 or |ρ| ≥ 1.
 * Source: Bonett & Wright (2000).
 */
export function unitsForLink(rho: number, confidence = 0.95): number | null {
  if (rho === 0 || !(Math.abs(rho) < 1)) return null
  const z = zFor(confidence) + normalQuantile(POWER)
  return Math.max(LINK_UNITS, Math.ceil(3 + (1 + rho ** 2 / 2) * (z / Math.atanh(rho)) ** 2))
}

/**
 * The fewest more answers until `units` of the units (default eight, what a link needs) have `each`
 * (default 30, where a score has a value), given how many every unit has; null where there are not
 * so many units at all.
 */
export function answersForLink(
  answers: readonly number[],
  units = LINK_UNITS,
  each = VALUE_FROM,
): number | null {
  if (answers.length < units) return null
  return answers
    .map((n) => Math.max(0, each - n))
    .sort((a, b) => a - b)
    .slice(0, units)
    .reduce((sum, missing) => sum + missing, 0)
}
