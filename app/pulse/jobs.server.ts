import type { Db } from '../../db/connect.ts'
import type { JobHandlers, Schedule } from '../jobs/job.server.ts'
import { tendWaves } from './close.server.ts'
import { sweepKeys } from './key-sweep.server.ts'

/** What waves need done by the clock; a wave's own closing time has a job of the same kind. */
export function pulseJobs(db: Db, keyDir: string, clock: () => Date): JobHandlers {
  return {
    'pulse.tend': () => tendWaves(db, keyDir, clock()),
    'pulse.sweep': async () => {
      await sweepKeys(db, keyDir, clock())
    },
  }
}

export const PULSE_SCHEDULES: Schedule[] = [
  { kind: 'pulse.tend', pattern: '*/10 * * * *' },
  { kind: 'pulse.sweep', pattern: '41 * * * *' },
]
