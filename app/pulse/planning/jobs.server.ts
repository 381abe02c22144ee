import { z } from 'zod'
import type { Db } from '../../../db/connect.ts'
import { note } from '../../audit/note.server.ts'
import type { JobHandlers, Schedule } from '../../jobs/job.server.ts'
import { writeToAll } from './letter.server.ts'
import { launchPlan } from './plan.server.ts'
import { tendSchedules } from './schedule.server.ts'

const OfPlan = z.object({ plan: z.string() })
const OfWave = z.object({ wave: z.string() })
const OfReminder = OfWave.extend({ nth: z.int() })

/** Rounds that come due, plans to launch, and the mail around an open wave. */
export function planningJobs(
  db: Db,
  settings: { keyDir: string; publicOrigin: string },
  company: { name: string; timeZone: string },
  clock: () => Date,
): JobHandlers {
  const place = { company, publicOrigin: settings.publicOrigin }
  return {
    'pulse.rounds': () => tendSchedules(db, company.timeZone, clock()),
    'pulse.launch': async (payload) => {
      const { plan } = OfPlan.parse(payload)
      const now = clock()
      await launchPlan(db, settings.keyDir, plan, company.timeZone, now, (trx, id, survey) => {
        const subject = { kind: 'wave', id } as const
        const detail = { name: survey.title.en }
        return note(trx, { by: null, action: 'wave.launched', subject, detail }, now)
      })
    },
    'pulse.invite': (payload) =>
      writeToAll(db, OfWave.parse(payload).wave, 'invitation', place, clock()),
    'pulse.remind': (payload) => {
      const { wave, nth } = OfReminder.parse(payload)
      return writeToAll(db, wave, { reminder: nth }, place, clock())
    },
  }
}

export const PLANNING_SCHEDULES: Schedule[] = [{ kind: 'pulse.rounds', pattern: '*/10 * * * *' }]
