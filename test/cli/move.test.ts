import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { lastNoted } from '../../app/audit/list.server.ts'
import { note } from '../../app/audit/note.server.ts'
import { verify } from '../../app/cli/verify.ts'
import { fillWithDemo } from '../../app/demo/company.server.ts'
import { keepLogo, logoBytes, type LogoFile, logoIn } from '../../app/people/logo/logo.server.ts'
import { connect, type Db } from '../../db/connect.ts'
import { zveno } from '../support/command.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { drawing } from '../support/drawing.ts'
import { smallCompany } from '../support/portal.ts'

const admin = inject('postgresUrl')
const NOW = new Date('2026-03-02T09:00:00Z')
const onPostgres = test.skipIf(!admin)

/** An empty PostgreSQL database of its own. */
async function emptyDatabase(): Promise<string> {
  const name = `m_${randomUUID().replaceAll('-', '')}`
  const ask = async (statement: string) => {
    const client = new pg.Client({ connectionString: admin! })
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  await ask(`create database ${name}`)
  onTestFinished(() => ask(`drop database ${name} with (force)`))
  const url = new URL(admin!)
  url.pathname = `/${name}`
  return url.href
}

async function reading<T>(url: string, work: (db: Db) => Promise<T>): Promise<T> {
  const db = await connect({ dataDir: '', databaseUrl: url, poolSize: 2 })
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}

async function portal(fill: (database: TestDatabase) => Promise<unknown>): Promise<TestDatabase> {
  const database = await freshDatabase('sqlite')
  onTestFinished(database.remove)
  await fill(database)
  return database
}

const fileOf = ({ dataDir }: TestDatabase) => path.join(dataDir, 'zveno.sqlite')
const moving = ({ dataDir }: TestDatabase, to: string) =>
  zveno(['move', to], { DATA_DIR: dataDir, KEY_DIR: `${dataDir}-keys`, DATABASE_URL: '' })

onPostgres(
  'a whole company moves to PostgreSQL with every row, passes all checks there and goes on',
  { timeout: 180_000 },
  async () => {
    const database = await portal(({ db, dataDir }) =>
      fillWithDemo(
        db,
        { dataDir, keyDir: `${dataDir}-keys`, secret: 's'.repeat(40) },
        NOW,
        () => {},
      ),
    )
    const { db } = database
    await note(db, { by: null, action: 'audit.exported' }, NOW)
    const file = logoIn(drawing(300, 80)) as LogoFile
    await keepLogo(db, file)
    const people = await db.selectFrom('people_employee').selectAll().orderBy('id').execute()
    const cells = await db.selectFrom('pulse_cell').selectAll().execute()
    const answers = await db.selectFrom('nps_response').select('id').orderBy('id').execute()
    const sources = await db.selectFrom('nps_source').select('id').orderBy('id').execute()
    await db.destroy()

    const to = await emptyDatabase()
    const moved = await moving(database, to)
    expect(moved).toMatchObject({ code: 0, out: `moved ${fileOf(database)}\n` })
    expect(moved.err).toContain(`people_employee ${people.length}\n`)
    expect(existsSync(fileOf(database))).toBe(false)
    expect(existsSync(`${fileOf(database)}.moved`)).toBe(true)

    await reading(to, async (there) => {
      const found = await there.selectFrom('people_employee').selectAll().execute()
      expect(found.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(people)
      const byText = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
      const theirs = await there.selectFrom('pulse_cell').selectAll().execute()
      expect(theirs.sort(byText)).toEqual(cells.sort(byText))
      const count = await there.selectFrom('nps_response').select('id').orderBy('id').execute()
      expect(count).toEqual(answers)
      expect((await logoBytes(there, file.hash))?.bytes.equals(file.bytes)).toBe(true)
      expect(await lastNoted(there, 'portal.moved')).toMatchObject({ detail: {} })
      const checks = await verify(there, `${database.dataDir}-keys`)
      expect(checks.filter(({ ok }) => !ok)).toEqual([])
      // What comes next gets a number that nobody has, and the rules of the tables hold again.
      const { id } = await there
        .insertInto('nps_source')
        .values({ name: 'after the move', collected_by: 'import', created_at: NOW.getTime() })
        .returning('id')
        .executeTakeFirstOrThrow()
      expect(id).toBeGreaterThan(sources.at(-1)!.id)
      await expect(
        there.updateTable('people_employee').set({ unit_id: 'nowhere' }).execute(),
      ).rejects.toThrow(/foreign key/)
      await expect(there.deleteFrom('audit_anchor').execute()).rejects.toThrow(/only grows/)
    })
  },
)

onPostgres(
  'nothing is moved while the portal runs, into a database that holds something, or twice',
  { timeout: 60_000 },
  async () => {
    const database = await portal(({ db }) => smallCompany(db, NOW))
    const to = await emptyDatabase()
    const running = await moving(database, to)
    expect(running).toMatchObject({ code: 1, out: '' })
    expect(running.err).toContain('stop the portal first')
    await database.db.destroy()

    const other = await portal(({ db }) => smallCompany(db, NOW))
    await other.db.destroy()
    expect((await moving(other, to)).code).toBe(0)
    const full = await moving(database, to)
    expect(full).toMatchObject({ code: 1, out: '' })
    expect(full.err).toContain('is not empty')
    expect(existsSync(fileOf(database))).toBe(true)
    const again = await moving(other, await emptyDatabase())
    expect(again.err).toContain('There is no portal in')
    expect((await zveno(['move', 'sqlite:///x'])).code).toBe(2)
  },
)

onPostgres(
  'a row that does not arrive is told, and the portal stays where it was',
  { timeout: 60_000 },
  async () => {
    const database = await portal(({ db }) => smallCompany(db, NOW))
    await database.db.destroy()
    const first = await portal(({ db }) => db.selectFrom('people_unit').select('id').execute())
    await first.db.destroy()
    const to = await emptyDatabase()
    expect((await moving(first, to)).code).toBe(0)
    const client = new pg.Client({ connectionString: to })
    await client.connect()
    await client.query('create rule lost as on insert to people_role do instead nothing')
    const lost = await moving(database, to)
    expect(lost).toMatchObject({ code: 1, out: '' })
    expect(lost.err).toMatch(/people_role: \d+ rows were written, 0 came back/)
    expect(lost.err).toContain('Nothing was kept of the copy')
    expect(existsSync(fileOf(database))).toBe(true)
    await client.query('drop rule lost on people_role')
    await client.end()
    await reading(to, async (there) => {
      expect(await there.selectFrom('people_employee').selectAll().execute()).toEqual([])
    })
    expect((await moving(database, to)).code).toBe(0)
  },
)
