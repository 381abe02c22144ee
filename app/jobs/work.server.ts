import type { Db } from '../../db/connect.ts'
import {
  enqueueScheduled,
  type JobHandlers,
  type JobLog,
  runDueJobs,
  type Schedule,
  sweepJobs,
} from './job.server.ts'

const SWEEP_MS = 60 * 60_000

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
          if (now.getTime() - sweptAt > SWEEP_MS) {
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
