import { randomUUID } from 'node:crypto'
import type { Db } from '../../../db/connect.ts'
import { inTransaction } from '../../../db/transaction.ts'
import { openCsv, surplusOf } from '../../files/csv.server.ts'
import { deactivateEmployees } from '../employee.server.ts'
import { unitTree } from '../unit.server.ts'
import { applyRows } from './apply.server.ts'
import { columnsOf, NEEDED } from './columns.ts'
import { count, type Counts, type Look, noCounts, noLook, note, SHOWN } from './look.ts'
import { type Importer, pathName, planRows, type Walk } from './plan.server.ts'
import {
  type Column,
  COLUMNS,
  type PersonLine,
  type RowFault,
  tooManyLeave,
  unitNames,
} from './row.ts'
import { planUnits } from './units.ts'

/** Rows of one transaction. */
const BATCH = 500

/** Rows of a people file, some hundreds at a time; walked more than once. */
export interface PeopleRows {
  has: ReadonlySet<Column>
  batches: () => AsyncIterable<(PersonLine | RowFault)[]>
}

export type FileRefusal =
  | { reason: 'columns'; value: string; headers: string }
  | { reason: 'nobody' }
  | { reason: 'leaves'; leaves: number; active: number }

/** Rows that are at hand. */
export function rowsOf(lines: readonly PersonLine[]): PeopleRows {
  return {
    has: new Set(COLUMNS),
    async *batches() {
      for (let at = 0; at < lines.length; at += BATCH) yield lines.slice(at, at + BATCH)
    },
  }
}

/** Rows of a CSV file, read anew at each walk: memory does not grow with it. Throws `CsvError` where it breaks off. */
export async function rowsIn(file: string, encoding?: string): Promise<PeopleRows | FileRefusal> {
  const options = encoding === undefined ? {} : { encoding }
  const opened = await openCsv(file, options)
  const { columns } = opened
  await opened.close()
  const at = columnsOf(columns)
  const missing = NEEDED.filter((column) => !at.has(column))
  if (missing.length > 0) {
    const headers = columns.slice(0, 50).join(', ').slice(0, 1000)
    return { reason: 'columns', value: missing.join(', '), headers }
  }
  const cellOf = (cells: readonly string[], column: Column) =>
    cells[at.get(column) ?? -1]?.replace(/\s+/gu, ' ').trim() ?? ''
  return {
    has: new Set(at.keys()),
    async *batches() {
      let held: (PersonLine | RowFault)[] = []
      const csv = await openCsv(file, options)
      for await (const rows of csv.batches) {
        for (const row of rows) {
          if (row.cells.every((cell) => cell.trim() === '')) continue
          const line = { line: row.line } as PersonLine
          for (const column of COLUMNS) line[column] = cellOf(row.cells, column)
          const surplus = surplusOf(row, csv.columns)
          held.push(surplus ? { ...surplusFault(line), value: String(row.cells.length) } : line)
          if (held.length < BATCH) continue
          yield held
          held = []
        }
      }
      if (held.length > 0) yield held
    },
  }
}

const surplusFault = (line: PersonLine) => ({
  ...{ line: line.line, place: 'staff_number' as const, reason: 'surplus' as const },
})

export interface ImportOptions {
  by: Importer
  /** People whom the file does not name have left. */
  absentLeave?: boolean
  /** So many leavers somebody has said yes to. */
  leavesConfirmed?: number
  signal?: AbortSignal | undefined
}

/** How deep units of the file stand, and how many rows it has. */
async function measured(rows: PeopleRows): Promise<{ depth: number; total: number }> {
  let [depth, total] = [0, 0]
  for await (const batch of rows.batches()) {
    total += batch.length
    for (const row of batch) {
      if (!('reason' in row)) depth = Math.max(depth, unitNames(row.unit).length - 1)
    }
  }
  return { depth, total }
}

async function begin(db: Db, rows: PeopleRows, depth: number, by: Importer): Promise<Walk> {
  const owners = await db
    .selectFrom('people_role as r')
    .innerJoin('people_employee as e', 'e.id', 'r.employee_id')
    .where('r.role', '=', 'owner')
    .where('e.status', '=', 'active')
    .select('e.id')
    .execute()
  return {
    has: rows.has,
    seen: new Set(),
    units: planUnits(await unitTree(db), depth, randomUUID),
    by,
    owners: new Set(owners.map(({ id }) => id)),
    named: new Map(),
  }
}

/** Rows that can be planned, and what was wrong with the others before anybody looked who is meant. */
function apart(batch: readonly (PersonLine | RowFault)[]) {
  const lines: PersonLine[] = []
  const faults: RowFault[] = []
  for (const row of batch) {
    if ('reason' in row) faults.push(row)
    else lines.push(row)
  }
  return { lines, faults }
}

export const ERRORS_KEPT = 1000

