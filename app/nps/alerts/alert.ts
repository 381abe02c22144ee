import { benjaminiHochberg, change, type Difference } from '../../statistics/comparison.ts'
import { VALUE_FROM } from '../../statistics/gate.ts'
import { type Counts, sizeOf } from '../../statistics/scores.ts'

/** Share of false ones among what is told, at most. */
const Q = 0.1

export interface Moved extends Difference {
  touchpoint: string
  n: number
  nBefore: number
}

/**
 * Touchpoints of one site whose score surely moved: both spans have thirty answers, the 95 % interval of the difference
 * leaves 0 out, and it is still told apart when all touchpoints are asked at once (Benjamini–Hochberg, q = .10). About all
 * others nothing is said.
 */
export function movedSurely(
  spans: readonly { touchpoint: string; before: Counts; after: Counts }[],
): Moved[] {
  const tested = spans.flatMap(({ touchpoint, before, after }) => {
    const n = sizeOf(after)
    const nBefore = sizeOf(before)
    const found = n >= VALUE_FROM && nBefore >= VALUE_FROM ? change(before, after) : null
    return found ? [{ ...found, touchpoint, n, nBefore }] : []
  })
  const ps = benjaminiHochberg(tested.map(({ p }) => p))
  return tested.filter((one, i) => one.outcome !== 'cannot-tell' && ps[i]! <= Q)
}
