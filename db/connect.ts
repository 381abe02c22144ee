import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { Kysely, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Database } from './schema/index.ts'
import { migrations } from './migrations/index.ts'

export type Db = Kysely<Database>
export type Trx = Transaction<Database>

export interface Where {
  dataDir: string
  databaseUrl?: string | undefined
  poolSize?: number
}

/**
 * Opens the portal's database: a SQLite file `zveno.sqlite` in `dataDir`, or PostgreSQL at `databaseUrl`.
 * Refuses, in words, a Node on which the SQLite driver would crash.
 */
export async function connect(where: Where): Promise<Db> {
  if (where.databaseUrl) {
    const { postgresDialect } = await import('./dialect/postgres.ts')
    return new Kysely<Database>({ dialect: postgresDialect(where.databaseUrl, where.poolSize) })
  }
  if (Number(process.versions.napi) < 10) {
    throw new Error(
      `Node ${process.versions.node} is too old for the database driver: run Zveno through npm, which brings its own Node, or install Node 22.14 or newer.`,
    )
  }
  mkdirSync(where.dataDir, { recursive: true, mode: 0o700 })
  const { openSqlite, ZvenoSqliteDialect } = await import('./dialect/sqlite.ts')
  const dialect = new ZvenoSqliteDialect(openSqlite(path.join(where.dataDir, 'zveno.sqlite')))
  return new Kysely<Database>({ dialect })
}

/** Brings the database to the newest form; throws where a step fails, leaving what was done before it. */
export async function migrate(db: Db): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  return (results ?? []).map((result) => result.migrationName)
}

/** Migrations the code knows and the database lacks. */
export async function pendingMigrations(db: Db): Promise<string[]> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  })
  const all = await migrator.getMigrations()
  return all.filter((migration) => !migration.executedAt).map((migration) => migration.name)
}
