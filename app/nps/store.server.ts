import { CompiledQuery } from 'kysely'
import type { Db, Trx } from '../../db/connect.ts'
import { dialectOf } from '../../db/dialect/name.ts'
import { type Answers, inColumns } from './answers.ts'
import { addToTotals, marksOf, takeFromTotals } from './cell.server.ts'
import { keepContacts } from './contact.server.ts'
import { OPTIONAL } from './fields.ts'
import { countedCells } from './recount.server.ts'
import type { CollectedBy } from './response.ts'
import type { Row } from './row.ts'

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

/**
 * Stores those answers that are not there yet and adds them, and only them, to the totals. To be called
 * inside a transaction, so that totals and answers never differ. Gives the number added.
 */
export async function storeAnswers(
  trx: Trx,
  source: Source,
  importId: number | null,
  answers: Answers,
  now: Date,
): Promise<number> {
  const added = await insertNew(trx, source.id, importId, answers)
  if (answers.contacts.length > 0) await storeContacts(trx, source.id, answers, added, now)
  await addToTotals(trx, source.collectedBy, answers, added)
  return added === 'all' ? answers.identities.length : added.length
}

/** The same for answers that come as rows. */
export function storeResponses(
  trx: Trx,
  source: Source,
  importId: number | null,
  rows: readonly Row[],
  now: Date,
): Promise<number> {
  return storeAnswers(trx, source, importId, inColumns(rows), now)
}

/** The contacts of those answers that were new: whoever asked to be forgotten does not come back. */
async function storeContacts(
  trx: Trx,
  sourceId: number,
  { identities, contacts }: Answers,
  added: 'all' | number[],
  now: Date,
): Promise<void> {
  const fresh = added === 'all' ? null : new Set(added)
  const wanted = new Map(
    contacts
      .filter(([place]) => fresh === null || fresh.has(place))
      .map(([place, contact]) => [identities[place]!, contact]),
  )
  const keys = [...wanted.keys()]
  for (let start = 0; start < keys.length; start += 500) {
    const rows = await trx
      .selectFrom('nps_response')
      .where('source_id', '=', sourceId)
      .where('identity', 'in', keys.slice(start, start + 500))
      .select(['id', 'identity'])
      .execute()
    const found = rows.map(({ id, identity }) => ({
      responseId: id,
      contact: wanted.get(identity)!,
    }))
    // Another system asked these customers, and knows what they agreed to.
    await keepContacts(trx, found, { locale: null, consentedAt: null }, now)
  }
}

/** The places of those answers that were not there yet. */
async function insertNew(
  trx: Trx,
  sourceId: number,
  importId: number | null,
  answers: Answers,
): Promise<'all' | number[]> {
  const { identities, units, touchpoints, days, scores } = answers
  const optional = OPTIONAL.flatMap((name) => {
    const values = answers.optional[name]
    return values === undefined ? [] : [{ name, values }]
  })
  const placed = touchpoints.texts.some((text) => text !== '')
  // Columns that no answer fills are left to their defaults, which costs nothing.
  const columns = [
    ...['identity', 'unit_id', 'score', 'answered_on', ...(placed ? ['touchpoint'] : [])],
    ...optional.map(({ name }) => name),
  ]
  const dialect = dialectOf(trx)
  const textFor = (rows: number) => insertText(dialect, sourceId, importId, rows, columns)
  const whole = textFor(CHUNK)
  const before = dialect === 'sqlite' ? await newestResponse(trx) : 0
  const returned: string[] = []
  let stored = 0
  for (let start = 0; start < identities.length; start += CHUNK) {
    const end = Math.min(start + CHUNK, identities.length)
    const values: unknown[] = []
    for (let i = start; i < end; i++) {
      values.push(identities[i], units.texts[units.at[i]!], scores[i], days.texts[days.at[i]!])
      if (placed) values.push(touchpoints.texts[touchpoints.at[i]!])
      for (const column of optional) values.push(column.values[i])
    }
    const text = end - start === CHUNK ? whole : textFor(end - start)
    const { numAffectedRows, rows } = await trx.executeQuery<{ identity: string }>(
      CompiledQuery.raw(text, values),
    )
    stored += Number(numAffectedRows)
    for (const { identity } of rows) returned.push(identity)
  }
  if (stored === identities.length) return 'all'
  if (stored === 0) return []
  const fresh = new Set(dialect === 'sqlite' ? await identitiesAfter(trx, before) : returned)
  // Of two rows with one external id the first was stored, and only that is counted.
  return [...identities.keys()].filter((i) => fresh.delete(identities[i]!))
}

/** Nobody else writes during a transaction of SQLite, and a new row's id is above all others. */
async function newestResponse(trx: Trx): Promise<number> {
  const { id } = await trx
    .selectFrom('nps_response')
    .select(({ fn }) => fn.max<number | null>('id').as('id'))
    .executeTakeFirstOrThrow()
  return id ?? 0
}

async function identitiesAfter(trx: Trx, id: number): Promise<string[]> {
  const rows = await trx
    .selectFrom('nps_response')
    .where('id', '>', id)
    .select('identity')
    .execute()
  return rows.map(({ identity }) => identity)
}

/** Kysely's own builder would take longer to spell a statement of 2,000 values than the database to run it. */
function insertText(
  dialect: 'sqlite' | 'postgres',
  sourceId: number,
  importId: number | null,
  rows: number,
  columns: string[],
): string {
  const mark = marksOf(dialect)
  const same = `${Number(sourceId)}, ${importId === null ? 'null' : Number(importId)}`
  const line = () => `(${same}, ${columns.map(mark).join(', ')})`
  return (
    `insert into nps_response (source_id, import_id, ${columns.join(', ')}) values ` +
    `${Array.from({ length: rows }, line).join(', ')} ` +
    'on conflict (source_id, identity) do nothing' +
    // SQLite gathers what it returns in a table of its own, which is a third of the work.
    (dialect === 'sqlite' ? '' : ' returning identity')
  )
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
    await takeFromTotals(trx, await countedCells(trx, importId))
    await trx.deleteFrom('nps_response').where('import_id', '=', importId).execute()
  })
}
