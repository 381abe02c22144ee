import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import { dialectOf } from '../../db/dialect/name.ts'
import type { PromiseCardTable } from '../../db/schema/training.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Locale } from '../i18n/locale.ts'
import type { Employee } from '../people/employee.server.ts'
import { holdEmployee } from '../people/hold.server.ts'
import { pathOf } from '../people/unit.ts'
import { unitTree } from '../people/unit.server.ts'
import { type Lines, LINES, REASON_LENGTH } from './promise-card.ts'

export interface Card {
  id: string
  status: 'sent' | 'approved' | 'returned'
  reason: string
  lines: Lines
  language: Locale
}

/** Sends a leader's lines to HR; what waited there is replaced, what stands goes on standing until this is approved. */
export async function sendCard(
  db: Db,
  by: Pick<Employee, 'id' | 'leads' | 'locale'>,
  lines: Lines,
  now: Date,
): Promise<'sent' | 'unchanged' | 'no-team'> {
  if (by.leads.length === 0) return 'no-team'
  return inTransaction(db, async (trx) => {
    // Two taps at once would each insert a card that waits, and only one may.
    await holdEmployee(trx, by.id)
    const newest = await newestCard(trx, by.id)
    const same = newest && LINES.every((name) => newest.lines[name] === lines[name])
    if (same && newest.status !== 'returned') return 'unchanged'
    await trx
      .updateTable('training_promise_card')
      .set({ status: 'replaced' })
      .where('leader_id', '=', by.id)
      .where('status', '=', 'sent')
      .execute()
    await trx
      .insertInto('training_promise_card')
      .values({
        id: randomUUID(),
        leader_id: by.id,
        language: by.locale,
        ...lines,
        status: 'sent',
        reason: '',
        sent_at: now.getTime(),
        decided_by: null,
        decided_at: null,
      })
      .execute()
    return 'sent'
  })
}

/** What became of the card a leader sent last; null where none was sent. */
export async function newestCard(db: Db, leaderId: string): Promise<Card | null> {
  const row = await db
    .selectFrom('training_promise_card')
    .where('leader_id', '=', leaderId)
    .where('status', '<>', 'replaced')
    .orderBy('sent_at', 'desc')
    .orderBy('id')
    .limit(1)
    .selectAll()
    .executeTakeFirst()
  return row ? cardOf(row) : null
}

function cardOf(row: PromiseCardTable): Card {
  const { id, status, reason, share, influence, growth, language } = row
  if (status === 'replaced') throw new Error('a replaced card is shown to nobody')
  return { id, status, reason, lines: { share, influence, growth }, language }
}

export type Decided = 'decided' | 'gone' | 'own'

/** HR lets a waiting card stand in the place of the leader's earlier one. Nobody approves their own. */
export async function approveCard(
  db: Db,
  id: string,
  by: Pick<Employee, 'id'>,
  now: Date,
): Promise<Decided> {
  return inTransaction(db, async (trx) => {
    const leaderId = await leaderOf(trx, id, ['sent'])
    if (leaderId === by.id) return 'own'
    // Approved a moment ago it would be replaced by itself, and none would stand.
    if (!leaderId) return 'gone'
    await trx
      .updateTable('training_promise_card')
      .set({ status: 'replaced' })
      .where('leader_id', '=', leaderId)
      .where('status', '=', 'approved')
      .execute()
    const approved = await trx
      .updateTable('training_promise_card')
      .set({ status: 'approved', decided_by: by.id, decided_at: now.getTime() })
      .where('id', '=', id)
      .where('status', '=', 'sent')
      .returning('id')
      .executeTakeFirst()
    return approved ? 'decided' : 'gone'
  })
}

/** HR sends a waiting card back, or takes one down that stands; the leader reads why. */
export async function returnCard(
  db: Db,
  id: string,
  by: Pick<Employee, 'id'>,
  reason: string,
  now: Date,
): Promise<Decided | 'reason'> {
  // PostgreSQL refuses NUL inside text; nobody types one.
  const why = reason.replaceAll('\0', '').trim()
  if (why === '' || Array.from(why).length > REASON_LENGTH) return 'reason'
  return inTransaction(db, async (trx) => {
    const leaderId = await leaderOf(trx, id, ['sent', 'approved'])
    if (leaderId === by.id) return 'own'
    const returned = await trx
      .updateTable('training_promise_card')
      .set({ status: 'returned', reason: why, decided_by: by.id, decided_at: now.getTime() })
      .where('id', '=', id)
      .where('status', 'in', ['sent', 'approved'])
      .returning('id')
      .executeTakeFirst()
    return returned ? 'decided' : 'gone'
  })
}

