import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, vi } from 'vitest'
import { compiled, type Given } from '../db/compiled.ts'
import { connect, migrate, pendingMigrations, type Db } from '../db/connect.ts'
import { together } from '../db/together.ts'
import { onBothDatabases } from './support/database.ts'

onBothDatabases(
  'a migrated portal has nothing left to migrate, and migrating again changes nothing',
  async ({ db }) => {
    expect(await pendingMigrations(db)).toEqual([])
    expect(await migrate(db)).toEqual([])
  },
)

const unitsCalled = compiled((db: Db, given: Given<{ name: string }>) =>
  db.selectFrom('people_unit').where('name', '=', given.name).select('id'),
)
const unitRenamed = compiled((db: Db, given: Given<{ from: string; to: string }>) =>
  db
    .updateTable('people_unit')
    .set({ name: given.to })
    .where('name', '=', given.from)
    .returning('id'),
)

onBothDatabases(
  'a page never shows what somebody has not finished storing, and shows it once it is stored',
  async ({ db, dialect }) => {
    await addingSite(db, 'haifa', null)
    const trx = await db.startTransaction().execute()
    expect(await unitRenamed(trx, { from: 'haifa', to: 'Haifa' })).toEqual([{ id: 'haifa' }])
    expect(await unitsCalled(trx, { name: 'Haifa' })).toEqual([{ id: 'haifa' }])
    const meanwhile = unitsCalled(db, { name: 'haifa' })
    // SQLite has one connection: who asks meanwhile waits for the end.
    if (dialect === 'postgres') expect(await meanwhile).toEqual([{ id: 'haifa' }])
    await trx.rollback().execute()
    expect(await meanwhile).toEqual([{ id: 'haifa' }])
    expect(await unitRenamed(db, { from: 'haifa', to: 'Haifa' })).toEqual([{ id: 'haifa' }])
    expect(await unitsCalled(db, { name: 'Haifa' })).toEqual([{ id: 'haifa' }])
  },
)

const addingSite = (db: Db, id: string, parent: string | null) =>
  together(db, async (open) => {
    const site = { id, parent_id: parent, name: id, code: id, kind: 'site' as const }
    await open.insertInto('people_unit').values(site).execute()
    return id
  })

async function sitesOf(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('people_unit').select('id').orderBy('id').execute()
  return rows.map(({ id }) => id)
}

onBothDatabases(
  'writes that come together are each stored or refused by themselves',
  async ({ db }) => {
    await addingSite(db, 'root', null)
    const outcomes = await Promise.allSettled([
      addingSite(db, 'a', 'root'),
      addingSite(db, 'b', 'nowhere'),
      addingSite(db, 'c', 'root'),
      addingSite(db, 'root', null),
      together(db, () => {
        throw new Error('broken before it began')
      }),
      addingSite(db, 'd', 'root'),
    ])
    expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual([
      true,
      false,
      true,
      false,
      false,
      true,
    ])
    expect(await sitesOf(db)).toEqual(['a', 'c', 'd', 'root'])
  },
)

onBothDatabases(
  'who hears that a write is stored can rely on it, and those that come together wait for the disk once',
  async ({ db, dialect, dataDir, databaseUrl }) => {
    await addingSite(db, 'root', null)
    const elsewhere = await connect({ dataDir, databaseUrl, poolSize: 1 })
    try {
      const before = commitsOf(dataDir, dialect)
      const seen = await Promise.all(
        ['a', 'b', 'c', 'd'].map(async (id) => {
          await addingSite(db, id, 'root')
          return (await sitesOf(elsewhere)).includes(id)
        }),
      )
      expect(seen).toEqual([true, true, true, true])
      if (dialect === 'sqlite') expect(commitsOf(dataDir, dialect) - before).toBe(1)
    } finally {
      await elsewhere.destroy()
    }
  },
)

/** How many commits SQLite's log holds: the last page of each says how long the file became. */
function commitsOf(dataDir: string, dialect: string): number {
  if (dialect !== 'sqlite') return 0
  const log = readFileSync(path.join(dataDir, 'zveno.sqlite-wal'))
  const frame = 24 + log.readUInt32BE(8)
  let commits = 0
  for (let at = 32; at + frame <= log.length; at += frame) {
    if (log.readUInt32BE(at + 4) !== 0) commits++
  }
  return commits
}

onBothDatabases(
  'a question with values in it is prepared once, however often it is asked',
  async ({ db, dialect }) => {
    if (dialect !== 'sqlite') return
    await addingSite(db, 'root', null)
    await addingSite(db, 'a', 'root')
    const asking = () =>
      db
        .selectFrom('people_unit as u')
        .leftJoin('people_unit as p', 'p.id', 'u.parent_id')
        .where('u.id', '=', 'a')
        .where('u.kind', '=', 'site')
        .select(['u.name', 'p.name as parent'])
        .execute()
    await asking()
    // The driver makes a function for the rows of a statement whenever SQLite has prepared it.
    const made = vi.spyOn(globalThis, 'Function')
    try {
      for (let i = 0; i < 5; i++) expect(await asking()).toEqual([{ name: 'a', parent: 'root' }])
      expect(made).not.toHaveBeenCalled()
    } finally {
      made.mockRestore()
    }
  },
)
