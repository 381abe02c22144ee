import { randomUUID } from 'node:crypto'
import type { Db } from '../../../db/connect.ts'
import { inTransaction } from '../../../db/transaction.ts'
import type { ScheduleTable } from '../../../db/schema/pulse.ts'
import { wallClock, zonedTime } from '../../i18n/zone.ts'
import { enqueue } from '../../jobs/job.server.ts'
import { Audience } from '../audience.ts'
import type { Survey } from '../survey.ts'
import { storedSurvey } from '../surveys/survey-store.server.ts'
import { clockAfter, type Frequency, openingAfter, openingUntil } from './calendar.ts'
import { storePlan } from './plan.server.ts'
import { surveyOfRound } from './rotation.ts'

export interface NewSchedule {
  surveyId: string
  frequency: Frequency
  audience: Audience
  /** By the company's clock, 'YYYY-MM-DDTHH:MM'. */
  firstOpens: string
  /** By the clock on the wall; shorter than the time to the next round. */
  openMinutes: number
  /** Rating items a round; 0 asks the whole survey each time. */
  items: number
  reminders: number
}

export interface Schedule extends NewSchedule {
  id: string
  /** The next opening, by the company's clock. */
  opens: string
  /** How many rounds were planned so far: the number of the next. */
  round: number
  active: boolean
}

function read(row: ScheduleTable): Schedule {
  return {
    id: row.id,
    surveyId: row.survey_id,
    frequency: row.frequency,
    audience: Audience.parse(JSON.parse(row.audience)),
    firstOpens: row.first_opens,
    openMinutes: row.open_minutes,
    items: row.items,
    reminders: row.reminders,
    opens: row.opens,
    round: row.round,
    active: row.active === 1,
  }
}

export async function schedules(db: Db): Promise<Schedule[]> {
  const rows = await db
    .selectFrom('pulse_schedule')
    .orderBy('active', 'desc')
    .orderBy('opens')
    .orderBy('id')
    .selectAll()
    .execute()
  return rows.map(read)
}

export async function schedule(db: Db, id: string): Promise<Schedule | null> {
  const row = await db
    .selectFrom('pulse_schedule')
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst()
  return row ? read(row) : null
}

/** Stores rounds to come, which `checkWish` has found sound; returns the schedule's id. The same `id` twice is one schedule. */
export async function startSchedule(
  db: Db,
  wish: NewSchedule,
  timeZone: string,
  id = randomUUID() as string,
): Promise<string> {
  await inTransaction(db, async (trx) => {
    await trx
      .insertInto('pulse_schedule')
      .values({
        id,
        survey_id: wish.surveyId,
        frequency: wish.frequency,
        audience: JSON.stringify(wish.audience),
        first_opens: wish.firstOpens,
        opens: wish.firstOpens,
        open_minutes: wish.openMinutes,
        items: wish.items,
        reminders: wish.reminders,
        round: 0,
        active: 1,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
    await enqueueRound(trx, wish.firstOpens, timeZone)
  })
  return id
}

function enqueueRound(db: Db, opens: string, timeZone: string) {
  const runAt = zonedTime(opens, timeZone)!
  return enqueue(db, { key: `pulse.rounds@${runAt.getTime()}`, kind: 'pulse.rounds', runAt })
}

/** No further round until it is resumed; a wave that is open or being made goes on. */
export async function pauseSchedule(db: Db, id: string): Promise<'paused' | 'not-found'> {
  const { numUpdatedRows } = await db
    .updateTable('pulse_schedule')
    .where('id', '=', id)
    .set({ active: 0 })
    .executeTakeFirst()
  return numUpdatedRows === 1n ? 'paused' : 'not-found'
}

/** Goes on with the next opening that still lies ahead; rounds missed meanwhile are not made up for. */
export async function resumeSchedule(
  db: Db,
  id: string,
  timeZone: string,
  now: Date,
): Promise<'resumed' | 'not-found'> {
  const known = await schedule(db, id)
  if (!known) return 'not-found'
  const clock = wallClock(now.getTime(), timeZone)
  const opens =
    known.opens > clock ? known.opens : openingAfter(known.firstOpens, known.frequency, clock)
  await inTransaction(db, async (trx) => {
    await trx
      .updateTable('pulse_schedule')
      .where('id', '=', id)
      .where('active', '=', 0)
      .set({ active: 1, opens })
      .execute()
    await enqueueRound(trx, opens, timeZone)
  })
  return 'resumed'
}

/**
 * Plans the round of every schedule whose time has come, to be launched at once: each round once, by however many
 * processes this is asked. Where the portal was down over several openings the last of them is made, unless it would be closed by
 * now. A schedule whose survey was archived pauses.
 */
export async function tendSchedules(db: Db, timeZone: string, now: Date): Promise<void> {
  const clock = wallClock(now.getTime(), timeZone)
  const rows = await db
    .selectFrom('pulse_schedule')
    .where('active', '=', 1)
    .where('opens', '<=', clock)
    .selectAll()
    .execute()
  for (const due of rows.map(read)) {
    const survey = await storedSurvey(db, due.surveyId)
    if (!survey || survey.archivedAt !== null) {
      await pauseSchedule(db, due.id)
      continue
    }
    await planRound(db, due, survey.survey, timeZone, now)
  }
}

async function planRound(
  db: Db,
  due: Schedule,
  survey: Survey,
  timeZone: string,
  now: Date,
): Promise<void> {
  const clock = wallClock(now.getTime(), timeZone)
  const opens = openingUntil(due.firstOpens, due.frequency, clock)!
  const next = openingAfter(due.firstOpens, due.frequency, clock)
  const closesAt = zonedTime(clockAfter(opens, due.openMinutes), timeZone)!
  const inTime = closesAt > now
  await inTransaction(db, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('pulse_schedule')
      .where('id', '=', due.id)
      .where('active', '=', 1)
      .where('opens', '=', due.opens)
      .where('round', '=', due.round)
      .set({ opens: next, round: due.round + (inTime ? 1 : 0) })
      .executeTakeFirst()
    // Another process was here first.
    if (numUpdatedRows !== 1n) return
    await enqueueRound(trx, next, timeZone)
    if (!inTime) return
    await storePlan(trx, {
      survey: surveyOfRound(survey, due.items, due.round),
      audience: due.audience,
      opensAt: zonedTime(opens, timeZone)!,
      closesAt,
      reminders: due.reminders,
      schedule: { id: due.id, round: due.round },
    })
  })
}

export interface Round {
  /** By the company's clock. */
  opens: string
  closes: string
  survey: Survey
}

/** The next rounds as they will be if nothing changes, with their questions. */
export function nextRounds(
  rounds: Pick<Schedule, 'firstOpens' | 'opens' | 'frequency' | 'openMinutes' | 'items' | 'round'>,
  survey: Survey,
  count = 3,
): Round[] {
  const next: Round[] = []
  let { opens } = rounds
  for (let i = 0; i < count; i++) {
    next.push({
      opens,
      closes: clockAfter(opens, rounds.openMinutes),
      survey: surveyOfRound(survey, rounds.items, rounds.round + i),
    })
    opens = openingAfter(rounds.firstOpens, rounds.frequency, opens)
  }
  return next
}