/** Whose card it is while it has one of these states; nobody else changes it meanwhile. */
async function leaderOf(
  trx: Db,
  id: string,
  states: ('sent' | 'approved')[],
): Promise<string | null> {
  const row = await trx
    .selectFrom('training_promise_card')
    .where('id', '=', id)
    .where('status', 'in', states)
    .select('leader_id')
    .$if(dialectOf(trx) === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst()
  return row?.leader_id ?? null
}

export interface CardForHr extends Card {
  leader: string
  /** Names of the units this person leads now. */
  units: string[]
  own: boolean
  sentAt: number
  /** Who decided last and when; null while it waits. */
  by: string | null
  decidedAt: number | null
}

const HISTORY = 30

/** For HR: what waits, what stands, and what was decided lately, the newest first. */
export async function cardsForHr(
  db: Db,
  reader: Pick<Employee, 'id'>,
): Promise<{ waiting: CardForHr[]; standing: CardForHr[]; history: Decision[] }> {
  const rows = await db
    .selectFrom('training_promise_card as c')
    .innerJoin('people_employee as e', 'e.id', 'c.leader_id')
    .leftJoin('people_employee as d', 'd.id', 'c.decided_by')
    .where('c.status', 'in', ['sent', 'approved'])
    .orderBy('c.sent_at')
    .selectAll('c')
    .select(['e.name as leader', 'd.name as by'])
    .execute()
  const led = await db
    .selectFrom('people_role as r')
    .innerJoin('people_unit as u', 'u.id', 'r.unit_id')
    .where('r.role', '=', 'leader')
    .orderBy('u.code')
    .select(['r.employee_id', 'u.name'])
    .execute()
  const cards = rows.map((row): CardForHr => ({
    ...cardOf(row),
    leader: row.leader,
    units: led.filter((one) => one.employee_id === row.leader_id).map(({ name }) => name),
    own: row.leader_id === reader.id,
    sentAt: row.sent_at,
    by: row.by,
    decidedAt: row.decided_at,
  }))
  return {
    waiting: cards.filter(({ status }) => status === 'sent'),
    standing: cards.filter(({ status }) => status === 'approved'),
    history: await decisions(db),
  }
}

export interface Decision {
  id: string
  leader: string
  by: string
  at: number
  /** Empty where it was approved. */
  reason: string
}

/** Who approved or returned what: a card keeps its decision also when another takes its place. */
async function decisions(db: Db): Promise<Decision[]> {
  return db
    .selectFrom('training_promise_card as c')
    .innerJoin('people_employee as e', 'e.id', 'c.leader_id')
    .innerJoin('people_employee as d', 'd.id', 'c.decided_by')
    .where('c.decided_at', 'is not', null)
    .orderBy('c.decided_at', 'desc')
    .limit(HISTORY)
    .select(['c.id', 'e.name as leader', 'd.name as by', 'c.reason'])
    .select((eb) => eb.ref('c.decided_at').$notNull().as('at'))
    .execute()
}

export interface Standing {
  leader: string
  lines: Lines
  language: Locale
}

/** The approved card of the nearest leader up the tree who has one; null where nobody has. */
export async function cardAbove(db: Db, unitId: string): Promise<Standing | null> {
  const path = pathOf(await unitTree(db), unitId).map(({ id }) => id)
  if (path.length === 0) return null
  const rows = await db
    .selectFrom('training_promise_card as c')
    .innerJoin('people_employee as e', 'e.id', 'c.leader_id')
    .innerJoin('people_role as r', (join) =>
      join.onRef('r.employee_id', '=', 'c.leader_id').on('r.role', '=', 'leader'),
    )
    .where('c.status', '=', 'approved')
    .where('e.status', '=', 'active')
    .where('r.unit_id', 'in', path)
    .orderBy('c.decided_at', 'desc')
    .select(['e.name', 'r.unit_id', 'c.share', 'c.influence', 'c.growth', 'c.language'])
    .execute()
  const nearest = path.map((id) => rows.find((row) => row.unit_id === id)).find(Boolean)
  if (!nearest) return null
  const { name, share, influence, growth, language } = nearest
  return { leader: name, lines: { share, influence, growth }, language }
}
