import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import { dialectOf } from '../../../db/dialect/name.ts'

/** Any number, as long as nobody else takes it. */
const TREE = 0x7a_76_65_6e

/**
 * To the end of the transaction nobody else changes the tree; with 'place', others may place people at the same time. On
 * SQLite every transaction stands alone anyway; on PostgreSQL two moves could each be sound and make a loop together, and
 * somebody could be placed in a unit that is being closed. Ask for it first: what was read before may be old.
 */
export async function holdTree(trx: Db, to: 'change' | 'place'): Promise<void> {
  if (dialectOf(trx) !== 'postgres') return
  const lock = to === 'change' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared'
  await sql`select ${sql.raw(lock)}(${TREE})`.execute(trx)
}
