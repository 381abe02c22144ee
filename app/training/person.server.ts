import type { Db } from '../../db/connect.ts'

/** Moves what a person began, and their tries, to another row of people: tries hang on what was begun by person and module. */
export async function moveLearning(trx: Db, from: string, to: string): Promise<void> {
  const begun = await trx
    .selectFrom('training_enrolment')
    .where('employee_id', '=', from)
    .selectAll()
    .execute()
  if (begun.length === 0) return
  await trx
    .insertInto('training_enrolment')
    .values(begun.map((row) => ({ ...row, employee_id: to })))
    .execute()
  await trx
    .updateTable('training_attempt')
    .where('employee_id', '=', from)
    .set({ employee_id: to })
    .execute()
  await trx.deleteFrom('training_enrolment').where('employee_id', '=', from).execute()
}
