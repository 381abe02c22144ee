import { createHash } from 'node:crypto'
import type Sqlite from 'better-sqlite3'
import { type Kysely, sql } from 'kysely'

/** How many rows of a table were copied. */
export interface Copied {
  table: string
  rows: number
}

/** A row that is not what it was, or a table that lacks some: nothing of the copy was kept. */
export class CopyError extends Error {}

/**
 * Copies every row of a SQLite portal into a PostgreSQL database of the same migrations, in one transaction, and reads
 * them all back before it ends: the copy is whole, or nothing of it is there. What the migrations had put into the tables
 * of the copy gives way. Tables are walked one after the other, so that memory does not grow with them.
 */
export async function copyRows(
  from: Sqlite.Database,
  to: Kysely<any>,
  done: (copied: Copied) => void = () => {},
): Promise<Copied[]> {
  const tables = tablesOf(from)
  return to.transaction().execute(async (trx) => {
    const ties = await foreignKeys(trx)
    // A table may point at one that comes later, and at itself.
    for (const { table, name } of ties) {
      await sql`alter table ${sql.table(table)} alter constraint ${sql.ref(name)} deferrable initially deferred`.execute(
        trx,
      )
    }
    // Triggers watch over what people do from now on; what was done was watched over when it was.
    for (const table of tables) {
      await sql`alter table ${sql.table(table)} disable trigger user`.execute(trx)
    }
    await sql`truncate ${sql.join(tables.map((table) => sql.table(table)))}`.execute(trx)

    const copied: Copied[] = []
    for (const table of tables) {
      const wrote = await copyTable(from, trx, table)
      const read = await digestOf(trx, table)
      if (wrote.rows !== read.rows || wrote.sum !== read.sum) {
        throw new CopyError(
          `${table}: ${wrote.rows} rows were written, ${read.rows} came back${wrote.rows === read.rows ? ', and not all of them the same' : ''}.`,
        )
      }
      copied.push({ table, rows: wrote.rows })
      done({ table, rows: wrote.rows })
    }

    await sql`set constraints all immediate`.execute(trx)
    for (const { table, name } of ties) {
      await sql`alter table ${sql.table(table)} alter constraint ${sql.ref(name)} not deferrable`.execute(
        trx,
      )
    }
    for (const table of tables) {
      await sql`alter table ${sql.table(table)} enable trigger user`.execute(trx)
    }
    await numbersGoOn(trx)
    return copied
  })
}

/** All tables but the list of migrations, which the copy has of its own. */
function tablesOf(from: Sqlite.Database): string[] {
  return from
    .prepare<[], { name: string }>(
      `select name from sqlite_master where type = 'table'
       and name not like 'sqlite\\_%' escape '\\' and name not like 'kysely\\_%' escape '\\' order by name`,
    )
    .all()
    .map(({ name }) => name)
}

async function foreignKeys(to: Kysely<any>): Promise<{ table: string; name: string }[]> {
  const { rows } = await sql<{ table: string; name: string }>`
    select c.relname as "table", k.conname as name
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and c.relnamespace = current_schema()::regnamespace`.execute(to)
  return rows
}

/** PostgreSQL takes at most 65,535 values in one statement. */
const VALUES = 30_000
const ROWS = 1000

type Row = Record<string, unknown>

async function copyTable(from: Sqlite.Database, to: Kysely<any>, table: string): Promise<Digest> {
  const rows = from.prepare<[], Row>(`select * from "${table}"`)
  const most = Math.max(1, Math.min(ROWS, Math.floor(VALUES / rows.columns().length)))
  const digest = new Sum()
  let part: Row[] = []
  for (const row of rows.iterate()) {
    digest.add(row)
    part.push(row)
    if (part.length < most) continue
    await to.insertInto(table).values(part).execute()
    part = []
  }
  if (part.length > 0) await to.insertInto(table).values(part).execute()
  return digest.end()
}

async function digestOf(to: Kysely<any>, table: string): Promise<Digest> {
  const digest = new Sum()
  await sql`declare reading cursor for select * from ${sql.table(table)}`.execute(to)
  for (;;) {
    const { rows } = await sql<Row>`fetch 1000 from reading`.execute(to)
    for (const row of rows) digest.add(row)
    if (rows.length === 0) break
  }
  await sql`close reading`.execute(to)
  return digest.end()
}

interface Digest {
  rows: number
  sum: string
}

/** Of any number of rows in any order: the two databases sort texts differently. */
class Sum {
  #rows = 0
  #sum = 0n

  add(row: Row): void {
    const fields = Object.keys(row)
      .sort()
      .map((name) => [name, spelt(row[name])])
    const hash = createHash('sha256').update(JSON.stringify(fields)).digest('hex')
    this.#rows += 1
    this.#sum = BigInt.asUintN(256, this.#sum + BigInt(`0x${hash}`))
  }

  end(): Digest {
    return { rows: this.#rows, sum: this.#sum.toString(16) }
  }
}

function spelt(value: unknown): unknown {
  return value instanceof Uint8Array ? { bytes: Buffer.from(value).toString('hex') } : value
}

/** Numbers that the database gives out go on after the highest one that is taken. */
async function numbersGoOn(to: Kysely<any>): Promise<void> {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = current_schema() and is_identity = 'YES'`.execute(to)
  for (const { table, column } of rows) {
    await sql`
      select setval(pg_get_serial_sequence(${table}, ${column}), max(${sql.ref(column)}))
      from ${sql.table(table)} having max(${sql.ref(column)}) is not null`.execute(to)
  }
}
