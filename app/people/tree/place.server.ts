import type { Db } from '../../../db/connect.ts'
import { openUnitOf } from '../unit.ts'
import { unitTree } from '../unit.server.ts'
import { holdTree } from './hold.server.ts'

/**
 * The unit somebody is placed in, held open to the end of the transaction: the one that was chosen, or what it became
 * while the form lay open.
 */
export async function openPlace(trx: Db, unitId: string): Promise<string> {
  await holdTree(trx, 'place')
  const row = await trx
    .selectFrom('people_unit')
    .where('id', '=', unitId)
    .select('closed_at')
    .executeTakeFirst()
  if (!row || row.closed_at === null) return unitId
  return openUnitOf(await unitTree(trx), unitId)?.id ?? unitId
}

/** Whether all of these units are open, and stay so to the end of the transaction. */
export async function areOpen(trx: Db, unitIds: readonly string[]): Promise<boolean> {
  await holdTree(trx, 'place')
  if (unitIds.length === 0) return true
  const closed = await trx
    .selectFrom('people_unit')
    .where('id', 'in', unitIds)
    .where('closed_at', 'is not', null)
    .select('id')
    .limit(1)
    .executeTakeFirst()
  return !closed
}
