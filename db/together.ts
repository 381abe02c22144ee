import type { Db } from './connect.ts'
import { dialectOf } from './dialect/name.ts'

interface Waiting {
  statement: (db: Db) => Promise<unknown>
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

const queues = new WeakMap<Db, Waiting[]>()

/**
 * Runs one writing statement and resolves when it is on the disk. On SQLite, where each commit waits for the disk and
 * lets nothing else run meanwhile, the statements that come in the same turn share one; each is still stored or refused
 * by itself. `statement` must be a single one and harmless to repeat: where the shared commit fails, each is tried alone.
 */
export async function together<Result>(
  db: Db,
  statement: (db: Db) => Promise<Result>,
): Promise<Result> {
  if (db.isTransaction || dialectOf(db) === 'postgres') return statement(db)
  return new Promise<Result>((resolve, reject) => {
    const one = { statement, resolve, reject } as Waiting
    const queue = queues.get(db)
    if (queue) return void queue.push(one)
    queues.set(db, [one])
    setImmediate(() => void commit(db))
  })
}

async function commit(db: Db): Promise<void> {
  const queue = queues.get(db) ?? []
  queues.delete(db)
  if (queue.length > 1) {
    try {
      const values = await db.transaction().execute(async (trx) => {
        const stored: unknown[] = []
        for (const { statement } of queue) stored.push(await statement(trx))
        return stored
      })
      // Not before the commit: until then nobody may hear that it is stored.
      queue.forEach(({ resolve }, i) => resolve(values[i]))
      return
    } catch {
      // Nothing of it is stored. Whose fault it was shows itself below.
    }
  }
  for (const { statement, resolve, reject } of queue) {
    try {
      resolve(await statement(db))
    } catch (error) {
      reject(error)
    }
  }
}
