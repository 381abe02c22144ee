import type { Db } from '../../db/connect.ts'
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
