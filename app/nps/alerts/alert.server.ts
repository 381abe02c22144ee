import type { Db } from '../../../db/connect.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { siteOf } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { type Counts, sumOfCounts } from '../../statistics/scores.ts'
import { touchpointByCode } from '../../touchpoints/touchpoint.server.ts'
import { npsTotals } from '../total.server.ts'
import { movedSurely } from './alert.ts'

/** This month and the last are compared with the half year before them. */
const MONTHS = 2
const MONTHS_BEFORE = 6

/** The month so many before 'YYYY-MM'. */
function monthBefore(month: string, months: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, number - 1 - months, 1)).toISOString().slice(0, 7)
}

/**
 * Writes down which touchpoints of which sites surely moved, by stored totals; one alert a touchpoint and month. Answers
 * that staff collected themselves are left out. Gives how many are new. `today` 'YYYY-MM-DD'.
 */
export async function findAlerts(db: Db, today: string, now: Date): Promise<number> {
  const month = today.slice(0, 7)
  const from = monthBefore(month, MONTHS - 1)
  const units = await unitTree(db)
  const spans = new Map<string, Map<string, { before: Counts; after: Counts }>>()
  const none = sumOfCounts([])
  const collect = async (window: { from: string; to: string }, span: 'before' | 'after') => {
    for (const total of await npsTotals(db, window)) {
      const site = siteOf(units, total.siteId)
      if (!site || total.collectedBy === 'staff') continue
      const places = spans.get(site.id) ?? new Map<string, { before: Counts; after: Counts }>()
      const place = places.get(total.touchpoint) ?? { before: none, after: none }
      places.set(total.touchpoint, { ...place, [span]: sumOfCounts([place[span], total]) })
      spans.set(site.id, places)
    }
  }
  await collect({ from, to: month }, 'after')
  await collect({ from: monthBefore(from, MONTHS_BEFORE), to: monthBefore(from, 1) }, 'before')

  const alerts = [...spans].flatMap(([unit_id, places]) =>
    movedSurely([...places].map(([touchpoint, both]) => ({ touchpoint, ...both }))).map((one) => ({
      unit_id,
      touchpoint: one.touchpoint,
      month,
      outcome: one.outcome as 'higher' | 'lower',
      low: one.low,
      high: one.high,
      n: one.n,
      n_before: one.nBefore,
      made_at: now.getTime(),
    })),
  )
  if (alerts.length === 0) return 0
  const made = await db
    .insertInto('nps_alert')
    .values(alerts)
    .onConflict((conflict) => conflict.columns(['unit_id', 'touchpoint', 'month']).doNothing())
    .returning('unit_id')
    .execute()
  return made.length
}

export interface Alert {
  siteId: string
  touchpoint: string
  outcome: 'higher' | 'lower'
  /** Of the difference, in points. */
  low: number
  high: number
  n: number
  nBefore: number
}

/** Alerts of these sites made since that moment, falls before rises. */
export async function alertsOf(
  db: Db,
  siteIds: readonly string[],
  since: number,
): Promise<Alert[]> {
  if (siteIds.length === 0) return []
  return (
    db
      .selectFrom('nps_alert')
      .where('unit_id', 'in', siteIds)
      // Of the month and the one before alone: the key leads there.
      .where('month', '>=', new Date(since).toISOString().slice(0, 7))
      .where('made_at', '>=', since)
      .orderBy('outcome', 'desc')
      .orderBy('unit_id')
      .orderBy('touchpoint')
      .select(['unit_id as siteId', 'touchpoint', 'outcome', 'low', 'high', 'n'])
      .select('n_before as nBefore')
      .execute()
  )
}

/** An alert in a sentence, with its range and its numbers of answers. */
export function alertWords(alert: Alert, locale: Locale): string {
  const l = { locale }
  const place = touchpointByCode(alert.touchpoint)?.name[locale] ?? m.nps_wall_visit({}, l)
  const ends = [Math.abs(alert.low), Math.abs(alert.high)].sort((a, b) => a - b)
  const said = {
    place,
    // Rounded outwards: the sentence never claims more than the interval.
    low: formatNumber(Math.floor(ends[0]!), 0, locale),
    high: formatNumber(Math.ceil(ends[1]!), 0, locale),
    count: formatNumber(alert.n, 0, locale),
    before: formatNumber(alert.nBefore, 0, locale),
  }
  return alert.outcome === 'lower'
    ? m.impact_digest_alert_lower(said, l)
    : m.impact_digest_alert_higher(said, l)
}
