import { randomUUID } from 'node:crypto'
import type { Db } from '../../../db/connect.ts'
import { inTransaction } from '../../../db/transaction.ts'
import { unitTree } from '../../people/unit.server.ts'
import { caseRow, handlersOf } from './case.server.ts'
import type { Closing, Deed, Verdict } from './case.ts'
import { ANSWER_MS, DUE_MS, type StepKind } from './kinds.ts'
import type { Reader } from './list.server.ts'

async function note(
  trx: Db,
  caseId: string,
  by: string | null,
  kind: StepKind,
  words: string,
  now: Date,
): Promise<void> {
  await trx
    .insertInto('nps_case_step')
    .values({ id: randomUUID(), case_id: caseId, at: now.getTime(), by_id: by, kind, words })
    .execute()
}

/**
 * Takes an open case, also from whoever has it: who oversees it may. Of two at once the second finds it taken, unless they
 * saw who has it (`from`: the owner on the page, '' for none).
 */
export async function takeCase(
  db: Db,
  id: string,
  me: Reader,
  from: string,
  now: Date,
): Promise<'taken' | 'already-taken' | 'closed' | 'not-found'> {
  return inTransaction(db, async (trx) => {
    const row = await caseRow(trx, id, me)
    if (!row?.oversees) return 'not-found'
    if (row.closed_at !== null) return 'closed'
    if (row.owner_id === me.id) return 'taken'
    const taken = await trx
      .updateTable('nps_case')
      .set({ owner_id: me.id })
      .where('id', '=', id)
      .where('owner_id', from === '' ? 'is' : '=', from === '' ? null : from)
      .returning('id')
      .executeTakeFirst()
    if (!taken) return 'already-taken'
    await note(trx, id, me.id, 'taken', '', now)
    return 'taken'
  })
}

/** Hands an open case to somebody of the site or a leader above it; who handles it may, and who oversees it. */
export async function handOver(
  db: Db,
  id: string,
  me: Reader,
  to: string,
  now: Date,
): Promise<'handed' | 'unknown-colleague' | 'closed' | 'not-found'> {
  return inTransaction(db, async (trx) => {
    const row = await caseRow(trx, id, me)
    if (!row) return 'not-found'
    if (row.closed_at !== null) return 'closed'
    const handlers = await handlersOf(trx, await unitTree(trx), row.unit_id)
    const colleague = handlers.find((one) => one.id === to)
    if (!colleague) return 'unknown-colleague'
    await trx.updateTable('nps_case').set({ owner_id: to }).where('id', '=', id).execute()
    await note(trx, id, me.id, 'handed', colleague.name, now)
    return 'handed'
  })
}

/** Writes down what was done; only who handles an open case. */
export async function logDeed(
  db: Db,
  id: string,
  me: Reader,
  { move, words }: Deed,
  now: Date,
): Promise<'logged' | 'closed' | 'not-found'> {
  return inTransaction(db, async (trx) => {
    const row = await caseRow(trx, id, me)
    if (row?.owner_id !== me.id) return 'not-found'
    if (row.closed_at !== null) return 'closed'
    await note(trx, id, me.id, move, words, now)
    return 'logged'
  })
}

/** Ends a case with its outcome; only who handles it. From then on the customer can say whether it was solved. */
export async function closeCase(
  db: Db,
  id: string,
  me: Reader,
  { outcome, words }: Closing,
  now: Date,
): Promise<'closed' | 'not-found'> {
  return inTransaction(db, async (trx) => {
    const row = await caseRow(trx, id, me)
    if (row?.owner_id !== me.id) return 'not-found'
    const closed = await trx
      .updateTable('nps_case')
      .set({ outcome, closed_at: now.getTime(), solved: null })
      .where('id', '=', id)
      .where('closed_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (closed) await note(trx, id, me.id, 'closed', words, now)
    return 'closed'
  })
}

/** What the customer's page can say of a case. */
export type CaseState = 'open' | 'asks' | 'solved' | 'reopened' | 'over'

/** How a case stands for its customer; null where there is none. */
export async function caseState(db: Db, id: string, now: Date): Promise<CaseState | null> {
  const row = await db
    .selectFrom('nps_case')
    .where('id', '=', id)
    .select(['closed_at', 'solved'])
    .executeTakeFirst()
  if (!row) return null
  if (row.closed_at === null) return row.solved === 0 ? 'reopened' : 'open'
  if (now.getTime() - row.closed_at > ANSWER_MS) return 'over'
  return row.solved === 1 ? 'solved' : 'asks'
}

/**
 * The customer says whether it was solved, for thirty days after the close; "no" opens the case again, due in 48 hours, as
 * often as it was closed. Gives how it stands then.
 */
export async function answerCase(
  db: Db,
  id: string,
  { solved, words }: Verdict,
  now: Date,
): Promise<CaseState | null> {
  return inTransaction(db, async (trx) => {
    const yes = solved === 'yes'
    const answered = await trx
      .updateTable('nps_case')
      .set({
        solved: yes ? 1 : 0,
        answered_at: now.getTime(),
        ...(!yes && { outcome: null, closed_at: null, due_at: now.getTime() + DUE_MS }),
      })
      .where('id', '=', id)
      .where('closed_at', '>=', now.getTime() - ANSWER_MS)
      // The same word sent twice is one.
      .where((eb) => eb.or([eb('solved', 'is', null), eb('solved', '<>', yes ? 1 : 0)]))
      .returning('id')
      .executeTakeFirst()
    if (answered) await note(trx, id, null, yes ? 'yes' : 'no', words, now)
    return caseState(trx, id, now)
  })
}
