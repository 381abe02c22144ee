import { type Kysely, sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { Database } from '../../db/schema/index.ts'
import type { Counts } from '../statistics/scores.ts'
import type { CollectedBy } from './response.ts'

export interface Window {
  /** Months 'YYYY-MM', both included. */
  from: string
  to: string
  /** Only these sites; all of them where absent. */
  siteIds?: string[]
}

/** The last `months` calendar months up to that of `today` ('YYYY-MM-DD'), this one included. */
export function lastMonths(today: string, months: number): { from: string; to: string } {
  const [year, month] = today.split('-').map(Number) as [number, number]
  const first = new Date(Date.UTC(year, month - months, 1))
  return { from: first.toISOString().slice(0, 7), to: today.slice(0, 7) }
}

export interface Total extends Counts {
  /** Who asked. Add totals of different askers only where the page says so. */
  collectedBy: CollectedBy
  /** Of all scores; divided by the three counts' sum it is the mean. */
  scoreSum: number
}

function summed(db: Db, window: Window) {
  return db
    .selectFrom('nps_total')
    .where('month', '>=', window.from)
    .where('month', '<=', window.to)
    .$if(window.siteIds !== undefined, (query) =>
      query.where('unit_id', 'in', window.siteIds as string[]),
    )
    .groupBy('collected_by')
    .orderBy('collected_by')
    .select(['collected_by as collectedBy'])
    .select(({ fn }) => [
      fn.sum<number>('promoters').as('promoters'),
      fn.sum<number>('passives').as('passives'),
      fn.sum<number>('detractors').as('detractors'),
      fn.sum<number>('score_sum').as('scoreSum'),
    ])
}

const none = (window: Window) => window.siteIds?.length === 0

/** What customers said per site and touchpoint ('' the visit as a whole) over the window. No answers: no row. */
export async function npsTotals(
  db: Db,
  window: Window,
): Promise<(Total & { siteId: string; touchpoint: string })[]> {
  if (none(window)) return []
  return summed(db, window)
    .groupBy(['unit_id', 'touchpoint'])
    .orderBy('unit_id')
    .orderBy('touchpoint')
    .select(['unit_id as siteId', 'touchpoint'])
    .execute()
}

/** The same per site, all touchpoints together. */
export async function npsBySite(db: Db, window: Window): Promise<(Total & { siteId: string })[]> {
  if (none(window)) return []
  return summed(db, window)
    .groupBy('unit_id')
    .orderBy('unit_id')
    .select('unit_id as siteId')
    .execute()
}

/** The same per touchpoint, all sites of the window together. */
export async function npsByTouchpoint(
  db: Db,
  window: Window,
): Promise<(Total & { touchpoint: string })[]> {
  if (none(window)) return []
  return summed(db, window)
    .groupBy('touchpoint')
    .orderBy('touchpoint')
    .select('touchpoint')
    .execute()
}

/** One cell of the stored totals, as its table has it. */
export interface Cell {
  unit_id: string
  touchpoint: string
  month: string
  collected_by: CollectedBy
  promoters: number
  passives: number
  detractors: number
  score_sum: number
}

const MONTH = sql<string>`substr(r.answered_on, 1, 7)`

/** The totals as the answers themselves make them: reads every answer, so never for a page. */
export function countedCells(db: Kysely<Database>) {
  const count = (band: 'r.score >= 9' | 'r.score between 7 and 8' | 'r.score <= 6') =>
    sql<number>`sum(case when ${sql.raw(band)} then 1 else 0 end)`
  return db
    .selectFrom('nps_response as r')
    .innerJoin('nps_source as s', 's.id', 'r.source_id')
    .groupBy(['r.unit_id', 'r.touchpoint', MONTH, 's.collected_by'])
    .select(['r.unit_id', 'r.touchpoint', MONTH.as('month'), 's.collected_by'])
    .select(({ fn }) => [
      count('r.score >= 9').as('promoters'),
      count('r.score between 7 and 8').as('passives'),
      count('r.score <= 6').as('detractors'),
      fn.sum<number>('r.score').as('score_sum'),
    ])
}

/** Puts the stored totals right from the answers; for repairs, one transaction. */
export async function recomputeTotals(db: Db): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('nps_total').execute()
    await trx
      .insertInto('nps_total')
      .columns([
        'unit_id',
        'touchpoint',
        'month',
        'collected_by',
        'promoters',
        'passives',
        'detractors',
        'score_sum',
      ])
      .expression(countedCells(trx))
      .execute()
  })
}

/** Cells in which the stored totals and the answers differ, in words; none where all is well. For `zveno verify`. */
export async function wrongTotals(db: Db): Promise<string[]> {
  const [counted, stored] = await db
    .transaction()
    .execute(async (trx) => [
      await countedCells(trx).execute(),
      await trx.selectFrom('nps_total').selectAll().execute(),
    ])
  const show = (cell: Cell) =>
    `${cell.promoters}/${cell.passives}/${cell.detractors} sum ${cell.score_sum}`
  const keyed = (cells: Cell[]) =>
    new Map(
      cells.map((cell) => [
        [cell.unit_id, cell.touchpoint || 'visit', cell.month, cell.collected_by].join(' '),
        show(cell),
      ]),
    )
  const [truth, kept] = [keyed(counted!), keyed(stored!)]
  const keys = [...new Set([...truth.keys(), ...kept.keys()])].sort()
  return keys
    .filter((key) => truth.get(key) !== kept.get(key))
    .map((key) => `${key}: stored ${kept.get(key) ?? 'none'}, counted ${truth.get(key) ?? 'none'}`)
}
