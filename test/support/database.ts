import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { inject, test } from 'vitest'
import { connect, migrate, type Db } from '../../db/connect.ts'

export type Dialect = 'sqlite' | 'postgres'

export interface TestDatabase {
  db: Db
  dialect: Dialect
  /** A folder of this test's own; the SQLite file lies in it. */
  dataDir: string
  databaseUrl: string | undefined
  remove: () => Promise<void>
}

let migratedFile: string | undefined
let template: string | undefined

/** A migrated, empty database of its own: a copied SQLite file, or a PostgreSQL database made from a migrated template. */
export async function freshDatabase(dialect: Dialect = 'sqlite'): Promise<TestDatabase> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'zveno-test-'))
  if (dialect === 'sqlite') {
    if (!migratedFile || !existsSync(migratedFile)) {
      const dir = mkdtempSync(path.join(tmpdir(), 'zveno-base-'))
      const base = await connect({ dataDir: dir })
      await migrate(base)
      await base.destroy()
      migratedFile = path.join(dir, 'zveno.sqlite')
      process.once('exit', () => rmSync(dir, { recursive: true, force: true }))
    }
    copyFileSync(migratedFile, path.join(dataDir, 'zveno.sqlite'))
    const db = await connect({ dataDir })
    const remove = async () => {
      await db.destroy()
      rmSync(dataDir, { recursive: true, force: true })
    }
    return { db, dialect, dataDir, databaseUrl: undefined, remove }
  }

  const admin = inject('postgresUrl')
  if (!admin) throw new Error('no PostgreSQL server in this run')
  if (!template) {
    const name = `base_${randomUUID().replaceAll('-', '')}`
    await run(admin, `create database ${name}`)
    const base = await connect({ dataDir, databaseUrl: withDatabase(admin, name), poolSize: 1 })
    await migrate(base)
    await base.destroy()
    template = name
  }
  const name = `t_${randomUUID().replaceAll('-', '')}`
  await run(admin, `create database ${name} template ${template}`)
  const databaseUrl = withDatabase(admin, name)
  const db = await connect({ dataDir, databaseUrl, poolSize: 5 })
  const remove = async () => {
    await db.destroy()
    await run(admin, `drop database ${name} with (force)`)
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { db, dialect, dataDir, databaseUrl, remove }
}

/** Runs the same test on SQLite and, where there is a server, on PostgreSQL. */
export function onBothDatabases(
  title: string,
  body: (database: TestDatabase) => Promise<void>,
  timeout = 120_000,
): void {
  for (const dialect of ['sqlite', 'postgres'] as const) {
    test.skipIf(dialect === 'postgres' && !inject('postgresUrl'))(
      `${title} [${dialect}]`,
      async () => {
        const database = await freshDatabase(dialect)
        try {
          await body(database)
        } finally {
          await database.remove()
        }
      },
      timeout,
    )
  }
}

/** The address of a PostgreSQL database with nothing in it, and how to be rid of it. */
export async function emptyDatabase(): Promise<{ url: string; remove: () => Promise<void> }> {
  const admin = inject('postgresUrl')
  if (!admin) throw new Error('no PostgreSQL server in this run')
  const name = `e_${randomUUID().replaceAll('-', '')}`
  await run(admin, `create database ${name}`)
  return {
    url: withDatabase(admin, name),
    remove: () => run(admin, `drop database ${name} with (force)`),
  }
}

function withDatabase(url: string, name: string): string {
  const parsed = new URL(url)
  parsed.pathname = `/${name}`
  return parsed.href
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
