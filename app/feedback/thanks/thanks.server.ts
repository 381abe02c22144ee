import { randomUUID } from 'node:crypto'
import { compiled, type Given } from '../../../db/compiled.ts'
import type { Db } from '../../../db/connect.ts'
import { inTransaction } from '../../../db/transaction.ts'
import type { Employee } from '../../people/employee.server.ts'
import { peopleOf } from '../../people/list.server.ts'
import { siteOf, subtreeOf } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import type { Sign } from '../kinds.ts'
import { isId } from '../view.server.ts'
import { A_DAY } from './limits.ts'
import { Thanks } from './thanks.ts'

type Who = Pick<Employee, 'id' | 'unitId' | 'leads'>

const DAY_MS = 24 * 60 * 60_000
const UNDO_MS = 60_000

/** Whom this person can thank: everybody of their site, of the units they lead, and of their own unit; by name. */
export async function colleaguesOf(db: Db, me: Who): Promise<{ id: string; name: string }[]> {
  const units = await unitTree(db)
  const site = siteOf(units, me.unitId)
  const around = [
    ...(site ? subtreeOf(units, site.id) : [me.unitId]),
    ...me.leads.flatMap((unit) => subtreeOf(units, unit)),
  ]
  const people = await peopleOf(db, [...new Set(around)])
  return people.filter(({ id }) => id !== me.id).map(({ id, name }) => ({ id, name }))
}

/** Thanks a colleague; the same form sent twice thanks once, the same sign twice in a day too. */
export async function sendThanks(
  db: Db,
  me: Who,
  data: Thanks,
  now: Date,
): Promise<'sent' | 'already-sent' | 'unknown-colleague' | 'enough'> {
  const { key, to, sign, words } = Thanks.parse(data)
  if (!(await colleaguesOf(db, me)).some(({ id }) => id === to)) return 'unknown-colleague'
  return inTransaction(db, async (trx) => {
    const today = await trx
      .selectFrom('feedback_thanks')
      .where('from_id', '=', me.id)
      .where('sent_at', '>', now.getTime() - DAY_MS)
      .select(['to_id', 'sign', 'form_key'])
      .execute()
    if (today.some((one) => one.form_key === key || (one.to_id === to && one.sign === sign))) {
      return 'already-sent'
    }
    if (today.length >= A_DAY) return 'enough'
    const stored = await trx
      .insertInto('feedback_thanks')
      .values({
        id: randomUUID(),
        form_key: key,
        from_id: me.id,
        to_id: to,
        sign,
        words,
        sent_at: now.getTime(),
      })
      .onConflict((conflict) => conflict.columns(['from_id', 'form_key']).doNothing())
      .returning('id')
      .executeTakeFirst()
    return stored ? 'sent' : 'already-sent'
  })
}

export interface ThanksView {
  id: string
  /** Who thanked, or whom I thanked. */
  name: string
  sign: Sign
  words: string
  sentAt: number
  reported: boolean
}

/** Rows of a list on one page. */
const SHOWN = 50

/** What this person got or gave, newest first, fifty at most: nobody else reads it, and nobody counts it. */
export async function thanksOf(
  db: Db,
  employeeId: string,
  way: 'got' | 'gave',
): Promise<ThanksView[]> {
  const [mine, other] = way === 'got' ? (['to', 'from'] as const) : (['from', 'to'] as const)
  const rows = await db
    .selectFrom('feedback_thanks as t')
    .innerJoin('people_employee as e', 'e.id', `t.${other}_id`)
    .where(`t.${mine}_id`, '=', employeeId)
    .where('t.removed_at', 'is', null)
    .orderBy('t.sent_at', 'desc')
    .orderBy('t.id')
    .limit(SHOWN)
    .select(['t.id', 'e.name', 't.sign', 't.words', 't.sent_at as sentAt'])
    .select('t.reported_at as reportedAt')
    .execute()
  // That it was reported its sender does not learn.
  return rows.map(({ reportedAt, sign, ...row }) => ({
    ...row,
    sign: sign as Sign,
    reported: way === 'got' && reportedAt !== null,
  }))
}

/** For Today: thanks nobody has read yet, newest first, five at most. */
export async function newThanks(
  db: Db,
  employeeId: string,
): Promise<{ id: string; name: string; sign: Sign }[]> {
  const rows = await unread(db, { employeeId })
  return rows.map((row) => ({ ...row, sign: row.sign as Sign }))
}

