import type { Db } from '../../db/connect.ts'
import { dialectOf } from '../../db/dialect/name.ts'

/**
 * Lets one transaction at a time go on that holds this person, to its end. On SQLite every transaction stands alone
 * anyway; on PostgreSQL two would read the same state, and the later write undo the earlier.
 */
export async function holdEmployee(trx: Db, employeeId: string): Promise<void> {
  if (dialectOf(trx) !== 'postgres') return
  await trx
    .selectFrom('people_employee')
    .where('id', '=', employeeId)
    .select('id')
    .forNoKeyUpdate()
    .execute()
}
