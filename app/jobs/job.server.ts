import { Cron } from 'croner'
import type { ExpressionBuilder } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { dialectOf } from '../../db/dialect/name.ts'
import type { Database } from '../../db/schema/index.ts'
import { noteRun } from './state.server.ts'

export interface NewJob {
  /** The work's own name: asking twice for the same work stores one row, also by two processes. */
  key: string
  kind: string
  payload?: unknown
  runAt: Date
}

export interface Attempt {
  key: string
  /** 1 for the first. */
  attempt: number
  /** Set off when the lease was lost to another process or the portal shuts down: stop at the next safe place. */
  signal: AbortSignal
}

/** May run more than once for one job (a crash after the work, before the tick): it has to be idempotent. */
export type JobHandler = (payload: unknown, attempt: Attempt) => Promise<void>
export type JobHandlers = Record<string, JobHandler>

/** A job made anew at every time the cron pattern names. */
export interface Schedule {
  kind: string
  /** Of five fields: nothing comes between two minutes, so once in each is looked. */
  pattern: string
  /** A function where it can change while the portal runs. */
  timeZone?: string | (() => string)
}

export interface JobLog {
  info(fields: object, words: string): void
  error(fields: object, words: string): void
}

const LEASE = 60_000
const FIRST_WAIT = 10_000
const LONGEST_WAIT = 60 * 60_000
/** Whatever works longer hangs: its lease is left to others, and it is told to stop. */
const LONGEST_RUN = 6 * 60 * 60_000
/** Why a lease is given up by its holder. */
const HANGS = new Error('it took longer than six hours')
const KEPT = 30 * 24 * 60 * 60_000

/** A job that failed this often is left alone, its error kept for the owner's screen. */
export const MAX_ATTEMPTS = 8

/** Stores the work to be done; a key that is already there changes nothing. */
export async function enqueue(db: Db, job: NewJob): Promise<'enqueued' | 'known'> {
  const result = await db
    .insertInto('job')
    .values({
      key: job.key,
      kind: job.kind,
      payload: JSON.stringify(job.payload ?? null),
      run_at: job.runAt.getTime(),
      lease_until: 0,
      attempts: 0,
      done_at: null,
      error: null,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n ? 'enqueued' : 'known'
}

/** Nobody holds it, its time has come and it was not given up. */
function isDue(now: number) {
  return (eb: ExpressionBuilder<Database, 'job'>) =>
    eb.and([
      eb('done_at', 'is', null),
      eb('run_at', '<=', now),
      eb('lease_until', '<=', now),
      eb('attempts', '<', MAX_ATTEMPTS),
    ])
}

async function claim(db: Db, kinds: string[], now: number) {
  const next = db
    .selectFrom('job')
    .select('key')
    .where(isDue(now))
    .where('kind', 'in', kinds)
    .orderBy('run_at')
    .orderBy('key')
    .limit(1)
    // Without it two processes would wait for the same row and one of them find nothing.
    .$if(dialectOf(db) === 'postgres', (query) => query.forUpdate().skipLocked())
  return db
    .updateTable('job')
    .set((eb) => ({ lease_until: now + LEASE, attempts: eb('attempts', '+', 1) }))
    .where('key', '=', next)
    .where(isDue(now))
    .returning(['key', 'kind', 'payload', 'attempts', 'lease_until'])
    .executeTakeFirst()
}

/** How long a job rests after its nth failure, in ms: 10 s, doubled each time, at most an hour. */
export function waitAfter(attempts: number): number {
  return Math.min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)
}

/**
 * Takes one due job and runs it under a lease of a minute that is renewed while it works, so that
 * any number of processes may call this at once. A handler that throws is tried again later.
 */
async function runOne(
  db: Db,
  handlers: JobHandlers,
  clock: () => Date,
  stop: AbortSignal | undefined,
  log: JobLog | undefined,
): Promise<'done' | 'failed' | 'lost' | 'none'> {
  const job = await claim(db, Object.keys(handlers), clock().getTime())
  const handler = job && handlers[job.kind]
  if (!job || !handler) return 'none'

  if (stop?.aborted) {
    // Claimed while the portal began to stop: given back untouched.
    await db
      .updateTable('job')
      .where('key', '=', job.key)
      .where('lease_until', '=', job.lease_until)
      .set({ lease_until: 0, attempts: job.attempts - 1 })
      .execute()
    return 'none'
  }

  const lost = new AbortController()
  let lease = job.lease_until
  const startedAt = clock().getTime()
  const begun = performance.now()
  // The lease's own value is the fence: whoever took the job over has written another one.
  const mine = (on: Db) =>
    on.updateTable('job').where('key', '=', job.key).where('lease_until', '=', lease)
  let renewal: Promise<void> = Promise.resolve()
  const renew = async () => {
    if (performance.now() - begun > LONGEST_RUN) {
      lost.abort(HANGS)
      return
    }
    const until = lease + LEASE / 3
    const { numUpdatedRows } = await mine(db).set({ lease_until: until }).executeTakeFirst()
    if (numUpdatedRows === 1n) lease = until
    else lost.abort(new Error('the lease was lost'))
  }
  const heart = setInterval(() => {
    // A database that is away now may be back at the next beat; until then the old lease holds.
    renewal = renewal.then(renew).catch(() => {})
  }, LEASE / 3)

  let failure: unknown = null
  try {
    const work = handler(JSON.parse(job.payload), {
      key: job.key,
      attempt: job.attempts,
      signal: stop ? AbortSignal.any([stop, lost.signal]) : lost.signal,
    })
    // Nobody waits for what hangs: this process has other work.
    await Promise.race([work, rejectedBy(lost.signal)])
  } catch (error) {
    failure = error ?? new Error('unknown')
  } finally {
    clearInterval(heart)
    await renewal
  }
  const tookMs = Math.round(performance.now() - begun)
  if (lost.signal.aborted) {
    // What was taken over is its new holder's to tell of; what hangs has none yet.
    const failure: unknown = lost.signal.reason
    if (failure === HANGS) await noteRun(db, job.kind, { startedAt, tookMs, failure })
    return 'lost'
  }
  const stopped = stop?.aborted === true
  const outcome =
    failure === null
      ? { done_at: clock().getTime(), lease_until: 0, error: null }
      : {
          error: (failure instanceof Error ? failure.message : String(failure)).slice(0, 2000),
          lease_until: 0,
          // Being interrupted by a shutdown is not the job's fault.
          attempts: stopped ? job.attempts - 1 : job.attempts,
          run_at: clock().getTime() + (stopped ? 0 : waitAfter(job.attempts)),
        }
  if (failure !== null) {
    const { code, name } = failure as { code?: unknown; name?: unknown }
    // The words may hold what somebody wrote; the owner reads on the screen what is left of them without it.
    log?.error({ kind: job.kind, attempt: job.attempts, code: code ?? name }, 'a job failed')
  }
  await db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await mine(trx).set(outcome).executeTakeFirst()
    if (numUpdatedRows === 1n && !(failure !== null && stopped))
      await noteRun(trx, job.kind, { startedAt, tookMs, failure })
  })
  return failure === null ? 'done' : 'failed'
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
}

