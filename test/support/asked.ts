import { CompiledQuery } from 'kysely'
import { expect, vi } from 'vitest'
import type { Db } from '../../db/connect.ts'

export interface Asked {
  sql: string
  parameters: readonly unknown[]
}

/** Every statement that `work` sends to this database, by either way it can go: through Kysely, or read at once. */
export async function askedBy(db: Db, work: () => Promise<unknown>): Promise<Asked[]> {
  const asked: Asked[] = []
  const execute = db.executeQuery.bind(db)
  const executing = vi.spyOn(db, 'executeQuery').mockImplementation(((query: Asked) => {
    asked.push({ sql: query.sql, parameters: query.parameters })
    return execute(query as never)
  }) as never)
  const adapter = db.getExecutor().adapter as {
    readNow?: (sql: string, parameters: readonly unknown[]) => unknown[] | null
  }
  const read = adapter.readNow?.bind(adapter)
  if (read) {
    adapter.readNow = (sql, parameters) => {
      const rows = read(sql, parameters)
      if (rows) asked.push({ sql, parameters })
      return rows
    }
  }
  try {
    await work()
  } finally {
    executing.mockRestore()
    delete adapter.readNow
  }
  return asked
}

/** How SQLite goes about a statement, a line for each step. */
export async function planOf(db: Db, { sql, parameters }: Asked): Promise<string> {
  const plan = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters])
  const { rows } = await db.executeQuery<{ detail: string }>(plan)
  expect(rows.length).toBeGreaterThan(0)
  return rows.map(({ detail }) => detail).join('\n')
}
