import { CompiledQuery, sql } from 'kysely'
import type { Db, Trx } from '../../db/connect.ts'
import { dialectOf } from '../../db/dialect/name.ts'
import { bandOf } from '../statistics/scores.ts'
import { EXTRAS, type CollectedBy } from './response.ts'
import type { Row } from './row.ts'
import { countedCells, type Cell } from './total.server.ts'

export interface Source {
  id: number
  name: string
  collectedBy: CollectedBy
}

/** The source of that name; made on first use. Who collects its answers is settled then. */
export async function sourceNamed(
  db: Db,
  name: string,
  collectedBy: CollectedBy,
  now: Date,
): Promise<Source> {
  await db
    .insertInto('nps_source')
    .values({ name, collected_by: collectedBy, mapping: null, created_at: now.getTime() })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  return db
    .selectFrom('nps_source')
    .where('name', '=', name)
    .select(['id', 'name', 'collected_by as collectedBy'])
    .executeTakeFirstOrThrow()
}

/** Rows of one insert. A longer statement is no faster, and PostgreSQL takes 65,535 values at most. */
const CHUNK = 250

const OPTIONAL = ['touchpoint', 'why', 'improve', ...EXTRAS] as const
type Optional = (typeof OPTIONAL)[number]

/** Which optional columns a batch fills: the others are left to their defaults, which costs nothing. */
function filledIn(answers: Row[]): Optional[] {
  return OPTIONAL.filter((column) =>
    answers.some((answer) => answer[column] !== null && answer[column] !== ''),
  )
}

/**
 * Stores those answers that are not there yet and adds them, and only them, to the totals. To be called
 * inside a transaction, so that totals and answers never differ. Gives the number added.
 */
export async function storeResponses(
  trx: Trx,
  source: Source,
  importId: number | null,
  answers: Row[],
): Promise<number> {
  const optional = filledIn(answers)
  const textFor = (rows: number) => insertText(dialectOf(trx), source.id, importId, rows, optional)
  const whole = answers.length >= CHUNK ? textFor(CHUNK) : ''
  const added: Row[] = []
  for (let start = 0; start < answers.length; start += CHUNK) {
    const chunk = answers.slice(start, start + CHUNK)
    const text = chunk.length === CHUNK ? whole : textFor(chunk.length)
    const values: unknown[] = []
    for (const answer of chunk) {
      values.push(answer.identity, answer.unitId, answer.score, answer.answeredOn)
      for (const column of optional) values.push(answer[column])
    }
    const { rows } = await trx.executeQuery<{ identity: string }>(CompiledQuery.raw(text, values))
    if (rows.length === chunk.length) added.push(...chunk)
    else if (rows.length > 0) {
      const stored = new Set(rows.map((row) => row.identity))
      // Of two rows with one external id the first was stored, and only that is counted.
      for (const answer of chunk) if (stored.delete(answer.identity)) added.push(answer)
    }
  }
  await addToTotals(trx, source.collectedBy, added)
  return added.length
}

/** Kysely's own builder would take longer to spell a statement of 2,000 values than the database to run it. */
function insertText(
  dialect: 'sqlite' | 'postgres',
  sourceId: number,
  importId: number | null,
  rows: number,
  optional: Optional[],
): string {
  const columns = ['identity', 'unit_id', 'score', 'answered_on', ...optional]
  const mark = marks(dialect)
  const same = `${Number(sourceId)}, ${importId === null ? 'null' : Number(importId)}`
  const line = () => `(${same}, ${columns.map(mark).join(', ')})`
  return (
    `insert into nps_response (source_id, import_id, ${columns.join(', ')}) values ` +
    `${Array.from({ length: rows }, line).join(', ')} ` +
    'on conflict (source_id, identity) do nothing returning identity'
  )
}

/** In one order everywhere: two imports at once must not wait for each other in a circle. */
function inOrder(a: Cell, b: Cell): number {
  const key = (cell: Cell) =>
    `${cell.unit_id} ${cell.touchpoint} ${cell.month} ${cell.collected_by}`
  return key(a) < key(b) ? -1 : 1
}

