import { SqliteAdapter, type Kysely } from 'kysely'

/** Which database this is; for the few statements that the two spell differently. */
export function dialectOf(db: Pick<Kysely<any>, 'getExecutor'>): 'sqlite' | 'postgres' {
  return db.getExecutor().adapter instanceof SqliteAdapter ? 'sqlite' : 'postgres'
}