const unread = compiled((db: Db, given: Given<{ employeeId: string }>) =>
  db
    .selectFrom('feedback_thanks as t')
    .innerJoin('people_employee as e', 'e.id', 't.from_id')
    .where('t.to_id', '=', given.employeeId)
    .where('t.read_at', 'is', null)
    .where('t.removed_at', 'is', null)
    .orderBy('t.sent_at', 'desc')
    .limit(5)
    .select(['t.id', 'e.name', 't.sign']),
)

/** What this person got is before their eyes. */
export async function markThanksRead(db: Db, employeeId: string, now: Date): Promise<void> {
  await db
    .updateTable('feedback_thanks')
    .set({ read_at: now.getTime() })
    .where('to_id', '=', employeeId)
    .where('read_at', 'is', null)
    .execute()
}

/** Either of the two takes it away, for both; for a minute it can be brought back by the same person. */
export async function removeThanks(
  db: Db,
  id: string,
  by: Pick<Employee, 'id'>,
  now: Date,
): Promise<'removed' | 'not-found'> {
  if (!isId(id)) return 'not-found'
  const { numUpdatedRows } = await db
    .updateTable('feedback_thanks')
    .set({ removed_at: now.getTime(), removed_by: by.id })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .where((eb) => eb.or([eb('from_id', '=', by.id), eb('to_id', '=', by.id)]))
    .executeTakeFirst()
  return numUpdatedRows === 1n ? 'removed' : 'not-found'
}

export async function restoreThanks(
  db: Db,
  id: string,
  by: Pick<Employee, 'id'>,
  now: Date,
): Promise<'restored' | 'not-found'> {
  if (!isId(id)) return 'not-found'
  const { numUpdatedRows } = await db
    .updateTable('feedback_thanks')
    .set({ removed_at: null, removed_by: null })
    .where('id', '=', id)
    .where('removed_by', '=', by.id)
    .where('removed_at', '>=', now.getTime() - UNDO_MS)
    .executeTakeFirst()
  return numUpdatedRows === 1n ? 'restored' : 'not-found'
}

/** The receiver shows it to HR: it is not thanks. */
export async function reportThanks(
  db: Db,
  id: string,
  by: Pick<Employee, 'id'>,
  now: Date,
): Promise<'reported' | 'not-found'> {
  if (!isId(id)) return 'not-found'
  const { numUpdatedRows } = await db
    .updateTable('feedback_thanks')
    .set((eb) => ({ reported_at: eb.fn.coalesce('reported_at', eb.val(now.getTime())) }))
    .where('id', '=', id)
    .where('to_id', '=', by.id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n ? 'reported' : 'not-found'
}

export interface ReportedThanks {
  id: string
  from: string
  to: string
  sign: Sign
  words: string
  sentAt: number
}

/** What receivers reported, oldest first; removed or not. */
export async function reportedThanks(db: Db): Promise<ReportedThanks[]> {
  const rows = await db
    .selectFrom('feedback_thanks as t')
    .innerJoin('people_employee as f', 'f.id', 't.from_id')
    .innerJoin('people_employee as g', 'g.id', 't.to_id')
    .where('t.reported_at', 'is not', null)
    .orderBy('t.reported_at')
    .limit(100)
    .select(['t.id', 'f.name as from', 'g.name as to', 't.sign', 't.words', 't.sent_at as sentAt'])
    .execute()
  return rows.map((row) => ({ ...row, sign: row.sign as Sign }))
}

/** HR has dealt with a reported one: it is deleted. */
export async function settleReported(db: Db, id: string): Promise<'settled' | 'not-found'> {
  if (!isId(id)) return 'not-found'
  const { numDeletedRows } = await db
    .deleteFrom('feedback_thanks')
    .where('id', '=', id)
    .where('reported_at', 'is not', null)
    .executeTakeFirst()
  return numDeletedRows === 1n ? 'settled' : 'not-found'
}

/** Removed ones are deleted; of what was reported HR keeps a copy that neither of the two can take away. */
export async function sweepThanks(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('feedback_thanks')
    .where('removed_at', '<', now.getTime() - UNDO_MS)
    .where('reported_at', 'is', null)
    .execute()
}