async function addToTotals(trx: Trx, collectedBy: CollectedBy, added: Row[]): Promise<void> {
  const cells = new Map<string, Cell>()
  // Most answers stand in the cell of the one before them or near it; a joined key for each would cost more.
  const days = new Map<string, Map<string, Map<string, Cell>>>()
  for (const { unitId, touchpoint, answeredOn, score } of added) {
    let places = days.get(answeredOn)
    if (places === undefined) days.set(answeredOn, (places = new Map()))
    let units = places.get(touchpoint)
    if (units === undefined) places.set(touchpoint, (units = new Map()))
    let cell = units.get(unitId)
    if (cell === undefined) {
      const month = answeredOn.slice(0, 7)
      const key = `${unitId} ${touchpoint} ${month}`
      cell = cells.get(key) ?? {
        unit_id: unitId,
        touchpoint,
        month,
        collected_by: collectedBy,
        promoters: 0,
        passives: 0,
        detractors: 0,
        score_sum: 0,
      }
      cells.set(key, cell)
      units.set(unitId, cell)
    }
    const band = bandOf(score)
    if (band !== null) cell[`${band}s`]++
    cell.score_sum += score
  }
  const sorted = [...cells.values()].sort(inOrder)
  for (let start = 0; start < sorted.length;) {
    // Few sizes, so that the statements are prepared once.
    const size = CELL_CHUNKS.find((one) => one <= sorted.length - start) as number
    const values = sorted
      .slice(start, start + size)
      .flatMap((cell) => CELL_COLUMNS.map((column) => cell[column]))
    await trx.executeQuery(CompiledQuery.raw(cellText(dialectOf(trx), size), values))
    start += size
  }
}

const CELL_CHUNKS = [64, 8, 1]
const CELL_KEY = ['unit_id', 'touchpoint', 'month', 'collected_by'] as const
const CELL_SUMS = ['promoters', 'passives', 'detractors', 'score_sum'] as const
const CELL_COLUMNS = [...CELL_KEY, ...CELL_SUMS]

function cellText(dialect: 'sqlite' | 'postgres', rows: number): string {
  const mark = marks(dialect)
  const line = () => `(${CELL_COLUMNS.map(mark).join(', ')})`
  const sums = CELL_SUMS.map((column) => `${column} = nps_total.${column} + excluded.${column}`)
  return (
    `insert into nps_total (${CELL_COLUMNS.join(', ')}) values ` +
    `${Array.from({ length: rows }, line).join(', ')} ` +
    `on conflict (${CELL_KEY.join(', ')}) do update set ${sums.join(', ')}`
  )
}

/** The placeholders of one statement, in order. */
function marks(dialect: 'sqlite' | 'postgres'): () => string {
  let next = 1
  return dialect === 'sqlite' ? () => '?' : () => `$${next++}`
}

const TRIES = 5

/**
 * A transaction that is tried again where the database gave way to another writer (deadlock, busy):
 * storing is idempotent, so that nothing is counted twice.
 */
export async function storing<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      const { code } = error as { code?: unknown }
      const gaveWay = code === '40P01' || code === '40001' || code === 'SQLITE_BUSY'
      if (!gaveWay || attempt === TRIES) throw error
    }
  }
}

/**
 * Takes back what an import added, from answers and totals alike: for a file that turned out to be
 * broken further down.
 */
export async function takeBack(db: Db, importId: number): Promise<void> {
  await storing(db, async (trx) => {
    const cells = await countedCells(trx).where('r.import_id', '=', importId).execute()
    for (const cell of cells.sort(inOrder)) {
      await trx
        .updateTable('nps_total')
        .where('unit_id', '=', cell.unit_id)
        .where('touchpoint', '=', cell.touchpoint)
        .where('month', '=', cell.month)
        .where('collected_by', '=', cell.collected_by)
        .set((eb) => ({
          promoters: eb('promoters', '-', cell.promoters),
          passives: eb('passives', '-', cell.passives),
          detractors: eb('detractors', '-', cell.detractors),
          score_sum: eb('score_sum', '-', cell.score_sum),
        }))
        .execute()
    }
    await trx.deleteFrom('nps_response').where('import_id', '=', importId).execute()
    await trx
      .deleteFrom('nps_total')
      .where(({ eb }) => eb(sql<number>`promoters + passives + detractors`, '=', 0))
      .execute()
  })
}
