import type { Db, Trx } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { JobHandlers, Schedule } from '../jobs/job.server.ts'
import { identityOfReceipt } from './codes/code.server.ts'
import { SYMBOLS } from './codes/code.ts'
import { contactKey } from './contact.ts'
import { identityOf } from './identity.server.ts'
import { Ordinals } from './ordinals.server.ts'
import { retention } from './retention.server.ts'
import { eraseWaiting } from './webhooks/waiting.server.ts'

/** How many contacts went, and of how many answers the words. */
export interface Erased {
  contacts: number
  comments: number
}

export interface Erasure extends Erased {
  id: number
  cause: 'asked' | 'retention'
  erasedAt: number
}

/** What was removed so far, newest first: when and how much, never whose. */
export async function erasures(db: Db): Promise<Erasure[]> {
  return db
    .selectFrom('nps_erasure')
    .orderBy('id', 'desc')
    .limit(20)
    .select(['id', 'cause', 'contacts', 'comments', 'erased_at as erasedAt'])
    .execute()
}

/** More answers than that of one contact or number are read one batch at a time. */
const AT_ONCE = 500

/** Takes contact and words from answers; score and day say nothing of a person and stay. */
async function eraseAnswers(trx: Trx, ids: number[], now: Date): Promise<Erased> {
  const erased: Erased = { contacts: 0, comments: 0 }
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const some = ids.slice(start, start + AT_ONCE)
    const contacts = await trx
      .deleteFrom('nps_contact')
      .where('response_id', 'in', some)
      .executeTakeFirst()
    const words = await trx
      .updateTable('nps_response')
      .where('id', 'in', some)
      .where(({ or, eb }) => or([eb('why', 'is not', null), eb('improve', 'is not', null)]))
      .set({ why: null, improve: null })
      .executeTakeFirst()
    await trx
      .updateTable('nps_response')
      .where('id', 'in', some)
      .set({ erased_at: now.getTime() })
      .execute()
    erased.contacts += Number(contacts.numDeletedRows)
    erased.comments += Number(words.numUpdatedRows)
  }
  return erased
}

/**
 * Erases what a customer asks for: every answer with that contact, or the one with that number – the
 * receipt from the page of thanks, or its id in the system it came from. 'unknown' where there is none.
 * The same file brought again does not bring it back, for its answers are known.
 */
export async function eraseAsked(
  db: Db,
  asked: string,
  by: string,
  now: Date,
): Promise<Erased | 'unknown'> {
  const text = asked.trim()
  const receipt = text.toUpperCase().replace(/[\s-]/g, '')
  const identities = [identityOf([], text, new Ordinals())]
  if (new RegExp(`^[${SYMBOLS}]{10}$`).test(receipt)) identities.push(identityOfReceipt(receipt))
  return inTransaction(db, async (trx) => {
    const byContact = await trx
      .selectFrom('nps_contact')
      .where('contact_key', '=', contactKey(text))
      .select('response_id as id')
      .execute()
    const sources = await trx.selectFrom('nps_source').select('id').execute()
    // An id is looked for in each source by itself: that is what the index of answers knows.
    const byNumber: { id: number }[] = []
    for (const { id } of sources) {
      const found = await trx
        .selectFrom('nps_response')
        .where('source_id', '=', id)
        .where('identity', 'in', identities)
        .select('id')
        .execute()
      byNumber.push(...found)
    }
    const ids = [...new Set([...byContact, ...byNumber].map(({ id }) => id))]
    const waited = await eraseWaiting(trx, { contactKey: contactKey(text), identities }, now)
    if (ids.length === 0 && waited.answers === 0) return 'unknown'
    const stored = await eraseAnswers(trx, ids, now)
    const erased = {
      contacts: stored.contacts + waited.contacts,
      comments: stored.comments + waited.comments,
    }
    await trx
      .insertInto('nps_erasure')
      .values({ cause: 'asked', ...erased, erased_by: by, erased_at: now.getTime() })
      .execute()
    return erased
  })
}

/** Answers of one transaction, which others wait for. */
const OF_ONE_NIGHT_STEP = 1000

/**
 * Removes contacts and words that have been kept as long as HR wants, and notes how many. Gives what it
 * removed; a night with nothing to remove leaves no note.
 */
export async function eraseAged(db: Db, now: Date): Promise<Erased> {
  const { contactDays, wordsMonths } = await retention(db)
  const erased: Erased = { contacts: 0, comments: 0 }
  const keptSince = now.getTime() - contactDays * 86_400_000
  const { numDeletedRows } = await db
    .deleteFrom('nps_contact')
    .where('kept_since', '<', keptSince)
    .executeTakeFirst()
  erased.contacts += Number(numDeletedRows)
  if (wordsMonths !== null) {
    const before = new Date(now)
    before.setUTCMonth(before.getUTCMonth() - wordsMonths)
    const day = before.toISOString().slice(0, 10)
    for (;;) {
      const aged = await db
        .selectFrom('nps_response')
        .where('answered_on', '<', day)
        .where(({ or, eb }) => or([eb('why', 'is not', null), eb('improve', 'is not', null)]))
        .select('id')
        .limit(OF_ONE_NIGHT_STEP)
        .execute()
      if (aged.length === 0) break
      const ids = aged.map(({ id }) => id)
      const step = await inTransaction(db, (trx) => eraseAnswers(trx, ids, now))
      erased.contacts += step.contacts
      erased.comments += step.comments
    }
  }
  if (erased.contacts + erased.comments > 0) {
    await db
      .insertInto('nps_erasure')
      .values({ cause: 'retention', ...erased, erased_by: null, erased_at: now.getTime() })
      .execute()
  }
  return erased
}

/** The nightly removal. */
export function erasureJobs(db: Db, clock: () => Date): JobHandlers {
  return {
    'nps.erase': async () => {
      await eraseAged(db, clock())
    },
  }
}

export const ERASURE_SCHEDULES: Schedule[] = [{ kind: 'nps.erase', pattern: '11 3 * * *' }]
