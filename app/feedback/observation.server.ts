import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { compiled, type Given } from '../../db/compiled.ts'
import type { Db } from '../../db/connect.ts'
import { company } from '../people/company.server.ts'
import type { Employee } from '../people/employee.server.ts'
import { sitesUnder, siteOf, type Unit } from '../people/unit.ts'
import { unitTree } from '../people/unit.server.ts'
import { touchpointByCode } from '../touchpoints/touchpoint.server.ts'
import { dayIn, mayMove, SIGNS, type Status } from './kinds.ts'
import { Move, Observation } from './observation.ts'
import { countObservation } from './total.server.ts'
import { isId, observationRows, type ObservationView } from './view.server.ts'

export type Viewer = Pick<Employee, 'id' | 'unitId' | 'leads'>

export type Logged =
  | { outcome: 'logged' | 'already-logged'; id: string }
  | { outcome: 'unknown-touchpoint' | 'site-missing' }

/** How long a leader can take back a move: ten seconds on the screen, and time for a slow phone. */
const UNDO_MS = 60_000

/** A transaction of its own, unless the caller has opened one. */
function inTransaction<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work)
}

/** Sites whose observations this person reads: their own, and those under the units they lead. */
export function sitesSeen(units: Unit[], viewer: Viewer): string[] {
  const own = siteOf(units, viewer.unitId)
  return [...new Set([...(own ? [own.id] : []), ...sitesLed(units, viewer)])]
}

/** Sites whose observations this person moves along. Leading a team inside a site is not leading the site. */
export function sitesLed(units: Unit[], viewer: Pick<Employee, 'leads'>): string[] {
  return [
    ...new Set(viewer.leads.flatMap((unit) => sitesUnder(units, unit).map((site) => site.id))),
  ]
}

/** Sites to choose from for somebody who works above all sites; empty for everybody else, whose site is known. */
export function sitesToChoose(units: Unit[], by: Pick<Employee, 'unitId'>): Unit[] {
  return siteOf(units, by.unitId) ? [] : sitesUnder(units, by.unitId)
}

/**
 * Stores what somebody saw at a touchpoint of their site and adds it to the site's totals of the month.
 * The same form sent twice gives the first one's id.
 */
