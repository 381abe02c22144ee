import type { Db } from '../../db/connect.ts'
import type { Counts } from '../statistics/scores.ts'
import { type Collected, TOGETHER } from './score.ts'

interface Window {
  /** Months 'YYYY-MM', both included. */
  from: string
  to: string
  unitIds: string[]
}

export interface AnswerTotal extends Collected {
  touchpoint: string
  month: string
}

/**
 * What customers answered at these units together, per touchpoint, month and way of asking, from stored
 * totals: as many rows for a million answers as for a thousand.
 */
export async function answerTotals(db: Db, window: Window): Promise<AnswerTotal[]> {
  if (window.unitIds.length === 0) return []
  return db
    .selectFrom('nps_total')
    .where('unit_id', 'in', window.unitIds)
    .where('month', '>=', window.from)
    .where('month', '<=', window.to)
    .groupBy(['touchpoint', 'month', 'collected_by'])
    .select(['touchpoint', 'month', 'collected_by as collectedBy'])
    .select(({ fn }) => [
      fn.sum<number>('promoters').as('promoters'),
      fn.sum<number>('passives').as('passives'),
      fn.sum<number>('detractors').as('detractors'),
    ])
    .execute()
}

/** The same of a window as a whole for every unit and touchpoint: its rows grow with the units, never with the answers. */
export async function answerPlaces(
  db: Db,
  window: Window,
): Promise<(Counts & { unitId: string; touchpoint: string })[]> {
  if (window.unitIds.length === 0) return []
  return db
    .selectFrom('nps_total')
    .where('unit_id', 'in', window.unitIds)
    .where('month', '>=', window.from)
    .where('month', '<=', window.to)
    .where('collected_by', 'in', TOGETHER)
    .groupBy(['unit_id', 'touchpoint'])
    .select(['unit_id as unitId', 'touchpoint'])
    .select(({ fn }) => [
      fn.sum<number>('promoters').as('promoters'),
      fn.sum<number>('passives').as('passives'),
      fn.sum<number>('detractors').as('detractors'),
    ])
    .execute()
}

/** Every unit by itself, month by month, all touchpoints together; for jobs, since its rows grow with the units. */
export async function answerMonths(
  db: Db,
  window: Omit<Window, 'unitIds'>,
): Promise<(Collected & { unitId: string; month: string })[]> {
  return db
    .selectFrom('nps_total')
    .where('month', '>=', window.from)
    .where('month', '<=', window.to)
    .groupBy(['unit_id', 'month', 'collected_by'])
    .select(['unit_id as unitId', 'month', 'collected_by as collectedBy'])
    .select(({ fn }) => [
      fn.sum<number>('promoters').as('promoters'),
      fn.sum<number>('passives').as('passives'),
      fn.sum<number>('detractors').as('detractors'),
    ])
    .execute()
}

/** The newest month with an answer at these units, for a window that has none; null where there never was one. */
export async function newestAnswers(db: Db, unitIds: string[]): Promise<string | null> {
  if (unitIds.length === 0) return null
  const row = await db
    .selectFrom('nps_total')
    .where('unit_id', 'in', unitIds)
    .select(({ fn }) => fn.max('month').as('month'))
    .executeTakeFirst()
  return row?.month ?? null
}
