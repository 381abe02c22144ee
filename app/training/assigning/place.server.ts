import type { Db } from '../../../db/connect.ts'

/** Running assignments that are made for just this unit. */
export async function assigningUses(db: Db, unitId: string): Promise<{ assignments: number }> {
  const row = await db
    .selectFrom('training_assignment')
    .where('unit_id', '=', unitId)
    .where('ended_at', 'is', null)
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow()
  return { assignments: Number(row.n) }
}

/** They mean the other unit from now on; what ended stays where it was. */
export async function assigningFollows(trx: Db, from: string, into: string): Promise<void> {
  await trx
    .updateTable('training_assignment')
    .set({ unit_id: into })
    .where('unit_id', '=', from)
    .where('ended_at', 'is', null)
    .execute()
}