/** Runs every job that is due by the clock, the oldest first, one after the other. */
export async function runDueJobs(
  db: Db,
  handlers: JobHandlers,
  clock: () => Date,
  options: { signal?: AbortSignal; log?: JobLog } = {},
): Promise<{ done: number; failed: number }> {
  const count = { done: 0, failed: 0 }
  while (!options.signal?.aborted) {
    const outcome = await runOne(db, handlers, clock, options.signal, options.log)
    if (outcome === 'none') break
    if (outcome !== 'lost') count[outcome]++
  }
  return count
}

/**
 * Makes the job of each schedule's latest slot up to `now`. The slot is part of the key, so many
 * processes make one job; slots missed while the portal was down are caught up by one run.
 */
export async function enqueueScheduled(db: Db, schedules: Schedule[], now: Date): Promise<void> {
  for (const { kind, pattern, timeZone } of schedules) {
    // A slot that is this very second counts.
    const [slot] = cronOf(pattern, timeZone).previousRuns(1, new Date(now.getTime() + 1000))
    if (slot) await enqueue(db, { key: `${kind}@${slot.toISOString()}`, kind, runAt: slot })
  }
}

/** When the schedule's next slot comes, in ms; null where none ever does. */
export function nextSlot({ pattern, timeZone }: Schedule, now: Date): number | null {
  return cronOf(pattern, timeZone).nextRun(now)?.getTime() ?? null
}

function cronOf(pattern: string, timeZone: Schedule['timeZone']): Cron {
  const zone = typeof timeZone === 'function' ? timeZone() : timeZone
  return new Cron(pattern, { paused: true, ...(zone ? { timezone: zone } : {}) })
}

/** Forgets what was done a month ago; what was given up stays, so that somebody sees it. */
export async function sweepJobs(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('job')
    .where('done_at', '<', now.getTime() - KEPT)
    .execute()
}
