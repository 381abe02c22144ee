import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Employee } from '../people/employee.server.ts'
import { OPEN } from './kinds.ts'
import { ledObservation } from './move.server.ts'
import { observation } from './observation.server.ts'
import type { Viewer } from './sites.ts'
import { observationRows, type ObservationView } from './view.server.ts'

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

/**
 * The author says that their new one is the same as another of the site and touchpoint, which is open: it goes under it, as
 * a leader would have put it. No step is written down for it, since a step names who made it, and that is the author.
 */
export async function foldObservation(
  db: Db,
  id: string,
  into: string,
  by: Viewer,
): Promise<'folded' | 'not-found' | 'not-alike'> {
  return inTransaction(db, async (trx) => {
    const one = await observation(trx, id, by)
    const head = await observation(trx, into, by)
    if (!one?.mine || !head) return 'not-found'
    const under = await trx
      .selectFrom('feedback_observation')
      .where('merged_into', '=', id)
      .select('id')
      .executeTakeFirst()
    const alike =
      id !== into && one.siteId === head.siteId && one.touchpoint === head.touchpoint && !under
    if (!alike || one.status !== 'new' || one.mergedInto || head.mergedInto) return 'not-alike'
    if (!OPEN.includes(head.status)) return 'not-alike'
    await trx
      .updateTable('feedback_observation')
      .set({
        merged_into: into,
        status: head.status,
        reason: head.reason,
        moved_at: head.movedAt,
        // Where the other one stands is before their eyes just now.
        looked_at: head.movedAt,
      })
      .where('id', '=', id)
      .execute()
    return 'folded'
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
