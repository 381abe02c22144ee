import type { CollectedBy } from '../../db/schema/nps.ts'
import { gateFor, INTERVAL_FROM, VALUE_FROM, type Gate } from '../statistics/gate.ts'
import { adjustedWald } from '../statistics/interval.ts'
import { type Counts, npsOf, sizeOf, sumOfCounts } from '../statistics/scores.ts'
import { GRADES_FROM, type GradeCounts } from './link.ts'

/** Ways of asking that count together; answers collected by staff, who are rated by them, stand apart. */
export const TOGETHER: readonly CollectedBy[] = ['code', 'import', 'agency']

/** What the gates let through, in points −100…100; what they hold back is null, not hidden. */
export interface Shown {
  n: number
  gate: Gate | null
  value: number | null
  low: number | null
  high: number | null
  /** Answers until the next gate opens: 10, then 30; 0 from there. */
  missing: number
}

/** Something twice, before and after, each with its figure as far as it is shown. */
export interface SidesRow {
  name: string
  sides: { name: string; shown: Shown; words: string }[]
}

/** A customers' score as far as its n allows: below 10 nothing, 10–29 the interval, from 30 the value too. */
export function shownScore(counts: Counts): Shown {
  const n = sizeOf(counts)
  const gate = gateFor(n)
  const interval = gate === 'interval' || gate === 'value' ? adjustedWald(counts) : null
  return {
    n,
    gate,
    value: gate === 'value' ? npsOf(counts) : null,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    missing: n < INTERVAL_FROM ? INTERVAL_FROM - n : Math.max(0, VALUE_FROM - n),
  }
}

/** A score, who asked for it, and what staff collected themselves beside it. */
export interface Score extends Shown {
  collected: { by: CollectedBy; n: number }[]
  staff: Shown | null
}

export interface Collected extends Counts {
  collectedBy: CollectedBy
}

export function scoreView(totals: readonly Collected[]): Score {
  const by = (who: CollectedBy) => sumOfCounts(totals.filter((one) => one.collectedBy === who))
  const staff = shownScore(by('staff'))
  return {
    ...shownScore(countedTogether(totals)),
    collected: TOGETHER.map((who) => ({ by: who, n: sizeOf(by(who)) })).filter((one) => one.n > 0),
    staff: staff.n > 0 ? staff : null,
  }
}

export function countedTogether(totals: readonly Collected[]): Counts {
  return sumOfCounts(totals.filter((one) => TOGETHER.includes(one.collectedBy)))
}

/** Grades counted as a score is: wow as +1, normal 0, poor −1, so that the same interval holds. */
export function gradesAsCounts({ poor, normal, wow }: GradeCounts): Counts {
  return { promoters: wow, passives: normal, detractors: poor }
}

/** The grade index in points −100…100 with its interval, from ten grades on. */
export function shownGrades(grades: GradeCounts): Shown {
  const counts = gradesAsCounts(grades)
  const n = sizeOf(counts)
  const enough = n >= GRADES_FROM
  const interval = enough ? adjustedWald(counts) : null
  return {
    n,
    gate: n === 0 ? null : enough ? 'value' : 'comments',
    value: enough ? npsOf(counts) : null,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    missing: Math.max(0, GRADES_FROM - n),
  }
}

/** Several counts of grades as one. */
export function sumOfGrades(rows: readonly GradeCounts[]): GradeCounts {
  const sum = { poor: 0, normal: 0, wow: 0 }
  for (const row of rows) {
    for (const grade of ['poor', 'normal', 'wow'] as const) sum[grade] += row[grade]
  }
  return sum
}
