import { SqliteAdapter, type DialectAdapter, type Kysely } from 'kysely'

/** Which database this is; for the few statements that the two spell differently. */
export function dialectOf(db: Pick<Kysely<any>, 'getExecutor'>): 'sqlite' | 'postgres' {
  return db.getExecutor().adapter instanceof SqliteAdapter ? 'sqlite' : 'postgres'
}

/** What an adapter can do where the database lies in this process. */
export interface ReadsAtOnce {
  /** The rows of a statement that only reads; null where it has to wait, for a transaction or since it writes. */
  readNow: (text: string, parameters: readonly unknown[]) => unknown[] | null
}

/** The same on any database; null too where each answer comes over a line. */
export function readNow(
  db: Pick<Kysely<any>, 'getExecutor'>,
  text: string,
  parameters: readonly unknown[],
): unknown[] | null {
  // By what it can do: a bundled server has a class of its own of this name.
  const adapter = db.getExecutor().adapter as DialectAdapter & Partial<ReadsAtOnce>
  return adapter.readNow?.(text, parameters) ?? null
}
