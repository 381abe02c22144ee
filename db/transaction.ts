import type { Db, Trx } from './connect.ts'

/** A transaction of its own, unless the caller has opened one. */
export function inTransaction<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db as Trx) : db.transaction().execute(work)
}
