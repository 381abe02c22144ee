import type { Db } from '../../db/connect.ts'
import { wallClock } from '../i18n/zone.ts'
import { WHOLE_COMPANY } from '../pulse/audience.ts'
import { minutesBetween } from '../pulse/planning/calendar.ts'
import { launchPlan, plan, plansOf } from '../pulse/planning/plan.server.ts'
import { startSchedule, tendSchedules } from '../pulse/planning/schedule.server.ts'
import { COMPANY } from './staff.ts'

/** A survey that comes back every month, and its first round launched; returns the wave's id. */
export async function launchFirstRound(
  db: Db,
  keyDir: string,
  surveyId: string,
  opensAt: Date,
  closesAt: Date,
): Promise<string> {
  const { timeZone } = COMPANY
  const firstOpens = wallClock(opensAt.getTime(), timeZone)
  const closes = wallClock(closesAt.getTime(), timeZone)
  const schedule = await startSchedule(
    db,
    {
      surveyId,
      frequency: 'monthly',
      audience: WHOLE_COMPANY,
      firstOpens,
      openMinutes: minutesBetween(firstOpens, closes),
      items: 0,
      reminders: 1,
    },
    timeZone,
  )
  await tendSchedules(db, timeZone, opensAt)
  const [round] = await plansOf(db, schedule)
  const launched = round && (await launchPlan(db, keyDir, round.id, timeZone, opensAt))
  const wave = round && (await plan(db, round.id))?.waveId
  if (!wave) throw new Error(`the demo's round: ${launched}`)
  return wave
}
