import { Cron } from 'croner'
import type { ExpressionBuilder } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { dialectOf } from '../../db/dialect/name.ts'
import type { Database } from '../../db/schema/index.ts'

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
  // The lease's own value is the fence: whoever took the job over has written another one.
  const mine = () =>
    db.updateTable('job').where('key', '=', job.key).where('lease_until', '=', lease)
  let renewal: Promise<void> = Promise.resolve()
  const renew = async () => {
    const until = lease + LEASE / 3
    const { numUpdatedRows } = await mine().set({ lease_until: until }).executeTakeFirst()
    if (numUpdatedRows === 1n) lease = until
    else lost.abort(new Error('the lease was lost'))
  }
  const heart = setInterval(() => {
    // A database that is away now may be back at the next beat; until then the old lease holds.
    renewal = renewal.then(renew).catch(() => {})
  }, LEASE / 3)

  let failure: unknown = null
  try {
    await handler(JSON.parse(job.payload), {
      key: job.key,
      attempt: job.attempts,
      signal: stop ? AbortSignal.any([stop, lost.signal]) : lost.signal,
    })
  } catch (error) {
    failure = error ?? new Error('unknown')
  } finally {
    clearInterval(heart)
    await renewal
  }
  if (lost.signal.aborted) return 'lost'
  if (failure === null) {
    await mine().set({ done_at: clock().getTime(), lease_until: 0, error: null }).execute()
    return 'done'
  }
  const stopped = stop?.aborted === true
  const words = failure instanceof Error ? failure.message : String(failure)
  const code =
    failure instanceof Error ? ((failure as { code?: unknown }).code ?? failure.name) : ''
  // The words may hold what somebody wrote; the owner reads them on the screen, not in the log.
  log?.error({ kind: job.kind, attempt: job.attempts, code }, 'a job failed')
  await mine()
    .set({
      error: words.slice(0, 2000),
      lease_until: 0,
      // Being interrupted by a shutdown is not the job's fault.
      attempts: stopped ? job.attempts - 1 : job.attempts,
      run_at: clock().getTime() + (stopped ? 0 : waitAfter(job.attempts)),
    })
    .execute()
  return 'failed'
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
    const zone = typeof timeZone === 'function' ? timeZone() : timeZone
    const cron = new Cron(pattern, { paused: true, ...(zone ? { timezone: zone } : {}) })
    // A slot that is this very second counts.
    const [slot] = cron.previousRuns(1, new Date(now.getTime() + 1000))
    if (slot) await enqueue(db, { key: `${kind}@${slot.toISOString()}`, kind, runAt: slot })
  }
}

/** Forgets what was done a month ago; what was given up stays, so that somebody sees it. */
export async function sweepJobs(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('job')
    .where('done_at', '<', now.getTime() - KEPT)
    .execute()
}

/** Jobs that failed so often that nobody tries any more, newest first: for the owner's screen. */
export async function givenUpJobs(db: Db) {
  return db
    .selectFrom('job')
    .select(['key', 'kind', 'attempts', 'error', 'run_at as lastTriedAt'])
    .where('done_at', 'is', null)
    .where('attempts', '>=', MAX_ATTEMPTS)
    .orderBy('run_at', 'desc')
    .limit(100)
    .execute()
}

export interface RunningJobs {
  /** Looks for due jobs now instead of at the next beat. */
  wake(): void
  /** Waits until the jobs at work have stopped at a safe place; they go on in the next process. */
  stop(): Promise<void>
}

/** Looks for due jobs every second, two at work at once, until stopped. */
export function startJobs(
  db: Db,
  handlers: JobHandlers,
  log: JobLog,
  clock: () => Date,
  schedules: Schedule[] = [],
): RunningJobs {
  const stopping = new AbortController()
  const { signal } = stopping
  const sleepers = new Set<() => void>()
  const rest = () =>
    new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        sleepers.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, 1000)
      sleepers.add(wake)
    })
  const wake = () => {
    for (const sleeper of [...sleepers]) sleeper()
  }

  let sweptAt = 0
  let lookedIn = -1
  const work = async (keepsTime: boolean) => {
    while (!signal.aborted) {
      try {
        const now = clock()
        if (keepsTime) {
          const minute = Math.floor(now.getTime() / 60_000)
          if (minute !== lookedIn) await enqueueScheduled(db, schedules, now)
          lookedIn = minute
          if (now.getTime() - sweptAt > LONGEST_WAIT) {
            await sweepJobs(db, now)
            sweptAt = now.getTime()
          }
        }
        await runDueJobs(db, handlers, clock, { signal, log })
      } catch (error) {
        // The database is away or full: the portal says so elsewhere, and this tries again.
        log.error({ code: (error as { code?: unknown }).code }, 'jobs wait for the database')
      }
      if (!signal.aborted) await rest()
    }
  }
  const workers = [work(true), work(false)]
  return {
    wake,
    stop: async () => {
      stopping.abort(new Error('the portal is shutting down'))
      wake()
      await Promise.all(workers)
    },
  }
}
