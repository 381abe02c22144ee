import { z } from 'zod'
import type { Db } from '../../../db/connect.ts'
import { enqueue, type JobHandlers, type Schedule } from '../../jobs/job.server.ts'
import { employeeById } from '../../people/employee.server.ts'
import { unitTree } from '../../people/unit.server.ts'
import { wallClock } from '../../i18n/zone.ts'
import type { Assigner } from './assignment.server.ts'
import type { Place } from './letter.server.ts'
import { unitsSeen } from './progress.server.ts'
import { askable, remindDue, remindNow, sweepReminders } from './reminder.server.ts'
import { tendAssignments } from './taking.server.ts'

const Asked = z.object({ assignment: z.string(), by: z.string() })

/** Who is in and who is out, at night; reminders each hour, since people's clocks differ; what a leader asks for by hand. */
export function assigningJobs(
  db: Db,
  settings: { publicOrigin: string },
  company: Place['company'],
  clock: () => Date,
): JobHandlers {
  const place = { company, publicOrigin: settings.publicOrigin }
  return {
    'training.assign': async () => {
      await tendAssignments(db, company.timeZone, clock())
      await sweepReminders(db, clock())
    },
    'training.remind': (_payload, { signal }) => remindDue(db, place, clock(), signal),
    'training.ask': async (payload, { signal }) => {
      const { assignment, by } = Asked.parse(payload)
      const me = await employeeById(db, by)
      if (!me) return
      const seen = unitsSeen(await unitTree(db), me)
      await remindNow(db, assignment, seen, place, clock(), signal)
    },
  }
}

export function assigningSchedules(timeZone: () => string): Schedule[] {
  return [
    { kind: 'training.assign', pattern: '40 2 * * *', timeZone },
    { kind: 'training.remind', pattern: '5 * * * *' },
  ]
}

/**
 * Reminds by hand whoever this person sees and still has something of it to do, in the background. At most once a day for
 * each who asks, and once in three days for each who is reminded; says how many that will be.
 */
export async function askForReminders(
  db: Db,
  assignmentId: string,
  by: Assigner,
  timeZone: string,
  now: Date,
): Promise<{ ready: number; resting: number }> {
  const seen = unitsSeen(await unitTree(db), by)
  const found = await askable(db, assignmentId, seen, timeZone, now)
  if (found.ready === 0) return found
  const day = wallClock(now.getTime(), timeZone).slice(0, 10)
  const asked = await enqueue(db, {
    key: `training.ask:${assignmentId}:${by.id}:${day}`,
    kind: 'training.ask',
    payload: { assignment: assignmentId, by: by.id },
    runAt: now,
  })
  // Asked before on this day: those reminders are written already, or are being written.
  return asked === 'enqueued' ? found : { ready: 0, resting: found.ready + found.resting }
}
