import type { Db } from '../../../db/connect.ts'
import type { RecordStore, Settings } from '../../http/settings.ts'
import { enqueue, type JobHandlers, type Schedule, waitAfter } from '../../jobs/job.server.ts'
import { writeStatements } from './statement.server.ts'
import { StoreTrouble, tell } from './store.server.ts'

const KIND = 'training.statements'

/** Every ten minutes what happened since, where a store is set. */
export function recordSchedules(store: RecordStore | undefined): Schedule[] {
  return store ? [{ kind: KIND, pattern: '*/10 * * * *' }] : []
}

export function recordJobs(
  db: Db,
  settings: Settings & { publicOrigin: string },
  now: () => Date,
): JobHandlers {
  const issuer = { origin: settings.publicOrigin, secret: settings.secret }
  return {
    [KIND]: async (_payload, { signal }) => {
      if (settings.store) await pushStatements(db, issuer, settings.store, now, signal)
    },
  }
}

/** One request to the store carries so many. */
const TOGETHER = 50
const LEASE = 2 * 60_000

/**
 * Sends what the store does not have yet, the oldest first. One process sends at a time, under a lease. What was sent is
 * noted after each request: a process that dies in between sends those again, and the store knows them by their ids.
 * Trouble is noted, and tried again after 10 s, 20 s … an hour, or as long as the store asks for.
 */
export async function pushStatements(
  db: Db,
  issuer: { origin: string; secret: string },
  store: RecordStore,
  now: () => Date,
  signal?: AbortSignal,
): Promise<'done' | 'not-now' | 'trouble'> {
  const { endpoint } = store
  const time = now().getTime()
  await db
    .insertInto('training_record_store')
    .values({
      endpoint,
      lease_until: 0,
      next_at: 0,
      failures: 0,
      trouble: null,
      tried_at: null,
      sent_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  let lease = time + LEASE
  const taken = await db
    .updateTable('training_record_store')
    .set({ lease_until: lease, tried_at: time })
    .where('endpoint', '=', endpoint)
    .where('lease_until', '<=', time)
    .where('next_at', '<=', time)
    .executeTakeFirst()
  if (taken.numUpdatedRows !== 1n) return 'not-now'
  // The lease's own value is the fence: whoever took over has written another one.
  const mine = () =>
    db
      .updateTable('training_record_store')
      .where('endpoint', '=', endpoint)
      .where('lease_until', '=', lease)
  try {
    await writeStatements(db, issuer)
    while (!signal?.aborted && (await sendSome(db, store, now))) {
      const until = Math.max(lease + 1, now().getTime() + LEASE)
      const kept = await mine().set({ lease_until: until }).executeTakeFirst()
      if (kept.numUpdatedRows !== 1n) return 'not-now'
      lease = until
    }
    await mine().set({ lease_until: 0, failures: 0, trouble: null }).execute()
    return 'done'
  } catch (error) {
    if (!(error instanceof StoreTrouble)) {
      await mine().set({ lease_until: 0 }).execute()
      throw error
    }
    await postpone(db, endpoint, error, now())
    return 'trouble'
  }
}

/** One request; false once nothing waits. */
async function sendSome(db: Db, store: RecordStore, now: () => Date): Promise<boolean> {
  const waiting = await db
    .selectFrom('training_statement')
    .where('sent_at', 'is', null)
    .where('refused', 'is', null)
    .orderBy('happened_at')
    .orderBy('id')
    .limit(TOGETHER)
    .select(['id', 'body'])
    .execute()
  if (waiting.length === 0) return false
  const answers = await tell(store, waiting)
  const at = now().getTime()
  const sent = answers.filter(({ refused }) => refused === null).map(({ id }) => id)
  if (sent.length > 0) {
    await db
      .updateTable('training_statement')
      .set({ sent_at: at })
      .where('id', 'in', sent)
      .execute()
    await db
      .updateTable('training_record_store')
      .set({ sent_at: at })
      .where('endpoint', '=', store.endpoint)
      .execute()
  }
  for (const { id, refused } of answers) {
    if (refused !== null)
      await db.updateTable('training_statement').set({ refused }).where('id', '=', id).execute()
  }
  return true
}

async function postpone(db: Db, endpoint: string, trouble: StoreTrouble, now: Date): Promise<void> {
  const { failures } = await db
    .selectFrom('training_record_store')
    .where('endpoint', '=', endpoint)
    .select('failures')
    .executeTakeFirstOrThrow()
  const next = now.getTime() + Math.max(waitAfter(failures + 1), trouble.wait)
  await db
    .updateTable('training_record_store')
    .set({
      lease_until: 0,
      next_at: next,
      failures: failures + 1,
      trouble: trouble.message.slice(0, 300),
    })
    .where('endpoint', '=', endpoint)
    .execute()
  await enqueue(db, { key: `${KIND}+${next}`, kind: KIND, runAt: new Date(next) })
}

/** HR does not want to wait: the pause ends, and a job begins within seconds. */
export async function pushNow(db: Db, store: RecordStore, now: Date): Promise<void> {
  await db
    .updateTable('training_record_store')
    .set({ next_at: 0 })
    .where('endpoint', '=', store.endpoint)
    .execute()
  await enqueue(db, { key: `${KIND}!${now.getTime()}`, kind: KIND, runAt: now })
}

export interface StoreState {
  host: string
  sent: number
  waiting: number
  refused: { n: number; words: string } | null
  trouble: { words: string; nextAt: number } | null
  sentAt: number | null
}

/** How sending goes, for HR and the owner; null where no store is set. */
export async function storeState(
  db: Db,
  store: RecordStore | undefined,
): Promise<StoreState | null> {
  if (!store) return null
  const row = await db
    .selectFrom('training_record_store')
    .where('endpoint', '=', store.endpoint)
    .selectAll()
    .executeTakeFirst()
  const counts = await db
    .selectFrom('training_statement')
    .select(({ fn }) => [
      fn.countAll<number>().as('all'),
      fn.count<number>('sent_at').as('sent'),
      fn.count<number>('refused').as('refused'),
    ])
    .executeTakeFirstOrThrow()
  const last = await db
    .selectFrom('training_statement')
    .where('refused', 'is not', null)
    .orderBy('happened_at', 'desc')
    .limit(1)
    .select('refused')
    .executeTakeFirst()
  const [all, sent, refused] = [counts.all, counts.sent, counts.refused].map(Number)
  return {
    host: new URL(store.endpoint).host,
    sent: sent!,
    waiting: all! - sent! - refused!,
    refused: refused! > 0 ? { n: refused!, words: last?.refused ?? '' } : null,
    trouble: row?.trouble ? { words: row.trouble, nextAt: row.next_at } : null,
    sentAt: row?.sent_at ?? null,
  }
}
