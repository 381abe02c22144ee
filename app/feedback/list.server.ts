import type { Db } from '../../db/connect.ts'
import { unitTree } from '../people/unit.server.ts'
import { OPEN, type Status } from './kinds.ts'
import { mostAlike } from './similar.ts'
import { sitesLed } from './sites.ts'
import { observationRows, type ObservationView } from './view.server.ts'

/** What this person logged, newest first, merged ones too. */
export async function myObservations(
  db: Db,
  employeeId: string,
  slice: { limit?: number; offset?: number } = {},
): Promise<ObservationView[]> {
  const { limit = 50, offset = 0 } = slice
  return observationRows(db, employeeId, (query) =>
    query
      .where('o.author_id', '=', employeeId)
      .orderBy('o.observed_at', 'desc')
      .orderBy('o.id')
      .limit(limit)
      .offset(offset),
  )
}

export interface Filter {
  statuses?: readonly Status[]
  touchpoint?: string
  limit?: number
  offset?: number
}

/** Observations of these sites, newest first, merged ones under the one they were merged into. The caller chose sites the viewer may see. */
export async function siteObservations(
  db: Db,
  viewerId: string,
  siteIds: string[],
  filter: Filter = {},
): Promise<ObservationView[]> {
  const { statuses, touchpoint, limit = 50, offset = 0 } = filter
  if (siteIds.length === 0 || statuses?.length === 0) return []
  return observationRows(db, viewerId, (query) => {
    let some = query.where('o.site_id', 'in', siteIds).where('o.merged_into', 'is', null)
    if (statuses) some = some.where('o.status', 'in', [...statuses])
    if (touchpoint) some = some.where('o.touchpoint', '=', touchpoint)
    return some.orderBy('o.observed_at', 'desc').orderBy('o.id').limit(limit).offset(offset)
  })
}

/** How many of the newest are looked through for similar ones. */
const LOOKED_THROUGH = 60

/** Open observations of the same place that are like this one, the likest first; at most three. */
export async function similarTo(
  db: Db,
  viewerId: string,
  one: ObservationView,
): Promise<ObservationView[]> {
  const open = await siteObservations(db, viewerId, [one.siteId], {
    statuses: OPEN,
    touchpoint: one.touchpoint,
    limit: LOOKED_THROUGH,
  })
  const others = open.filter(({ id }) => id !== one.id)
  return mostAlike(`${one.note} ${one.suggestion}`, others)
}

/** How many observations of these sites stand in each status, merged ones counted once. */
export async function statusCounts(db: Db, siteIds: string[]): Promise<Record<Status, number>> {
  const counts = { new: 0, seen: 0, planned: 0, done: 0, declined: 0 }
  if (siteIds.length === 0) return counts
  const rows = await db
    .selectFrom('feedback_observation')
    .where('site_id', 'in', siteIds)
    .where('merged_into', 'is', null)
    .groupBy('status')
    .select(['status', ({ fn }) => fn.countAll<number>().as('n')])
    .execute()
  for (const { status, n } of rows) counts[status] = n
  return counts
}

/** For a leader's Today: how many observations under the units they lead nobody has looked at yet. */
export async function waitingFor(db: Db, leaderUnits: string[]): Promise<number> {
  if (leaderUnits.length === 0) return 0
  const sites = sitesLed(await unitTree(db), { leads: leaderUnits })
  if (sites.length === 0) return 0
  // By the index, so that what was moved along long ago costs nothing here.
  const { n } = await db
    .selectFrom('feedback_observation')
    .where('site_id', 'in', sites)
    .where('status', '=', 'new')
    .where('merged_into', 'is', null)
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n
}
