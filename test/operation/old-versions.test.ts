import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { expect, inject, onTestFinished, test } from 'vitest'
import { verify } from '../../app/cli/verify.ts'
import { subtreeOf } from '../../app/people/unit.ts'
import { unitTree } from '../../app/people/unit.server.ts'
import { connect, type Db, migrate, pendingMigrations } from '../../db/connect.ts'
import { migrations } from '../../db/migrations/index.ts'
import { emptyDatabase } from '../support/database.ts'

const folder = path.join(import.meta.dirname, 'stored')
const STORED = readdirSync(folder).filter((name) => name.endsWith('.sql'))

/** The stored portal on SQLite: its own schema, its own rows. */
async function onSqlite(text: string): Promise<Db> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'zveno-old-'))
  const file = new Sqlite(path.join(dataDir, 'zveno.sqlite'))
  file.pragma('foreign_keys = OFF')
  file.exec(text)
  file.close()
  return connect({ dataDir })
}

/** The same on PostgreSQL: the frozen steps up to the stored one, then its rows. */
async function onPostgres(text: string, step: string): Promise<Db> {
  const { url, remove } = await emptyDatabase()
  onTestFinished(remove)
  const db = await connect({ dataDir: '', databaseUrl: url, poolSize: 1 })
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  })
  const { error } = await migrator.migrateTo(step)
  if (error) throw error
  const rows = text.split('\n').filter((line) => /^insert into "(?!kysely_)/.test(line))
  const tables = new Set(rows.map((row) => /^insert into "(\w+)"/.exec(row)![1]!))
  // A row may name one that comes later, and what the steps had put in gives way.
  await sql`set session_replication_role = replica`.execute(db)
  for (const table of tables) await sql`delete from ${sql.table(table)}`.execute(db)
  for (const row of rows) await sql.raw(row).execute(db)
  await sql`set session_replication_role = origin`.execute(db)
  return db
}

test('every version that went out has left a portal here', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  expect(STORED.some((name) => name.startsWith(`${version}-`))).toBe(true)
})

for (const name of STORED) {
  for (const dialect of ['sqlite', 'postgres'] as const) {
    test.skipIf(dialect === 'postgres' && !inject('postgresUrl'))(
      `the portal ${name.slice(0, -4)} comes to today’s form, whole, with everybody and everything in it [${dialect}]`,
      async () => {
        const text = readFileSync(path.join(folder, name), 'utf8')
        const number = /-(\d{4})\.sql$/.exec(name)![1]!
        const step = Object.keys(migrations).find((key) => key.startsWith(number))!
        const db = dialect === 'sqlite' ? await onSqlite(text) : await onPostgres(text, step)
        onTestFinished(() => db.destroy())
        const later = Object.keys(migrations).filter((key) => key > step)
        expect(await pendingMigrations(db)).toEqual(later)
        expect(await migrate(db)).toEqual(later)

        const keyDir = mkdtempSync(path.join(tmpdir(), 'zveno-old-keys-'))
        expect((await verify(db, keyDir)).filter(({ ok }) => !ok)).toEqual([])
        // Every row of the time is still there, in the tables that were there.
        const had = new Map<string, number>()
        for (const [, table] of text.matchAll(/^insert into "((?!kysely_)\w+)"/gm))
          had.set(table!, (had.get(table!) ?? 0) + 1)
        expect(had.size).toBeGreaterThan(10)
        for (const [table, n] of had) {
          const { rows } = await sql<{ n: number }>`
            select count(*) as n from ${sql.table(table)}`.execute(db)
          // A step may ask for work of its own.
          const found = Number(rows[0]?.n)
          expect([table, table === 'job' ? Math.min(found, n) : found]).toEqual([table, n])
        }
        const led = await db
          .selectFrom('people_role as r')
          .innerJoin('people_employee as e', 'e.id', 'r.employee_id')
          .where('r.role', '=', 'leader')
          .select(['e.name', 'r.unit_id'])
          .executeTakeFirstOrThrow()
        expect(led.name).toBe('לאה מנהלת')
        const below = subtreeOf(await unitTree(db), led.unit_id)
        expect(below).toHaveLength(2)
        const seen = db
          .selectFrom('feedback_observation')
          .select(['note', 'suggestion', 'grade'])
          .orderBy('grade')
        expect(await seen.execute()).toEqual([
          { note: 'The scale sticks', suggestion: 'Mend it', grade: 'poor' },
          { note: '', suggestion: '', grade: 'wow' },
        ])
      },
      60_000,
    )
  }
}
