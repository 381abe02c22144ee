import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { KINDS } from '../../app/people/stored.ts'
import { CATALOGUE } from '../../app/rights/catalogue.ts'
import { presentTables } from '../../app/rights/data.server.ts'
import { toldOf } from '../../app/rights/words.server.ts'
import { dialectOf } from '../../db/dialect/name.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'

/** Columns that hold somebody's id by the look of their names, and hold none. */
const NO_PERSON = new Set([
  // How answers were collected, not by whom.
  'nps_source.collected_by',
  'nps_total.collected_by',
  'auth_session.entered_by',
  // A reference that leads to a person only by audit_person.
  'audit_entry.by_ref',
])

/** Every column of which the database or its name says that it holds the id of somebody who works here. */
async function personalColumns(db: Db): Promise<string[]> {
  const tables = (await db.introspection.getTables()).filter(
    ({ name }) => !name.startsWith('kysely_'),
  )
  const named = tables.flatMap(({ name, columns }) =>
    columns
      .map((column) => `${name}.${column.name}`)
      .filter((column) =>
        /\.(employee_id|author_id|leader_id|owner_id|from_id|to_id|by_id|\w+_by)$/.test(column),
      ),
  )
  const referring = await foreignColumns(
    db,
    tables.map(({ name }) => name),
  )
  return [...new Set([...named, ...referring])].filter((column) => !NO_PERSON.has(column)).sort()
}

async function foreignColumns(db: Db, tables: string[]): Promise<string[]> {
  if (dialectOf(db) === 'postgres') {
    const { rows } = await sql<{ column: string }>`
      select c.conrelid::regclass || '.' || a.attname as column from pg_constraint c
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
      where c.contype = 'f' and c.confrelid = 'people_employee'::regclass`.execute(db)
    return rows.map(({ column }) => column)
  }
  const found: string[] = []
  for (const table of tables) {
    const { rows } = await sql<{ table: string; from: string }>`
      select "table", "from" from pragma_foreign_key_list(${table})`.execute(db)
    const referring = rows.filter((row) => row.table === 'people_employee')
    found.push(...referring.map((row) => `${table}.${row.from}`))
  }
  return found
}

onBothDatabases(
  'every table is in the catalogue, and every column that names somebody has its fate',
  async ({ db }) => {
    const tables = [...(await presentTables(db))].filter((name) => !name.startsWith('kysely_'))
    expect(tables.filter((table) => !(table in CATALOGUE))).toEqual([])
    const columns = await personalColumns(db)
    expect(columns.length).toBeGreaterThan(40)
    const listed = new Set(
      Object.entries(CATALOGUE).flatMap(([table, { people = {} }]) =>
        Object.keys(people).map((column) => `${table}.${column}`),
      ),
    )
    expect(columns.filter((column) => !listed.has(column))).toEqual([])
  },
)

test('the privacy page tells of every table that holds something of people, in three languages', () => {
  for (const locale of ['en', 'ru', 'he'] as const) {
    const told = toldOf(locale)
    expect(told.map(({ kind }) => kind)).toEqual([...KINDS])
    const tables = told.flatMap((one) => one.tables)
    const personal = Object.keys(CATALOGUE).filter((table) => CATALOGUE[table]!.kind !== null)
    expect(tables.sort()).toEqual(personal.sort())
    for (const one of told) expect(one.erased.length, one.kind).toBeGreaterThan(0)
  }
})

test('a table that names somebody is told of', () => {
  const silent = Object.entries(CATALOGUE).filter(
    ([, { kind, people }]) => kind === null && people !== undefined,
  )
  expect(silent).toEqual([])
})
