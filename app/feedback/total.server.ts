import type { Db } from '../../db/connect.ts'
import { gradeIndex, type Grade, type Sign } from './kinds.ts'

export interface Window {
  /** Months 'YYYY-MM', both included. */
  from: string
  to: string
  /** Only these sites; all of them where absent. */
  siteIds?: string[]
}

export interface GradeTotal {
  siteId: string
  touchpoint: string
  poor: number
  normal: number
  wow: number
  n: number
  /** gradeIndex: −1…1, null below ten grades. */
  index: number | null
}

export interface SignTotal {
  siteId: string
  sign: Sign
  seen: number
}

/** Grades that staff gave, per site and touchpoint over the window, from stored totals. Nothing observed: no row. */
export async function gradeTotals(db: Db, window: Window): Promise<GradeTotal[]> {
  if (window.siteIds?.length === 0) return []
  let query = db
    .selectFrom('feedback_grade_total')
    .where('month', '>=', window.from)
    .where('month', '<=', window.to)
    .groupBy(['site_id', 'touchpoint'])
    .orderBy('site_id')
    .orderBy('touchpoint')
    .select(['site_id as siteId', 'touchpoint'])
    .select(({ fn }) => [
      fn.sum<number>('poor').as('poor'),
      fn.sum<number>('normal').as('normal'),
      fn.sum<number>('wow').as('wow'),
    ])
  if (window.siteIds) query = query.where('site_id', 'in', window.siteIds)
  const rows = await query.execute()
  return rows.map((row) => ({
    ...row,
    n: row.poor + row.normal + row.wow,
    index: gradeIndex(row),
  }))
}

/** How often each of the nine signs was seen, per site over the window, from stored totals. Never seen: no row. */
export async function signTotals(db: Db, window: Window): Promise<SignTotal[]> {
  if (window.siteIds?.length === 0) return []
  let query = db
    .selectFrom('feedback_sign_total')
    .where('month', '>=', window.from)
    .where('month', '<=', window.to)
    .groupBy(['site_id', 'sign'])
    .orderBy('site_id')
    .orderBy('sign')
    .select(['site_id as siteId', 'sign'])
    .select(({ fn }) => fn.sum<number>('seen').as('seen'))
  if (window.siteIds) query = query.where('site_id', 'in', window.siteIds)
  const rows = await query.execute()
  return rows.map((row) => ({ ...row, sign: row.sign as Sign }))
}

export interface SignMonth {
  sign: Sign
  month: string
  seen: number
}

/** How often each sign was seen in each month, all sites of the window together, from stored totals. Never seen: no row. */
export async function signMonths(db: Db, window: Window): Promise<SignMonth[]> {
  if (window.siteIds?.length === 0) return []
  let query = db
    .selectFrom('feedback_sign_total')
    .where('month', '>=', window.from)
    .where('month', '<=', window.to)
    .groupBy(['sign', 'month'])
    .orderBy('sign')
    .orderBy('month')
    .select(['sign', 'month'])
    .select(({ fn }) => fn.sum<number>('seen').as('seen'))
  if (window.siteIds) query = query.where('site_id', 'in', window.siteIds)
  const rows = await query.execute()
  return rows.map((row) => ({ ...row, sign: row.sign as Sign }))
}

export interface GradeMonth {
  touchpoint: string
  month: string
  poor: number
  normal: number
  wow: number
}

/** Grades of each touchpoint and month, all sites of the window together, from stored totals. Nothing observed: no row. */
export async function gradeMonths(db: Db, window: Window): Promise<GradeMonth[]> {
  if (window.siteIds?.length === 0) return []
  let query = db
    .selectFrom('feedback_grade_total')
    .where('month', '>=', window.from)
    .where('month', '<=', window.to)
    .groupBy(['touchpoint', 'month'])
    .orderBy('touchpoint')
    .orderBy('month')
    .select(['touchpoint', 'month'])
    .select(({ fn }) => [
      fn.sum<number>('poor').as('poor'),
      fn.sum<number>('normal').as('normal'),
      fn.sum<number>('wow').as('wow'),
    ])
  if (window.siteIds) query = query.where('site_id', 'in', window.siteIds)
  return query.execute()
}

/** Fixes with their day, for comparing what customers said before and after; merged ones count once, praise is no fix. */
export async function fixesDone(
  db: Db,
  siteIds?: string[],
): Promise<{ siteId: string; touchpoint: string; doneOn: string }[]> {
  if (siteIds?.length === 0) return []
  let query = db
    .selectFrom('feedback_observation')
    .where('status', '=', 'done')
    .where('grade', '<>', 'wow')
    .where('merged_into', 'is', null)
    .where('done_on', 'is not', null)
    .orderBy('done_on')
    .orderBy('site_id')
    .select(['site_id as siteId', 'touchpoint'])
    .select((eb) => eb.ref('done_on').$notNull().as('doneOn'))
  if (siteIds) query = query.where('site_id', 'in', siteIds)
  return query.execute()
}

/** Adds one observation to the stored totals; called inside the transaction that stores it. */
export async function countObservation(
  trx: Db,
  seen: { siteId: string; touchpoint: string; month: string; grade: Grade; signs: readonly Sign[] },
): Promise<void> {
  const { siteId: site_id, month, touchpoint, grade } = seen
  await trx
    .insertInto('feedback_grade_total')
    .values({ site_id, touchpoint, month, poor: 0, normal: 0, wow: 0, [grade]: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['site_id', 'touchpoint', 'month'])
        .doUpdateSet((eb) => ({ [grade]: eb(`feedback_grade_total.${grade}`, '+', 1) })),
    )
    .execute()
  // In one order everywhere: two people sending at once must not wait for each other in a circle.
  for (const sign of seen.signs.toSorted()) {
    await trx
      .insertInto('feedback_sign_total')
      .values({ site_id, sign, month, seen: 1 })
      .onConflict((conflict) =>
        conflict
          .columns(['site_id', 'sign', 'month'])
          .doUpdateSet((eb) => ({ seen: eb('feedback_sign_total.seen', '+', 1) })),
      )
      .execute()
  }
}

/** Cells in which the stored totals and the observations differ, in words; none where all is well. For `zveno verify`. */
export async function wrongObservationTotals(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('feedback_observation')
    // A customer's wish is in no total.
    .where('wish', 'is', null)
    .select(['id', 'site_id', 'touchpoint', 'observed_on', 'grade'])
    .execute()
  const signs = await db.selectFrom('feedback_sign').selectAll().execute()
  const counted = new Map<string, number>()
  const count = (key: string, by: number) => counted.set(key, (counted.get(key) ?? 0) + by)
  const places = new Map(
    rows.map((row) => [row.id, `${row.site_id} ${row.observed_on.slice(0, 7)}`]),
  )
  for (const row of rows) count(`${places.get(row.id)} ${row.touchpoint} ${row.grade}`, 1)
  for (const { observation_id, sign } of signs)
    count(`${places.get(observation_id)} sign ${sign}`, 1)

  for (const total of await db.selectFrom('feedback_grade_total').selectAll().execute()) {
    for (const grade of ['poor', 'normal', 'wow'] as const) {
      count(`${total.site_id} ${total.month} ${total.touchpoint} ${grade}`, -total[grade])
    }
  }
  for (const total of await db.selectFrom('feedback_sign_total').selectAll().execute()) {
    count(`${total.site_id} ${total.month} sign ${total.sign}`, -total.seen)
  }
  return [...counted]
    .filter(([, rest]) => rest !== 0)
    .map(([key, rest]) => `${key}: off by ${rest}`)
}