/** The diff between the file and what is known. Stores nothing. */
export async function lookAt(
  db: Db,
  rows: PeopleRows,
  { by, signal }: ImportOptions,
  told: (progress: number) => Promise<void> = async () => {},
): Promise<{ look: Look; faults: RowFault[] }> {
  const look = noLook()
  const faults: RowFault[] = []
  const { depth, total } = await measured(rows)
  const walk = await begin(db, rows, depth, by)
  for await (const batch of rows.batches()) {
    signal?.throwIfAborted()
    const { lines, faults: early } = apart(batch)
    const { planned, faults: late } = await planRows(db, lines, walk)
    for (const fault of [...early, ...late]) {
      look.counts.read += 1
      look.counts.wrong += 1
      if (
        fault.reason === 'surplus' ||
        (fault.reason === 'missing' && fault.place === 'staff_number')
      )
        look.nameless += 1
      if (faults.length < ERRORS_KEPT) faults.push(fault)
    }
    count(look.counts, planned)
    note(look, planned, (id) => pathName(walk, id))
    look.counts.units += walk.units.fresh.length
    for (const unit of walk.units.fresh) {
      if (look.units.length < SHOWN) look.units.push(pathName(walk, unit.id))
    }
    walk.units.fresh.length = 0
    await told(look.counts.read / Math.max(1, total))
  }
  look.company = walk.units.renamed?.name ?? null
  for await (const people of absentPeople(db, walk.seen)) {
    look.active += people.all
    look.absent += people.absent.length
    look.absentNames.push(...people.absent.slice(0, SHOWN - look.absentNames.length))
  }
  return { look, faults }
}

/** Active people page by page, and those of them whom nobody has seen. HR and owners are nobody's to miss. */
async function* absentPeople(db: Db, seen: ReadonlySet<string>) {
  for (let after = ''; ;) {
    const page = await db
      .selectFrom('people_employee as e')
      .where('e.status', '=', 'active')
      .where('e.staff_number', '>', after)
      .orderBy('e.staff_number')
      .limit(1000)
      .select(['e.id', 'e.name', 'e.staff_number as staffNumber'])
      .select((eb) =>
        eb
          .exists(
            eb
              .selectFrom('people_role as r')
              .whereRef('r.employee_id', '=', 'e.id')
              .where('r.role', 'in', ['hr', 'owner'])
              .select('r.role'),
          )
          .as('above'),
      )
      .execute()
    if (page.length === 0) return
    yield {
      all: page.length,
      absent: page.filter((person) => !person.above && !seen.has(person.staffNumber)),
    }
    after = page.at(-1)!.staffNumber
  }
}

/** Where a run stands after each of its transactions, for whoever keeps it. */
export interface Standing {
  rowsRead: number
  counts: Counts
  /** 0…1. */
  progress: number
  faults: RowFault[]
}

/**
 * Brings people and units to what the rows say; the staff number is the key. A row that cannot be used is told and
 * changes nothing, the others count; the same rows twice change nothing. `from` is where an earlier run broke off;
 * `kept` is called inside each transaction with what is stored by it. Refused before anything is stored where more would
 * leave than somebody has said yes to.
 */
export async function importRows(
  db: Db,
  rows: PeopleRows,
  options: ImportOptions,
  now: Date,
  from: { rowsRead: number; counts: Counts } = { rowsRead: 0, counts: noCounts() },
  kept: (trx: Db, standing: Standing) => Promise<void> = async () => {},
): Promise<Counts | FileRefusal> {
  const { by, signal, absentLeave = false, leavesConfirmed = 0 } = options
  const { depth, total } = await measured(rows)
  if (total === 0) return { reason: 'nobody' }
  if (from.rowsRead === 0) {
    const { look } = await lookAt(db, rows, options)
    const leaves = leavesOf(look, absentLeave)
    if (tooManyLeave(leaves, look.active) && leaves > leavesConfirmed) {
      return { reason: 'leaves', leaves, active: look.active }
    }
  }
  const walk = await begin(db, rows, depth, by)
  const counts = { ...from.counts }
  let read = 0
  let nameless = 0
  for await (const batch of rows.batches()) {
    signal?.throwIfAborted()
    const { lines, faults: early } = apart(batch)
    read += batch.length
    nameless += early.length + lines.filter((line) => line.staff_number === '').length
    if (read <= from.rowsRead) {
      for (const line of lines) if (line.staff_number !== '') walk.seen.add(line.staff_number)
      continue
    }
    await inTransaction(db, async (trx) => {
      const { planned, faults: late } = await planRows(trx, lines, walk)
      const faults = [...early, ...late]
      counts.units += walk.units.fresh.length
      await applyRows(trx, planned, walk.units, now)
      count(counts, planned)
      counts.read += faults.length
      counts.wrong += faults.length
      await kept(trx, { rowsRead: read, counts, progress: read / total, faults })
    })
    walk.units.fresh.length = 0
    walk.units.renamed = null
  }
  if (!absentLeave || nameless > 0) return counts
  for await (const { absent } of absentPeople(db, walk.seen)) {
    signal?.throwIfAborted()
    if (absent.length === 0) continue
    await inTransaction(db, async (trx) => {
      await deactivateEmployees(
        trx,
        absent.map(({ id }) => id),
        now,
      )
      counts.left += absent.length
      await kept(trx, { rowsRead: read, counts, progress: 1, faults: [] })
    })
  }
  return counts
}

/** How many would leave: those the file says it of, and with `absentLeave` those it does not name. */
export function leavesOf(look: Look, absentLeave: boolean): number {
  return look.counts.left + (absentLeave && look.nameless === 0 ? look.absent : 0)
}

export interface PeopleReport {
  added: number
  changed: number
  unchanged: number
  left: number
  errors: RowFault[]
}

/** The same for whoever has the rows at hand or the file before them, with every fault. */
export async function importPeople(
  db: Db,
  rows: PeopleRows,
  now: Date,
  options: ImportOptions = { by: null },
): Promise<PeopleReport | FileRefusal> {
  const errors: RowFault[] = []
  const done = await importRows(db, rows, options, now, undefined, async (_trx, { faults }) => {
    errors.push(...faults)
  })
  if ('reason' in done) return done
  const { added, changed, unchanged, left } = done
  return { added, changed, unchanged, left, errors }
}
