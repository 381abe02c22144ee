import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import { dialectOf } from '../../db/dialect/name.ts'
import { inTransaction } from '../../db/transaction.ts'
import { hashOf } from './chain.server.ts'
import type { Detail, Entry } from './entry.ts'

const NAME_LENGTH = 200

/**
 * Adds an entry to the end of the log, in the caller's transaction if there is one. Writers come one after the other:
 * on PostgreSQL the anchor's row is held to the end of the transaction, so note last what the transaction did.
 */
export async function note(db: Db, entry: Entry, now: Date): Promise<void> {
  await inTransaction(db, async (trx) => {
    const { subject } = entry
    const said = {
      at: now.getTime(),
      by_ref: entry.by === null ? null : await refOf(trx, entry.by),
      action: entry.action,
      subject: subject?.kind ?? '',
      subject_id:
        subject === undefined
          ? ''
          : subject.kind === 'person'
            ? await refOf(trx, subject.id)
            : subject.id,
      detail: spelt(entry.detail ?? {}),
    }
    const last = await trx
      .selectFrom('audit_anchor')
      .select(['entries', 'hash'])
      .$if(dialectOf(trx) === 'postgres', (query) => query.forUpdate())
      .executeTakeFirstOrThrow()
    const chained = { ...said, seq: last.entries + 1, previous: last.hash }
    const hash = hashOf(chained)
    await trx
      .insertInto('audit_entry')
      .values({ ...chained, hash })
      .execute()
    await trx.updateTable('audit_anchor').set({ entries: chained.seq, hash }).execute()
  })
}

/**
 * Does the work and notes it in one transaction: neither is there without the other. `entryOf` says what to note of its
 * outcome, null for nothing. `work` must use the transaction it is given.
 */
export async function noting<Outcome>(
  db: Db,
  work: (trx: Db) => Promise<Outcome>,
  entryOf: (outcome: Outcome) => Entry | null,
  now: Date,
): Promise<Outcome> {
  return inTransaction(db, async (trx) => {
    const outcome = await work(trx)
    const entry = entryOf(outcome)
    if (entry) await note(trx, entry, now)
    return outcome
  })
}

/** What stands for this person in the log; made when first needed. */
async function refOf(trx: Db, employeeId: string): Promise<string> {
  const known = () =>
    trx
      .selectFrom('audit_person')
      .where('employee_id', '=', employeeId)
      .select('ref')
      .executeTakeFirst()
  const there = await known()
  if (there) return there.ref
  await trx
    .insertInto('audit_person')
    .values({ employee_id: employeeId, ref: randomUUID() })
    .onConflict((conflict) => conflict.column('employee_id').doNothing())
    .execute()
  return (await known())!.ref
}

function spelt(detail: Detail): string {
  const pairs = Object.entries(detail)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, typeof value === 'string' ? value.slice(0, NAME_LENGTH) : value])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
  return JSON.stringify(Object.fromEntries(pairs))
}
