import { fisherInterval, pointBiserial } from '../../statistics/point-biserial.ts'
import { wilson } from '../../statistics/interval.ts'

/** So many people have to have answered before anything is shown, and so many more before it is counted anew. */
export const FEWEST = 5
/** Below so many people no share is said to be high or low, and no link to be there. */
const TELLING = 20

export const OPTIONS = ['a', 'b', 'c'] as const
type Option = (typeof OPTIONS)[number]

/** First answers of people: how often each option, and how well the same people did on the rest of their try (0…1). */
export interface Sums extends Record<Option, number> {
  right: number
  restRight: number
  restWrong: number
  restSquares: number
}

export const NOTHING: Sums = {
  ...{ a: 0, b: 0, c: 0, right: 0 },
  ...{ restRight: 0, restWrong: 0, restSquares: 0 },
}

export const peopleIn = ({ a, b, c }: Record<Option, number>): number => a + b + c

export function added(one: Sums, other: Sums): Sums {
  return Object.fromEntries(
    Object.entries(one).map(([key, value]) => [key, value + other[key as keyof Sums]]),
  ) as unknown as Sums
}

export interface Figure {
  n: number
  /** Share right at the first answer, with its interval. */
  right: number
  low: number
  high: number
  /** −1…1; null where it cannot be told at all. */
  apart: number | null
  /** What there is to say, the gravest first; 'cannot-tell' where there are too few. */
  says: Says[]
}

/**
 * - `against`: who does well elsewhere misses this one more often;
 * - `apart`: who does well elsewhere is right here more often;
 * - `easy`: nearly everybody is right; `hard`: no better than guessing;
 * - `misleading`: a wrong option draws more people than the best one.
 */
export type Says = 'misleading' | 'against' | 'hard' | 'easy' | 'apart' | 'cannot-tell'

/** What first answers tell of a question or a wording; null for fewer than five people. */
export function figureOf(sums: Sums, misleadingIn: readonly Option[]): Figure | null {
  const n = peopleIn(sums)
  if (n < FEWEST) return null
  const share = wilson(sums.right, n)!
  const apart = pointBiserial({
    n,
    right: sums.right,
    sumRight: sums.restRight,
    sumWrong: sums.restWrong,
    sumSquares: sums.restSquares,
  })
  const reach = apart === null || n < TELLING ? null : fisherInterval(apart, n)
  const says: Says[] = []
  if (misleadingIn.length > 0) says.push('misleading')
  if (reach && reach.high < 0) says.push('against')
  // Three options: a third would be right by chance.
  if (n >= TELLING && share.high < 0.5 && share.low <= 1 / 3) says.push('hard')
  if (n >= TELLING && share.low > 0.85) says.push('easy')
  if (reach && reach.low > 0) says.push('apart')
  if (says.length === 0) says.push('cannot-tell')
  return { n, right: sums.right / n, ...share, apart, says }
}

/**
 * Wrong options of one wording that draw more people than its best one, by more than chance would: the exact one-sided sign
 * test over the two, p ≤ .05.
 */
export function misleading(chosen: Record<Option, number>, best: Option): Option[] {
  return OPTIONS.filter((option) => option !== best && signP(chosen[option], chosen[best]) <= 0.05)
}

/** The chance that of more + less throws of a fair coin at least `more` fall one way. */
function signP(more: number, less: number): number {
  const n = more + less
  let term = 1
  let sum = 0
  for (let k = 0; k <= n; k++) {
    if (k >= more) sum += term
    term *= (n - k) / (k + 1)
  }
  return n === 0 ? 1 : sum / 2 ** n
}
