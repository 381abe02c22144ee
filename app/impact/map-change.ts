import {
  benjaminiHochberg,
  type BeforeAfter,
  change,
  type Difference,
  type Outcome,
  stratifiedChange,
} from '../statistics/comparison.ts'
import { INTERVAL_FROM, VALUE_FROM } from '../statistics/gate.ts'
import { type Counts, sizeOf, sumOfCounts } from '../statistics/scores.ts'
import { simpson } from '../statistics/simpson.ts'
import { GRADES_FROM } from './link.ts'
import { type Shown, shownGrades, shownScore } from './score.ts'

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
   * Null below the first gate on either side; 'apart' where at least as many places moved against the common direction as
   * along it: then each has to be read for itself (Simpson).
   */
  outcome: Outcome | 'apart' | null
  /** Of the adjusted scores, in points; null where it is not to be shown. */
  difference: { value: number; low: number; high: number } | null
  /** How many places have enough answers, or notes, on both sides to be compared with themselves; the others drop out. */
  counted: number
}

export interface ChangeRow {
  touchpoint: string
  colleagues: Change
  customers: Change
}

/** The same places, or touchpoints, before and after. */
export interface HeardTwice {
  touchpoint: string
  answers: BeforeAfter[]
  grades: BeforeAfter[]
}

/**
 * What has moved at each touchpoint, in the order given: later against earlier, each place with itself
 * (`stratifiedChange`), each side for itself, all rows of a side at once (Benjamini–Hochberg, q = .10) and the interval of
 * the difference without 0. A place counts from ten answers, or ten notes, on either side, and of several at least two
 * have to count; below thirty answers of those
 * that count there is no figure of the difference. What is shown of both sides is all that was answered.
 */
export function mapChange(heard: readonly HeardTwice[]): ChangeRow[] {
  const colleagues = moved(
    heard.map(({ grades }) => grades),
    shownNotes,
    { compared: GRADES_FROM, valued: GRADES_FROM },
  )
  const customers = moved(
    heard.map(({ answers }) => answers),
    shownScore,
    { compared: INTERVAL_FROM, valued: VALUE_FROM },
  )
  return heard.map(({ touchpoint }, at) => ({
    touchpoint,
    colleagues: colleagues[at] as Change,
    customers: customers[at] as Change,
  }))
}

function moved(
  rows: readonly BeforeAfter[][],
  shown: (counts: Counts) => Shown,
  from: { compared: number; valued: number },
): Change[] {
  const found = rows.map((places) => {
    const counted = places.filter(
      ({ before, after }) => Math.min(sizeOf(before), sizeOf(after)) >= from.compared,
    )
    // What is said of several must not rest on one of them.
    const enough = counted.length >= Math.min(2, places.length)
    return { places, counted, common: enough ? stratifiedChange(counted) : null }
  })
  const compared = found.flatMap(({ common }) => common ?? [])
  const ps = benjaminiHochberg(compared.map(({ p }) => p))
  return found.map(({ places, counted, common }) => {
    const sides = {
      earlier: shown(sumOfCounts(places.map(({ before }) => before))),
      later: shown(sumOfCounts(places.map(({ after }) => after))),
      counted: counted.length,
    }
    if (common === null) return { ...sides, outcome: null, difference: null }
    const told = (ps[compared.indexOf(common)] as number) <= Q ? common.outcome : 'cannot-tell'
    if (told !== 'cannot-tell' && apart(counted, common)) {
      return { ...sides, outcome: 'apart', difference: null }
    }
    const { difference: value, low, high } = common
    const fewest = Math.min(
      ...(['before', 'after'] as const).map((side) =>
        sizeOf(sumOfCounts(counted.map((place) => place[side]))),
      ),
    )
    const difference = fewest < from.valued ? null : { value, low, high }
    return { ...sides, outcome: told, difference }
  })
}

/** Whether the places themselves moved against what is said of them together. */
function apart(places: readonly BeforeAfter[], common: Difference): boolean {
  const own = places.map(({ before, after }) => change(before, after)?.difference ?? null)
  return simpson(common.difference, own).warn
}

/** Grades counted as a score is. */
function shownNotes({ promoters: wow, passives: normal, detractors: poor }: Counts): Shown {
  return shownGrades({ wow, normal, poor })
}
