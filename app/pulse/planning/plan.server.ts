import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../../db/connect.ts'
import { inTransaction } from '../../../db/transaction.ts'
import type { PlanTable } from '../../../db/schema/pulse.ts'
import { company } from '../../people/company.server.ts'
import { enqueue } from '../../jobs/job.server.ts'
import { Audience } from '../audience.ts'
import { launchWave } from '../launch.server.ts'
import { Survey } from '../survey.ts'
import { reminderTimes } from './reminder.ts'

export type Refusal = 'too-few' | 'ends-before-it-begins'

export interface NewPlan {
  survey: Survey
  audience: Audience
  opensAt: Date
  closesAt: Date
  /** 0–2, to everybody eligible. */
  reminders: number
  /** Where it comes back by itself: whose round it is. */
  schedule?: { id: string; round: number }
}

export interface Plan extends Omit<NewPlan, 'schedule'> {
  id: string
  schedule: { id: string; round: number } | null
  status: PlanTable['status']
  /** While the keys are made: how many of how many; `keys` null before the first. */
  keysMade: number
  keys: number | null
  refusal: Refusal | null
  waveId: string | null
}

/** Nothing has opened yet, and it still may. */
const AHEAD: PlanTable['status'][] = ['planned', 'making']

/**
 * Writes down a wave to be launched at its time, by whichever process is there then; returns the plan's id. The same `id`
 * twice is one plan: a button may be pressed twice.
 */
export async function planWave(
  db: Db,
  plan: NewPlan,
  id = randomUUID() as string,
): Promise<string> {
  return inTransaction(db, (trx) => storePlan(trx, plan, id))
}

