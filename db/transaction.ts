import type { Db } from './connect.ts'

/** A transaction of its own, unless the caller has opened one. */
export function inTransaction<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work)
}
