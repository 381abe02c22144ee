import type { Db } from '../../db/connect.ts'
import { MAX_ATTEMPTS } from './job.server.ts'

export interface Run {
  startedAt: number
  tookMs: number
  /** What it threw; null where it was done. */
  failure: unknown
}

/** Keeps what became of a kind's latest run. The error of an earlier one stays: it says what may happen again. */
export async function noteRun(db: Db, kind: string, run: Run): Promise<void> {
  const endedAt = run.startedAt + run.tookMs
  const ran = { started_at: run.startedAt, took_ms: run.tookMs }
  const outcome =
    run.failure === null
      ? { succeeded_at: endedAt }
      : { failed_at: endedAt, error: faultOf(run.failure) }
  await db
    .insertInto('job_kind')
    .values({ kind, succeeded_at: null, failed_at: null, error: null, ...ran, ...outcome })
    .onConflict((conflict) => conflict.column('kind').doUpdateSet({ ...ran, ...outcome }))
    .execute()
}

/**
 * An error as the owner may read it, at most 200 characters: up to the first quotation mark or bracket, since what follows
 * may be what somebody wrote, and without addresses.
 */
export function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { code } = error as { code?: unknown }
  const name = typeof code === 'string' && code !== '' ? code : error.name
  const words = error.message.replace(/(["`«“({\n]|(?<=^|\s)').*/s, '…').replace(/\S+@\S+/g, '…')
  return `${name}: ${words}`.slice(0, 200)
}

export interface KindState {
  kind: string
  startedAt: number
  tookMs: number
  succeededAt: number | null
  failedAt: number | null
  error: string | null
}

/** The last run of every kind of work there has been, by name. */
export async function jobKinds(db: Db): Promise<KindState[]> {
  const rows = await db.selectFrom('job_kind').selectAll().orderBy('kind').execute()
  return rows.map((row) => ({
    kind: row.kind,
    startedAt: row.started_at,
    tookMs: row.took_ms,
    succeededAt: row.succeeded_at,
    failedAt: row.failed_at,
    error: row.error,
  }))
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

/** How many jobs wait for another try after a failure, and since when the longest due one has waited (ms; null: none is). */
export async function jobsBehind(
  db: Db,
  now: Date,
): Promise<{ failing: number; dueSince: number | null }> {
  const open = db
    .selectFrom('job')
    .where('done_at', 'is', null)
    .where('attempts', '<', MAX_ATTEMPTS)
  const { failing } = await open
    .where('error', 'is not', null)
    .select(({ fn }) => fn.countAll<number>().as('failing'))
    .executeTakeFirstOrThrow()
  const oldest = await open
    .where('run_at', '<=', now.getTime())
    .where('lease_until', '<=', now.getTime())
    .select('run_at')
    .orderBy('run_at')
    .limit(1)
    .executeTakeFirst()
  return { failing: Number(failing), dueSince: oldest?.run_at ?? null }
}

/** Whatever failed, given up or waiting, is tried again at once; says how much that is. */
export async function tryAgain(db: Db, now: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('job')
    .set({ attempts: 0, run_at: now.getTime() })
    .where('done_at', 'is', null)
    .where((eb) => eb.or([eb('error', 'is not', null), eb('attempts', '>=', MAX_ATTEMPTS)]))
    // Not what somebody works at just now.
    .where('lease_until', '<=', now.getTime())
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
