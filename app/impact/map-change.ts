import { benjaminiHochberg, change, type Outcome } from '../statistics/comparison.ts'
import { INTERVAL_FROM, VALUE_FROM } from '../statistics/gate.ts'
import { type Counts, sizeOf } from '../statistics/scores.ts'
import { GRADES_FROM, type GradeCounts } from './link.ts'
import { gradesAsCounts, type Shown, shownGrades, shownScore } from './score.ts'

/** Months on either side of a comparison. */
export const SPAN = 6

/** Months a comparison may need: the last six, and the same six a year before. */
export const MONTHS = 12 + SPAN

/** Touchpoints are many comparisons at once: the share of false ones among those told apart. */
const Q = 0.1

export interface Spans {
  earlier: string[]
  later: string[]
  /** `year`: the same months a year before, so that the season is the same; `half`: the six months before. */
  against: 'year' | 'half'
}

/**
 * The last six of MONTHS months, oldest first, against the same six a year before; where the first month holds
 * nothing yet (`known` false), against the six before.
 */
export function spansOf(months: readonly string[], known: boolean): Spans {
  if (months.length !== MONTHS) throw new RangeError(`a comparison needs ${MONTHS} months`)
  const start = known ? 0 : SPAN
  return {
    earlier: months.slice(start, start + SPAN),
    later: months.slice(-SPAN),
    against: known ? 'year' : 'half',
  }
}

export interface Change {
  earlier: Shown
  later: Shown
  /**
   * Null below the first gate on either side; 'mixed' where several places or touchpoints are taken together: their sum
   * moves too when more answers come from a weaker one, though none of them has changed (Simpson).
   */
  outcome: Outcome | 'mixed' | null
  /** Of the adjusted scores, in points; null where one side has no value of its own to show. */
  difference: { value: number; low: number; high: number } | null
}

export interface ChangeRow {
  touchpoint: string
  colleagues: Change
  customers: Change
}

export interface HeardTwice {
  touchpoint: string
  grades: { earlier: GradeCounts; later: GradeCounts }
  answers: { earlier: Counts; later: Counts }
}

/**
 * What has moved at each touchpoint, in the order given: later against earlier (`change`), each side for itself, all
 * rows of a side at once (Benjamini–Hochberg, q = .10) and the interval of the difference without 0. From ten answers
 * and ten notes on either side; below thirty answers no figure of the difference. `mixed`: each row sums up several
 * places or touchpoints, so its figures are shown and not compared.
 */
export function mapChange(heard: readonly HeardTwice[], mixed = false): ChangeRow[] {
  const colleagues = moved(
    heard.map(({ grades }) => ({
      earlier: gradesAsCounts(grades.earlier),
      later: gradesAsCounts(grades.later),
    })),
    { compared: GRADES_FROM, valued: GRADES_FROM },
    mixed,
  )
  const customers = moved(
    heard.map(({ answers }) => answers),
    { compared: INTERVAL_FROM, valued: VALUE_FROM },
    mixed,
  )
  return heard.map(({ touchpoint, grades, answers }, at) => ({
    touchpoint,
    colleagues: {
      earlier: shownGrades(grades.earlier),
      later: shownGrades(grades.later),
      ...(colleagues[at] as Moved),
    },
    customers: {
      earlier: shownScore(answers.earlier),
      later: shownScore(answers.later),
      ...(customers[at] as Moved),
    },
  }))
}

type Moved = Pick<Change, 'outcome' | 'difference'>

function moved(
  pairs: readonly { earlier: Counts; later: Counts }[],
  from: { compared: number; valued: number },
  mixed: boolean,
): Moved[] {
  if (mixed) return pairs.map(() => ({ outcome: 'mixed', difference: null }))
  const least = pairs.map(({ earlier, later }) => Math.min(sizeOf(earlier), sizeOf(later)))
  const found = pairs.map(({ earlier, later }, at) =>
    (least[at] as number) < from.compared ? null : change(earlier, later),
  )
  const compared = found.filter((one) => one !== null)
  const ps = benjaminiHochberg(compared.map(({ p }) => p))
  return found.map((one, at) => {
    if (one === null) return { outcome: null, difference: null }
    const told = (ps[compared.indexOf(one)] as number) <= Q
    return {
      outcome: told ? one.outcome : 'cannot-tell',
      difference:
        (least[at] as number) < from.valued
          ? null
          : { value: one.difference, low: one.low, high: one.high },
    }
  })
}
