import type { Db } from '../../db/connect.ts'
import { dayIn } from '../feedback/kinds.ts'
import { company } from '../people/company.server.ts'
import { siteOf, type Unit } from '../people/unit.ts'
import { unitTree } from '../people/unit.server.ts'
import { type Counts, npsOf, sizeOf, sumOfCounts } from '../statistics/scores.ts'
import type { Stepped, SteppedUnit } from '../statistics/stepped.ts'
import { answerMonths } from './answer.server.ts'
import { reckoned } from './reckoning.server.ts'
import { TOGETHER } from './score.ts'
import { LESSON, LESSON_ROWS, store, storedRows } from './stored.server.ts'
import { monthsTo } from './window.ts'

/** The module that teaches the chain, M1. */
export const CHAIN_MODULE = 'chain'

/** Months looked at: a lesson comes once, and each place needs three on either side. */
const MONTHS = 24

/** A place of fewer people is left out: when half of them have finished would speak of two or three. */
const LESSON_PEOPLE = 6

/** The stored result: what customers answered where the lesson came earlier, against where it came later. */
export interface StoredLesson extends Stepped {
  /** Places of six people and more, and those where half of them have finished. */
  sites: number
  trained: number
  from: string
  to: string
  computedAt: number
}

/** A place's month: its number from 1, and the number of the month half had finished in; 0 before the first. */
export interface LessonRow {
  place: string
  month: number
  answers: number
  nps: number | null
  since: number | null
}

/**
 * Compares places where the lesson on the chain came earlier with those where it came later (`steppedComparison`),
 * from completions counted per site and stored totals of answers, and stores it in the place of the last one. A place
 * is trained from the month in which half of the people who work there now had finished. Doing it twice is doing it once.
 */
export async function recomputeLesson(db: Db, now: Date): Promise<void> {
  const { timeZone } = await company(db)
  const months = monthsTo(now, timeZone, MONTHS)
  const window = { from: months[0] as string, to: months.at(-1) as string }
  const units = await unitTree(db)
  const begun = await halfFinished(db, units, timeZone)
  const answers = new Map<string, Counts[]>()
  for (const row of await answerMonths(db, window)) {
    const site = siteOf(units, row.unitId)
    if (!site || !TOGETHER.includes(row.collectedBy)) continue
    const key = `${site.id} ${row.month}`
    answers.set(key, [...(answers.get(key) ?? []), row])
  }
  // By their random ids: the order is that of the numbers in the rows, and says nothing of a place.
  const places = [...begun].sort(([a], [b]) => (a < b ? -1 : 1))
  const found = places.map(([siteId, month]): SteppedUnit => {
    return {
      since: month === null ? null : month < window.from ? -1 : months.indexOf(month),
      months: months.map((each) => {
        const counts = sumOfCounts(answers.get(`${siteId} ${each}`) ?? [])
        return { n: sizeOf(counts), score: npsOf(counts) ?? 0 }
      }),
    }
  })
  const result = {
    ...(await reckoned('lesson', found, found.length)),
    sites: found.length,
    trained: found.filter(({ since }) => since !== null).length,
    ...window,
  }
  await store(db, now, { [LESSON]: result, [LESSON_ROWS]: rowsOf(found) })
}

function rowsOf(units: readonly SteppedUnit[]): LessonRow[] {
  return units.flatMap(({ since, months }, place) =>
    months.map(({ n, score }, at) => ({
      place: `place-${place + 1}`,
      month: at + 1,
      answers: n,
      nps: n === 0 ? null : score,
      since: since === null ? null : since + 1,
    })),
  )
}

/** The rows that the stored comparison was made of; none before the first time. */
export async function lessonRows(db: Db): Promise<LessonRow[]> {
  return (await storedRows<LessonRow[]>(db, LESSON_ROWS)) ?? []
}

/** Of each site with enough people: the month in which half of those who work there now had finished, else null. */
async function halfFinished(
  db: Db,
  units: Unit[],
  timeZone: string,
): Promise<Map<string, string | null>> {
  const people = await db
    .selectFrom('people_employee as e')
    .leftJoin('training_enrolment as t', (join) =>
      join.onRef('t.employee_id', '=', 'e.id').on('t.module', '=', CHAIN_MODULE),
    )
    .where('e.status', '=', 'active')
    .select(['e.unit_id as unitId', 't.completed_at as completedAt'])
    .execute()
  const bySite = new Map<string, (number | null)[]>()
  for (const { unitId, completedAt } of people) {
    const site = siteOf(units, unitId)
    if (site) bySite.set(site.id, [...(bySite.get(site.id) ?? []), completedAt])
  }
  const known = [...bySite].filter(([, finished]) => finished.length >= LESSON_PEOPLE)
  return new Map(
    known.map(([siteId, finished]) => {
      const days = finished.filter((one) => one !== null).sort((a, b) => a - b)
      const half = days[Math.ceil(finished.length / 2) - 1]
      return [siteId, half === undefined ? null : dayIn(new Date(half), timeZone).slice(0, 7)]
    }),
  )
}
