import { renameSync } from 'node:fs'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { Kysely, sql } from 'kysely'
import { connect, type Db, migrate, pendingMigrations } from '../../db/connect.ts'
import { copyRows, CopyError } from '../../db/copy.ts'
import { ZvenoSqliteDialect } from '../../db/dialect/sqlite.ts'
import type { Database } from '../../db/schema/index.ts'
import { note } from '../audit/note.server.ts'
import { readSettings } from '../http/settings.ts'
import { InputError, UsageError, type Io } from './io.ts'
import { expectPortal } from './open.ts'
import { verify } from './verify.ts'

/**
 * Moves a portal from its SQLite file into an empty PostgreSQL database: all rows in one transaction, read back and
 * compared, then the checks of `zveno verify`. The portal must not run meanwhile, so that nothing is written that would
 * stay behind; the file is put aside afterwards, so that nobody goes on in it by mistake. KEY_DIR stays where it is.
 */
export async function run(args: string[], io: Io): Promise<number> {
  const [target] = args
  if (args.length !== 1 || !/^postgres(ql)?:\/\//.test(target ?? '')) {
    throw new UsageError('move needs the address of an empty database: postgres://user@host/name')
  }
  const settings = readSettings(io.env)
  if (settings.databaseUrl) {
    throw new InputError('DATABASE_URL is set: this portal is on PostgreSQL already.')
  }
  expectPortal(settings)
  const file = path.join(settings.dataDir, 'zveno.sqlite')

  const source = alone(file)
  try {
    await copied(source, target!, settings.keyDir, io)
  } finally {
    source.close()
  }
  const aside = `${file}.moved`
  renameSync(file, aside)
  io.out(`moved ${file}`)
  io.err(
    `Start the portal with DATABASE_URL from now on. ${aside} still holds all that was in it: remove it once you have a backup of the new database.`,
  )
  return 0
}

/** The file, held so that nobody else can have it open: not even a reader, which a running portal is. */
function alone(file: string): Sqlite.Database {
  const database = new Sqlite(file, { timeout: 0 })
  try {
    database.pragma('locking_mode = EXCLUSIVE')
    database.exec('begin exclusive')
    return database
  } catch (error) {
    database.close()
    if (!String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) throw error
    throw new InputError(`Something has ${file} open: stop the portal first, then move it.`)
  }
}

async function copied(
  source: Sqlite.Database,
  target: string,
  keyDir: string,
  io: Io,
): Promise<void> {
  const old = new Kysely<Database>({ dialect: new ZvenoSqliteDialect(source) })
  if ((await pendingMigrations(old)).length > 0) {
    throw new InputError('The database is older than this version: run "zveno migrate" first.')
  }
  const db = await reached(target)
  try {
    await expectEmpty(db)
    await migrate(db)
    await copyRows(source, db, ({ table, rows }) => io.err(`${table} ${rows}`))
    const failed = (await verify(db, keyDir)).filter(({ ok }) => !ok)
    if (failed.length > 0) {
      const words = failed.map(({ name, detail }) => `${name}: ${detail}`).join('\n')
      throw new InputError(
        `Every row is there, and yet "zveno verify" complains, so the file was not put aside:\n${words}`,
      )
    }
    await note(db, { by: null, action: 'portal.moved' }, new Date())
  } catch (error) {
    if (error instanceof CopyError) {
      throw new InputError(
        `${error.message} Nothing was kept of the copy; the portal is as it was.`,
      )
    }
    throw error
  } finally {
    await db.destroy()
  }
}

async function reached(target: string): Promise<Db> {
  const db = await connect({ dataDir: '', databaseUrl: target, poolSize: 1 })
  try {
    await sql`select 1`.execute(db)
    return db
  } catch (error) {
    await db.destroy()
    throw new InputError(`That database cannot be reached: ${(error as Error).message}`)
  }
}

/** Nothing in it, or what a move that was cut off had made: the tables of a portal that has nobody in it. */
async function expectEmpty(db: Db): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema()`.execute(db)
  if (rows.length === 0) return
  const ours = rows.some(({ name }) => name === 'people_employee')
  const full =
    ours && (await db.selectFrom('people_employee').select('id').limit(1).execute()).length > 0
  if (full || !ours) {
    throw new InputError(
      `That database is not empty (${rows.length} tables): make a new one with "createdb".`,
    )
  }
}
