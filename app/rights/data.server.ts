import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { KINDS, type Kind, type Stored } from '../people/stored.ts'
import { lineOf } from '../training/line.server.ts'
import { CATALOGUE } from './catalogue.ts'

export type Row = Record<string, unknown>

/** One table's share of what is stored about a person. */
export interface Share {
  table: string
  kind: Kind
  /** What is theirs. */
  rows: Row[]
  /** How often they stand there as whoever did something at work; what was done is the company's. */
  times: number
}

/**
 * All that is stored about a person, by table; tables with nothing of them are left out, and so are secrets and other
 * people's ids. Lines that only they may read are opened with the portal's secret.
 */
export async function dataOf(db: Db, employeeId: string, secret: string): Promise<Share[]> {
  const present = await presentTables(db)
  const found: Share[] = []
  for (const [table, stored] of Object.entries(CATALOGUE)) {
    if (stored.kind === null || !present.has(table)) continue
    const rows = await ownRows(db, table, stored, employeeId)
    if (table === 'training_note') await openLines(db, secret, employeeId, rows)
    const times = await timesIn(db, table, stored, employeeId)
    if (rows.length + times > 0) found.push({ table, kind: stored.kind, rows, times })
  }
  return found.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))
}

/** Tables that are there: the catalogue may know some of a later migration. */
export async function presentTables(db: Db): Promise<Set<string>> {
  return new Set((await db.introspection.getTables()).map(({ name }) => name))
}

/** Columns by which a row is somebody's own, and those that only say who acted. */
function columnsOf({ people = {}, own }: Stored): { own: string[]; acted: string[] } {
  const isOwn = (column: string) => own ?? ['gone', 'apart'].includes(people[column]!)
  const columns = Object.keys(people)
  return { own: columns.filter(isOwn), acted: columns.filter((column) => !isOwn(column)) }
}

async function ownRows(db: Db, table: string, stored: Stored, id: string): Promise<Row[]> {
  const { own } = columnsOf(stored)
  const mine = own.map((column) => sql`${sql.ref(column)} = ${id}`)
  if (stored.through) {
    const { column, table: of } = stored.through
    const whose = columnsOf(CATALOGUE[of]!).own[0]!
    mine.push(
      sql`${sql.ref(column)} in (select id from ${sql.table(of)} where ${sql.ref(whose)} = ${id})`,
    )
  }
  if (mine.length === 0) return []
  const { rows } = await sql<Row>`
    select * from ${sql.table(table)} where ${sql.join(mine, sql` or `)}`.execute(db)
  const hidden = new Set(stored.hidden)
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([column]) => !hidden.has(column))),
  )
}

async function timesIn(db: Db, table: string, stored: Stored, id: string): Promise<number> {
  const acted = columnsOf(stored).acted.map((column) => sql`${sql.ref(column)} = ${id}`)
  if (acted.length === 0) return 0
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from ${sql.table(table)} where ${sql.join(acted, sql` or `)}`.execute(db)
  return Number(rows[0]?.n ?? 0)
}

async function openLines(db: Db, secret: string, employeeId: string, rows: Row[]): Promise<void> {
  for (const row of rows) {
    row.text = await lineOf(db, secret, { employeeId, slug: String(row.module) })
    delete row.sealed
  }
}
