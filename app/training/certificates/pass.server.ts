import type { Db, Trx } from '../../../db/connect.ts'
import type { AttemptTable } from '../../../db/schema/training.ts'

/** Notes that a module is passed if every answer of this finished try fitted; the first pass stands. */
export async function notePass(
  trx: Db | Trx,
  attempt: Pick<AttemptTable, 'id' | 'employee_id' | 'module' | 'version'>,
  finishedAt: number,
): Promise<void> {
  const missed = await trx
    .selectFrom('training_answer')
    .where('attempt_id', '=', attempt.id)
    .where((eb) => eb.or([eb('correct', 'is', null), eb('correct', '=', 0)]))
    .select('position')
    .executeTakeFirst()
  if (missed) return
  const { employee_id, module, version } = attempt
  await trx
    .insertInto('training_pass')
    .values({ employee_id, module, version, passed_at: finishedAt })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function isPassed(db: Db, employeeId: string, module: string): Promise<boolean> {
  const row = await db
    .selectFrom('training_pass')
    .where('employee_id', '=', employeeId)
    .where('module', '=', module)
    .select('passed_at')
    .executeTakeFirst()
  return row !== undefined
}