export async function storePlan(
  trx: Trx,
  plan: NewPlan,
  id = randomUUID() as string,
): Promise<string> {
  await trx
    .insertInto('pulse_plan')
    .values({
      id,
      survey: JSON.stringify(plan.survey),
      audience: JSON.stringify(plan.audience),
      opens_at: plan.opensAt.getTime(),
      closes_at: plan.closesAt.getTime(),
      reminders: plan.reminders,
      schedule_id: plan.schedule?.id ?? null,
      round: plan.schedule?.round ?? null,
      status: 'planned',
      keys_made: 0,
      keys: null,
      refusal: null,
      wave_id: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  await enqueueLaunch(trx, id, plan.opensAt)
  return id
}

function enqueueLaunch(db: Db, id: string, runAt: Date) {
  const key = `pulse.launch:${id}@${runAt.getTime()}`
  return enqueue(db, { key, kind: 'pulse.launch', payload: { plan: id }, runAt })
}

function read(row: PlanTable): Plan {
  return {
    id: row.id,
    survey: Survey.parse(JSON.parse(row.survey)),
    audience: Audience.parse(JSON.parse(row.audience)),
    opensAt: new Date(row.opens_at),
    closesAt: new Date(row.closes_at),
    reminders: row.reminders,
    schedule: row.schedule_id === null ? null : { id: row.schedule_id, round: row.round! },
    status: row.status,
    keysMade: row.keys_made,
    keys: row.keys,
    refusal: row.refusal as Refusal | null,
    waveId: row.wave_id,
  }
}

export async function plan(db: Db, id: string): Promise<Plan | null> {
  const row = await db.selectFrom('pulse_plan').where('id', '=', id).selectAll().executeTakeFirst()
  return row ? read(row) : null
}

/** The plan a wave came of; null for one that was launched without. */
export async function planOfWave(db: Db, waveId: string): Promise<Plan | null> {
  const row = await db
    .selectFrom('pulse_plan')
    .where('wave_id', '=', waveId)
    .selectAll()
    .executeTakeFirst()
  return row ? read(row) : null
}

/** What is still to open, the next first. */
export async function plansAhead(db: Db): Promise<Plan[]> {
  const rows = await db
    .selectFrom('pulse_plan')
    .where('status', 'in', AHEAD)
    .orderBy('opens_at')
    .orderBy('id')
    .selectAll()
    .execute()
  return rows.map(read)
}

/** The rounds of a schedule that were planned, the newest first. */
export async function plansOf(db: Db, scheduleId: string, limit = 12): Promise<Plan[]> {
  const rows = await db
    .selectFrom('pulse_plan')
    .where('schedule_id', '=', scheduleId)
    .orderBy('round', 'desc')
    .limit(limit)
    .selectAll()
    .execute()
  return rows.map(read)
}

/** Before it opens, also while its keys are made: then they are destroyed. 'too-late' once it is open. */
export async function cancelPlan(
  db: Db,
  id: string,
): Promise<'cancelled' | 'too-late' | 'not-found'> {
  const { numUpdatedRows } = await db
    .updateTable('pulse_plan')
    .where('id', '=', id)
    .where('status', 'in', [...AHEAD, 'cancelled'])
    .set({ status: 'cancelled' })
    .executeTakeFirst()
  if (numUpdatedRows === 1n) return 'cancelled'
  return (await plan(db, id)) ? 'too-late' : 'not-found'
}

/** Takes the cancelling back; a wave that should be open by now opens at once. 'too-late' where it would have closed. */
export async function restorePlan(
  db: Db,
  id: string,
  now: Date,
): Promise<'planned' | 'too-late' | 'not-found'> {
  const known = await plan(db, id)
  if (!known) return 'not-found'
  return inTransaction(db, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('pulse_plan')
      .where('id', '=', id)
      .where('status', '=', 'cancelled')
      .where('closes_at', '>', now.getTime())
      .set({ status: 'planned', keys_made: 0, keys: null })
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return AHEAD.includes(known.status) ? 'planned' : 'too-late'
    // The first job may have come and gone while the plan was cancelled.
    await enqueueLaunch(trx, id, known.opensAt > now ? known.opensAt : now)
    return 'planned'
  })
}

/** Another process launched the plan, or it was cancelled, while the keys were made. */
class NotOurs extends Error {}

/**
 * Makes the keys of a due plan and opens its wave, once, however often and by however many this is asked: whoever commits the wave
 * first turns the plan to 'launched' in the same transaction. What is cut off before that leaves no wave, and the next
 * attempt begins anew. 'refused': the plan says why, and nothing opened. `told` is asked in that transaction.
 */
export async function launchPlan(
  db: Db,
  keyDir: string,
  planId: string,
  timeZone: string,
  now: Date,
  told?: (trx: Db, waveId: string, survey: Survey) => Promise<void>,
): Promise<'launched' | 'refused' | 'nothing-to-do'> {
  const ahead = (trx: Db) =>
    trx.updateTable('pulse_plan').where('id', '=', planId).where('status', 'in', AHEAD)
  const { numUpdatedRows } = await ahead(db)
    .where('opens_at', '<=', now.getTime())
    .set({ status: 'making', keys_made: 0, keys: null })
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return 'nothing-to-do'
  const due = (await plan(db, planId))!

  const progress = { made: 0, all: 0, written: 0 }
  let writing = Promise.resolve()
  const write = async () => {
    const { made, all } = progress
    if (made === progress.written) return
    progress.written = made
    await ahead(db).set({ keys_made: made, keys: all }).execute()
  }
  const timer = setInterval(() => {
    // A figure that is late by half a second is no failure.
    writing = writing.then(write).catch(() => {})
  }, 500)
  try {
    const launched = await launchWave(db, keyDir, due.survey, due.closesAt, now, {
      audience: due.audience,
      onKey: (made, all) => Object.assign(progress, { made, all }),
      claim: async (trx, waveId) => {
        const taken = await ahead(trx)
          .set({ status: 'launched', wave_id: waveId, keys_made: progress.all, keys: progress.all })
          .executeTakeFirst()
        if (taken.numUpdatedRows !== 1n) throw new NotOurs('the plan was launched or cancelled')
        const { quiet } = await company(trx)
        const times = reminderTimes(now, due.closesAt, due.reminders, timeZone, quiet)
        for (const [i, runAt] of times.entries()) {
          const key = `pulse.remind:${waveId}:${i + 1}`
          const payload = { wave: waveId, nth: i + 1 }
          await enqueue(trx, { key, kind: 'pulse.remind', payload, runAt })
        }
        await told?.(trx, waveId, due.survey)
      },
    })
    if (typeof launched !== 'string') return 'launched'
    await ahead(db).set({ status: 'refused', refusal: launched }).execute()
    return 'refused'
  } catch (error) {
    if (error instanceof NotOurs) return 'nothing-to-do'
    throw error
  } finally {
    clearInterval(timer)
    await writing
  }
}
