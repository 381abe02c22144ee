import { randomUUID } from 'node:crypto'
import type { Db } from '../../../db/connect.ts'
import { inTransaction } from '../../../db/transaction.ts'
import { DUE_MS, UNHAPPY_TO } from './kinds.ts'

/** How many are opened at once; the rest follows with the next run. */
const BATCH = 500

/** Opens a case for every unhappy customer who left a contact and has none. Gives how many. */
export async function openCases(db: Db): Promise<number> {
  const rows = await db
    .selectFrom('nps_contact as c')
    .innerJoin('nps_response as r', 'r.id', 'c.response_id')
    .leftJoin('nps_case as k', 'k.response_id', 'c.response_id')
    .where('k.id', 'is', null)
    .where('r.score', '<=', UNHAPPY_TO)
    .select(['r.id as responseId', 'r.unit_id as unitId', 'c.kept_since as since'])
    .limit(BATCH)
    .execute()
  if (rows.length === 0) return 0
  const made = await db
    .insertInto('nps_case')
    .values(
      rows.map(({ responseId, unitId, since }) => ({
        id: randomUUID(),
        response_id: responseId,
        unit_id: unitId,
        opened_at: since,
        due_at: since + DUE_MS,
        owner_id: null,
        outcome: null,
        closed_at: null,
        solved: null,
        answered_at: null,
      })),
    )
    .onConflict((conflict) => conflict.column('response_id').doNothing())
    .returning('id')
    .execute()
  return made.length
}

/**
 * Where a contact was erased, on request or by its age, there is nobody to reach any more: what was written down about that
 * customer goes too, and an open case ends.
 */
export async function forgetCases(db: Db, now: Date): Promise<void> {
  const gone = await db
    .selectFrom('nps_case as k')
    .leftJoin('nps_contact as c', 'c.response_id', 'k.response_id')
    .where('c.response_id', 'is', null)
    .where((eb) =>
      eb.or([
        eb('k.closed_at', 'is', null),
        eb.exists(
          eb
            .selectFrom('nps_case_step as s')
            .whereRef('s.case_id', '=', 'k.id')
            .where('s.words', '<>', '')
            .select('s.id'),
        ),
      ]),
    )
    .select('k.id')
    .limit(BATCH)
    .execute()
  if (gone.length === 0) return
  const ids = gone.map(({ id }) => id)
  await inTransaction(db, async (trx) => {
    await trx.updateTable('nps_case_step').set({ words: '' }).where('case_id', 'in', ids).execute()
    await trx
      .updateTable('nps_case')
      .set({ outcome: 'unreachable', closed_at: now.getTime() })
      .where('id', 'in', ids)
      .where('closed_at', 'is', null)
      .execute()
  })
}
