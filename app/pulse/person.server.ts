import type { Db } from '../../db/connect.ts'

/**
 * Takes a person out of the turns of all waves: each wave's row goes on under a stranger of its own, made by `stranger`, so
 * that an open wave's counts of who may answer and who took a token stay true and no two waves can be put together.
 */
export async function leaveTurns(
  trx: Db,
  employeeId: string,
  stranger: () => Promise<string>,
): Promise<void> {
  const turns = await trx
    .selectFrom('pulse_eligible')
    .where('employee_id', '=', employeeId)
    .selectAll()
    .execute()
  for (const turn of turns) {
    const other = await stranger()
    // The token's row hangs on the turn's: the new turn first, then the token, then the old turn goes.
    await trx
      .insertInto('pulse_eligible')
      .values({ ...turn, employee_id: other })
      .execute()
    await trx
      .updateTable('pulse_issued')
      .where('wave_id', '=', turn.wave_id)
      .where('employee_id', '=', employeeId)
      .set({ employee_id: other })
      .execute()
    await trx
      .deleteFrom('pulse_eligible')
      .where('wave_id', '=', turn.wave_id)
      .where('employee_id', '=', employeeId)
      .execute()
  }
}
