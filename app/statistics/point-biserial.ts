import { zFor } from './normal.ts'

/** What a right or wrong answer needs of a scale beside it: n, and sums of the scale over right, wrong and squares. */
export interface BiserialSums {
  n: number
  right: number
  sumRight: number
  sumWrong: number
  sumSquares: number
}

/**
 * How strongly being right goes with the value beside it: the point-biserial correlation, −1…1, which is Pearson's with a
 * variable of 0 and 1: (mean of right − mean of wrong) / s · √(p(1 − p)), s over n. Null where everybody or nobody is right,
 * or all values are the same. With the score on the other questions as the value it is the corrected item–total
 * correlation. Source: Lord & Novick, Statistical Theories of Mental Test Scores (1968), 15.5; Henrysson, Psychometrika 28
 * (1963).
 */
export function pointBiserial({ n, right, sumRight, sumWrong, sumSquares }: BiserialSums) {
  if (right === 0 || right === n) return null
  const mean = (sumRight + sumWrong) / n
  const variance = sumSquares / n - mean ** 2
  if (variance <= 1e-12) return null
  const p = right / n
  const apart = sumRight / right - sumWrong / (n - right)
  return (apart / Math.sqrt(variance)) * Math.sqrt(p * (1 - p))
}

/** The interval of a correlation −1…1 of n pairs by Fisher's z; null below four pairs or where it is ±1. */
export function fisherInterval(
  r: number,
  n: number,
  confidence = 0.95,
): { low: number; high: number } | null {
  if (n < 4 || Math.abs(r) >= 1) return null
  const reach = zFor(confidence) / Math.sqrt(n - 3)
  return { low: Math.tanh(Math.atanh(r) - reach), high: Math.tanh(Math.atanh(r) + reach) }
}
