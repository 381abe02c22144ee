import { benjaminiHochberg, type Outcome, twoGroups } from '../statistics/comparison.ts'
import { INTERVAL_FROM } from '../statistics/gate.ts'
import { type Counts, sizeOf, sumOfCounts } from '../statistics/scores.ts'
import { GRADES_FROM, type GradeCounts } from './link.ts'
import { gradesAsCounts, type Shown, shownGrades, shownScore } from './score.ts'

/** Touchpoints are many comparisons at once: the share of false ones among those told apart. */
const Q = 0.1

/**
 * How the two sides stand to each other, each measured against its own other touchpoints: `kinder`
 * colleagues above and customers below theirs, `stricter` the reverse, `both-high`, `both-low`.
 */
export type Reading = 'kinder' | 'stricter' | 'both-high' | 'both-low'

export interface MapRow {
  touchpoint: string
  colleagues: Shown
  customers: Shown
  /** Each side against the rest of its own touchpoints. */
  standing: { colleagues: Outcome; customers: Outcome }
  /** Null where one side cannot be told from its other touchpoints. */
  reading: Reading | null
}

export interface Heard {
  touchpoint: string
  grades: GradeCounts
  answers: Counts
}

/**
 * One row per touchpoint, in the order given. Each side is compared with its own rest (`twoGroups`),
 * all rows of a side at once (Benjamini–Hochberg, q = .10); a score and a grade index are different
 * things and never compared with each other.
 */
export function touchpointMap(heard: readonly Heard[]): MapRow[] {
  const colleagues = standings(
    heard.map((row) => gradesAsCounts(row.grades)),
    GRADES_FROM,
  )
  const customers = standings(
    heard.map((row) => row.answers),
    INTERVAL_FROM,
  )
  return heard.map((row, at) => {
    const standing = {
      colleagues: colleagues[at] as Outcome,
      customers: customers[at] as Outcome,
    }
    return {
      touchpoint: row.touchpoint,
      colleagues: shownGrades(row.grades),
      customers: shownScore(row.answers),
      standing,
      reading: readingOf(standing),
    }
  })
}

function standings(groups: readonly Counts[], atLeast: number): Outcome[] {
  const compared = groups.map((counts, at) =>
    sizeOf(counts) < atLeast
      ? null
      : twoGroups(counts, sumOfCounts(groups.filter((_, other) => other !== at))),
  )
  const told = compared.filter((one) => one !== null)
  const ps = benjaminiHochberg(told.map((one) => one.p))
  return compared.map((one) => {
    if (one === null || (ps[told.indexOf(one)] as number) > Q) return 'cannot-tell'
    return one.difference > 0 ? 'higher' : 'lower'
  })
}

function readingOf({ colleagues, customers }: MapRow['standing']): Reading | null {
  if (colleagues === 'cannot-tell' || customers === 'cannot-tell') return null
  if (colleagues === customers) return colleagues === 'higher' ? 'both-high' : 'both-low'
  return colleagues === 'higher' ? 'kinder' : 'stricter'
}