export async function logObservation(
  db: Db,
  by: Pick<Employee, 'id' | 'unitId'>,
  data: Observation,
  now: Date,
): Promise<Logged> {
  const seen = Observation.parse(data)
  if (!touchpointByCode(seen.touchpoint)) return { outcome: 'unknown-touchpoint' }
  const units = await unitTree(db)
  const siteId =
    siteOf(units, by.unitId)?.id ??
    sitesToChoose(units, by).find((site) => site.id === seen.siteId)?.id
  if (!siteId) return { outcome: 'site-missing' }
  const { timeZone } = await company(db)
  const day = dayIn(now, timeZone)
  const signs = SIGNS.filter((sign) => seen.signs.includes(sign))

  return inTransaction(db, async (trx) => {
    const id = randomUUID()
    const stored = await trx
      .insertInto('feedback_observation')
      .values({
        id,
        form_key: seen.key,
        author_id: by.id,
        named: seen.named ? 1 : 0,
        site_id: siteId,
        touchpoint: seen.touchpoint,
        grade: seen.grade,
        note: seen.note,
        suggestion: seen.suggestion,
        status: 'new',
        reason: '',
        observed_at: now.getTime(),
        observed_on: day,
        moved_at: null,
        looked_at: null,
        done_on: null,
        merged_into: null,
      })
      .onConflict((conflict) => conflict.columns(['author_id', 'form_key']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!stored) {
      const first = await trx
        .selectFrom('feedback_observation')
        .where('author_id', '=', by.id)
        .where('form_key', '=', seen.key)
        .select('id')
        .executeTakeFirstOrThrow()
      return { outcome: 'already-logged', id: first.id }
    }
    if (signs.length > 0) {
      await trx
        .insertInto('feedback_sign')
        .values(signs.map((sign) => ({ observation_id: id, sign })))
        .execute()
    }
    const { touchpoint, grade } = seen
    await countObservation(trx, { siteId, touchpoint, month: day.slice(0, 7), grade, signs })
    return { outcome: 'logged', id }
  })
}

/** One observation as this person may see it: their own, or their site's, or one of the sites they lead; else null. */
export async function observation(
  db: Db,
  id: string,
  viewer: Viewer,
): Promise<ObservationView | null> {
  if (!isId(id)) return null
  const sites = sitesSeen(await unitTree(db), viewer)
  const [found] = await observationRows(db, viewer.id, (query) =>
    query
      .where('o.id', '=', id)
      .where((eb) =>
        eb.or([
          eb('o.author_id', '=', viewer.id),
          ...(sites.length > 0 ? [eb('o.site_id', 'in', sites)] : []),
        ]),
      ),
  )
  return found ?? null
}

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

export interface Moved {
  id: string
  touchpoint: string
  status: Status
  reason: string
  movedAt: number
}

const movedRows = compiled((db: Db, given: Given<{ employeeId: string }>) =>
  db
    .selectFrom('feedback_observation')
    .where('author_id', '=', given.employeeId)
    .where('moved_at', 'is not', null)
    .where((eb) => eb.or([eb('looked_at', 'is', null), eb('looked_at', '<', eb.ref('moved_at'))]))
    .orderBy('moved_at', 'desc')
    .limit(20)
    .select(['id', 'touchpoint', 'status', 'reason'])
    .select((eb) => eb.ref('moved_at').$notNull().as('movedAt')),
)

/** For Today: my observations that moved and that I have not looked at since, latest first. */
export async function movedFor(db: Db, employeeId: string): Promise<Moved[]> {
  return movedRows(db, { employeeId })
}

/** The author has this movement before their eyes; a later one will be news again. */
export async function markLooked(
  db: Db,
  id: string,
  authorId: string,
  movedAt: number,
): Promise<void> {
  await db
    .updateTable('feedback_observation')
    .set({ looked_at: movedAt })
    .where('id', '=', id)
    .where('author_id', '=', authorId)
    .where((eb) => eb.or([eb('looked_at', 'is', null), eb('looked_at', '<', movedAt)]))
    .execute()
}

export interface Step {
  from: Status
  to: Status
  reason: string
  movedAt: number
  /** Who moved it; null for readers who do not lead the site. */
  byName: string | null
}

/** The way an observation took, oldest first. `withNames` only for who leads the site. */
export async function observationHistory(db: Db, id: string, withNames: boolean): Promise<Step[]> {
  return db
    .selectFrom('feedback_move as m')
    .leftJoin('people_employee as e', (join) =>
      join.onRef('e.id', '=', 'm.moved_by').on(sql.lit(withNames ? 1 : 0), '=', sql.lit(1)),
    )
    .where('m.observation_id', '=', id)
    .orderBy('m.moved_at')
    .select(['m.from_status as from', 'm.to_status as to', 'm.reason'])
    .select(['m.moved_at as movedAt', 'e.name as byName'])
    .execute()
}

/** The observation if this leader leads its site, for writing; null for everybody else. */
async function ledObservation(trx: Db, id: string, by: Pick<Employee, 'leads'>) {
  if (!isId(id)) return null
  const sites = sitesLed(await unitTree(trx), by)
  if (sites.length === 0) return null
  const row = await trx
    .selectFrom('feedback_observation')
    .where('id', '=', id)
    .where('site_id', 'in', sites)
    .select(['id', 'site_id', 'touchpoint', 'status', 'reason', 'merged_into', 'done_on'])
    .executeTakeFirst()
  return row ?? null
}

export type MoveOutcome =
  | 'moved'
  | 'not-found'
  | 'reason-missing'
  | 'not-allowed'
  /** Somebody moved it since this leader's page was made. */
  | 'already-moved'

/**
 * A leader of the site, or of a unit above it, moves an observation along, and with it those merged into it.
 * Declining needs a reason; `done` keeps the day, in the company's time zone, for before and after.
 */
export async function moveObservation(
  db: Db,
  id: string,
  by: Pick<Employee, 'id' | 'leads'>,
  data: Omit<Move, 'from'> & { from?: Status },
  now: Date,
): Promise<MoveOutcome> {
  const { timeZone } = await company(db)
  return inTransaction(db, async (trx) => {
    const found = await ledObservation(trx, id, by)
    if (!found) return 'not-found'
    const move = Move.parse({ ...data, from: data.from ?? found.status })
    if (move.from !== found.status) return 'already-moved'
    if (found.merged_into || !mayMove(found.status, move.status)) return 'not-allowed'
    if (move.status === 'declined' && move.reason === '') return 'reason-missing'

    const group = await trx
      .updateTable('feedback_observation')
      .set({
        status: move.status,
        reason: move.reason,
        moved_at: now.getTime(),
        done_on: move.status === 'done' ? dayIn(now, timeZone) : null,
      })
      .where((eb) => eb.or([eb('id', '=', id), eb('merged_into', '=', id)]))
      // Two leaders at once on PostgreSQL: the second finds nothing in the status it read.
      .where('status', '=', found.status)
      .returning('id')
      .execute()
    if (group.length === 0) return 'already-moved'
    await trx
      .insertInto('feedback_move')
      .values(
        group.map((one) => ({
          id: randomUUID(),
          observation_id: one.id,
          from_status: found.status,
          to_status: move.status,
          reason: move.reason,
          moved_by: by.id,
          moved_at: now.getTime(),
        })),
      )
      .execute()
    return 'moved'
  })
}

/** Takes back the last move, for a minute, for the one who made it: nothing of it remains. */
export async function undoMove(
  db: Db,
  id: string,
  by: Pick<Employee, 'id' | 'leads'>,
  now: Date,
): Promise<'undone' | 'not-found' | 'too-late'> {
  return inTransaction(db, async (trx) => {
    const found = await ledObservation(trx, id, by)
    if (!found) return 'not-found'
    const [last, before] = await trx
      .selectFrom('feedback_move')
      .where('observation_id', '=', id)
      .orderBy('moved_at', 'desc')
      .limit(2)
      .selectAll()
      .execute()
    if (!last || last.moved_by !== by.id || now.getTime() - last.moved_at > UNDO_MS) {
      return 'too-late'
    }
    const group = await trx
      .updateTable('feedback_observation')
      .set({
        status: last.from_status,
        reason: before?.reason ?? '',
        moved_at: before?.moved_at ?? null,
        done_on: null,
      })
      .where((eb) => eb.or([eb('id', '=', id), eb('merged_into', '=', id)]))
      .where('moved_at', '=', last.moved_at)
      .returning('id')
      .execute()
    if (group.length === 0) return 'too-late'
    const ids = group.map((one) => one.id)
    await trx
      .deleteFrom('feedback_move')
      .where('observation_id', 'in', ids)
      .where('moved_at', '=', last.moved_at)
      .execute()
    return 'undone'
  })
}

/** Similar ones merge: `id` goes under `into` (same site and touchpoint), takes its status and follows it. */
export async function mergeObservation(
  db: Db,
  id: string,
  into: string,
  by: Pick<Employee, 'id' | 'leads'>,
  now: Date,
): Promise<'merged' | 'not-found' | 'not-alike'> {
  return inTransaction(db, async (trx) => {
    const one = await ledObservation(trx, id, by)
    const head = await ledObservation(trx, into, by)
    if (!one || !head) return 'not-found'
    const alike = id !== into && one.site_id === head.site_id && one.touchpoint === head.touchpoint
    const under = await trx
      .selectFrom('feedback_observation')
      .where('merged_into', '=', id)
      .select('id')
      .executeTakeFirst()
    if (!alike || under || one.merged_into || head.merged_into) return 'not-alike'
    const moves = one.status !== head.status
    await trx
      .updateTable('feedback_observation')
      .set({ merged_into: into })
      .$if(moves, (query) =>
        query.set({
          status: head.status,
          reason: head.reason,
          done_on: head.done_on,
          moved_at: now.getTime(),
        }),
      )
      .where('id', '=', id)
      .execute()
    if (moves) {
      await trx
        .insertInto('feedback_move')
        .values({
          id: randomUUID(),
          observation_id: id,
          from_status: one.status,
          to_status: head.status,
          reason: head.reason,
          moved_by: by.id,
          moved_at: now.getTime(),
        })
        .execute()
    }
    return 'merged'
  })
}

/** Takes a merged observation out again; its status stays where the two were together. */
export async function separateObservation(
  db: Db,
  id: string,
  by: Pick<Employee, 'id' | 'leads'>,
): Promise<'separated' | 'not-found'> {
  return inTransaction(db, async (trx) => {
    const found = await ledObservation(trx, id, by)
    if (!found?.merged_into) return 'not-found'
    await trx
      .updateTable('feedback_observation')
      .set({ merged_into: null })
      .where('id', '=', id)
      .execute()
    return 'separated'
  })
}

/** Observations merged into this one, as the leader sees them. */
export async function mergedInto(db: Db, id: string, viewerId: string): Promise<ObservationView[]> {
  return observationRows(db, viewerId, (query) =>
    query.where('o.merged_into', '=', id).orderBy('o.observed_at').orderBy('o.id'),
  )
}

/** "Me too": a colleague of the site saw the same. Who joined is shown to nobody, only how many. */
export async function joinObservation(
  db: Db,
  id: string,
  by: Viewer,
  now: Date,
): Promise<'joined' | 'already-joined' | 'own' | 'closed' | 'not-found'> {
  const found = await observation(db, id, by)
  if (!found) return 'not-found'
  if (found.mine) return 'own'
  if (found.status === 'done' || found.status === 'declined') return 'closed'
  const joined = await db
    .insertInto('feedback_join')
    .values({ observation_id: id, employee_id: by.id, joined_at: now.getTime() })
    .onConflict((conflict) => conflict.columns(['observation_id', 'employee_id']).doNothing())
    .returning('employee_id')
    .executeTakeFirst()
  return joined ? 'joined' : 'already-joined'
}

/** Takes "me too" back. */
export async function leaveObservation(
  db: Db,
  id: string,
  by: Pick<Employee, 'id'>,
): Promise<void> {
  if (!isId(id)) return
  await db
    .deleteFrom('feedback_join')
    .where('observation_id', '=', id)
    .where('employee_id', '=', by.id)
    .execute()
}

/** The author decides whether leader and colleagues read their name; nobody else can. */
export async function nameAuthor(
  db: Db,
  id: string,
  by: Pick<Employee, 'id'>,
  named: boolean,
): Promise<'kept' | 'not-found'> {
  if (!isId(id)) return 'not-found'
  const kept = await db
    .updateTable('feedback_observation')
    .set({ named: named ? 1 : 0 })
    .where('id', '=', id)
    .where('author_id', '=', by.id)
    .returning('id')
    .executeTakeFirst()
  return kept ? 'kept' : 'not-found'
}
