import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { compiled, type Given } from '../../db/compiled.ts'
import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import { company } from '../people/company.server.ts'
import type { Employee } from '../people/employee.server.ts'
import { unitTree } from '../people/unit.server.ts'
import { dayIn, mayMove, type Status } from './kinds.ts'
import { Move } from './observation.ts'
import { sitesLed } from './sites.ts'
import { isId } from './view.server.ts'

/** The observation if this leader leads its site, for writing; null for everybody else. */
export async function ledObservation(trx: Db, id: string, by: Pick<Employee, 'leads'>) {
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

/** How long a leader can take back a move: ten seconds on the screen, and time for a slow phone. */
const UNDO_MS = 60_000

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

const movedJoins = compiled((db: Db, given: Given<{ employeeId: string }>) =>
  db
    .selectFrom('feedback_join as j')
    .innerJoin('feedback_observation as o', 'o.id', 'j.observation_id')
    .where('j.employee_id', '=', given.employeeId)
    .where((eb) => eb('o.moved_at', '>', eb.fn.coalesce('j.looked_at', 'j.joined_at')))
    .orderBy('o.moved_at', 'desc')
    .limit(20)
    .select(['o.id', 'o.touchpoint', 'o.status', 'o.reason'])
    .select((eb) => eb.ref('o.moved_at').$notNull().as('movedAt')),
)

/** For Today: what I saw, or said "me too" to, that moved and that I have not looked at since, latest first. */
export async function movedFor(db: Db, employeeId: string): Promise<Moved[]> {
  const [own, joined] = await Promise.all([
    movedRows(db, { employeeId }),
    movedJoins(db, { employeeId }),
  ])
  return [...own, ...joined].sort((a, b) => b.movedAt - a.movedAt).slice(0, 20)
}

/** The author, or who said "me too", has this movement before their eyes; a later one will be news again. */
export async function markLooked(
  db: Db,
  id: string,
  readerId: string,
  movedAt: number,
): Promise<void> {
  await db
    .updateTable('feedback_observation')
    .set({ looked_at: movedAt })
    .where('id', '=', id)
    .where('author_id', '=', readerId)
    .where((eb) => eb.or([eb('looked_at', 'is', null), eb('looked_at', '<', movedAt)]))
    .execute()
  await db
    .updateTable('feedback_join')
    .set({ looked_at: movedAt })
    .where('observation_id', '=', id)
    .where('employee_id', '=', readerId)
    .where((eb) => eb.or([eb('looked_at', 'is', null), eb('looked_at', '<', movedAt)]))
    .execute()
}
