import { hostname } from 'node:os'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../../db/connect.ts'
import type { Database } from '../../db/schema/index.ts'
import { SettingsError } from '../http/settings.ts'
import { destroyKeys } from '../pulse/keys.server.ts'

const MARK = 'demo.company'

/** A filling on another machine that has not spoken for so long is dead. */
const LEASE = 60_000
/** How often a filling speaks, at most. */
const BEAT = 2_000

export interface Filling {
  /** Said again and again: this process is alive. Throws where another has taken over. */
  alive: () => Promise<void>
  /** From here on the company counts. */
  finish: () => Promise<void>
}

/**
 * Takes an empty database for filling; null where there is something in it, a finished demo company
 * included. A mark stands in the table of jobs from before the first unit until after the last figure.
 * What a dead process left half filled is cleared and taken anew, unless somebody could have signed in
 * since: then it throws, in words. Waits for a process that is filling it now.
 */
export async function beginFilling(
  db: Db,
  keyDir: string,
  now: Date,
  say: (line: string) => void,
): Promise<Filling | null> {
  const start = performance.now()
  const clock = () => Math.round(now.getTime() + performance.now() - start)
  let waiting = false
  for (;;) {
    const mark = await db
      .selectFrom('job')
      .where('key', '=', MARK)
      .select(['lease_until as lease', 'done_at', 'payload'])
      .executeTakeFirst()
    if (mark && mark.done_at !== null) return null
    if (!mark) {
      if (await anything(db)) return null
      const lease = clock() + LEASE
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('job')
        .values({
          key: MARK,
          kind: MARK,
          payload: JSON.stringify(ME),
          run_at: now.getTime(),
          lease_until: lease,
          attempts: 0,
          done_at: null,
          error: null,
        })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .executeTakeFirst()
      if (numInsertedOrUpdatedRows === 1n) return filling(db, clock, lease)
    } else if (mark.lease > clock() && !isGone(mark.payload)) {
      if (!waiting) say('Another start is filling this database; waiting for it.')
      waiting = true
      await sleep(500)
    } else {
      if (await anybodyCame(db)) throw new SettingsError(HALF_FILLED)
      const lease = clock() + LEASE
      if (!(await renewed(db, mark.lease, { lease_until: lease, payload: JSON.stringify(ME) })))
        continue
      say('An earlier start was cut off while filling this database; beginning anew.')
      await clear(db, keyDir)
      return filling(db, clock, lease)
    }
  }
}

const ME = { host: hostname(), pid: process.pid }

/** Whether the process that made the mark ran on this machine and is no more; an earlier one with our own number is. */
function isGone(payload: string): boolean {
  const { host, pid } = JSON.parse(payload) as typeof ME
  if (host !== ME.host) return false
  if (pid === ME.pid) return true
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

const HALF_FILLED =
  'This database holds a demo company that was cut off while it was made, and somebody may have signed in since.\n' +
  'Nothing was changed. Choose another DATA_DIR (or DATABASE_URL), or delete this one to begin anew.'

function filling(db: Db, clock: () => number, begun: number): Filling {
  let lease = begun
  const renew = async (set: Renewal) => {
    if (!(await renewed(db, lease, set))) {
      throw new Error('another process has taken over the filling of this database')
    }
    lease = set.lease_until
  }
  return {
    async alive() {
      const until = clock() + LEASE
      if (until - lease >= BEAT) await renew({ lease_until: until })
    },
    finish: () => renew({ lease_until: 0, done_at: clock() }),
  }
}

interface Renewal {
  lease_until: number
  payload?: string
  done_at?: number
}

/** The lease's own value is the fence, as with every job. */
async function renewed(db: Db, lease: number, set: Renewal) {
  const { numUpdatedRows } = await db
    .updateTable('job')
    .set(set)
    .where('key', '=', MARK)
    .where('lease_until', '=', lease)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

async function anything(db: Db): Promise<boolean> {
  return (await db.selectFrom('people_unit').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** Nobody gets into a portal without a link. */
async function anybodyCame(db: Db): Promise<boolean> {
  const link = await db.selectFrom('auth_link').select('employee_id').limit(1).executeTakeFirst()
  const session = await db.selectFrom('auth_session').select('id').limit(1).executeTakeFirst()
  return link !== undefined || session !== undefined
}

/** Every table that the filling writes to, children before parents. */
const TABLES = [
  'impact_huddle',
  'impact_link',
  'impact_value_rule',
  'training_certificate',
  'training_exam_answer',
  'training_exam',
  'training_pass',
  'training_reminder',
  'training_assigned',
  'training_assignment_module',
  'training_assignment',
  'training_figure',
  'training_walk',
  'training_promise_card',
  'training_card',
  'training_note',
  'training_answer',
  'training_attempt',
  'training_enrolment',
  'training_version',
  'pulse_plan',
  'pulse_schedule',
  'pulse_progress',
  'pulse_reply',
  'pulse_promise',
  'pulse_comment_topic',
  'pulse_topic',
  'pulse_comment',
  'pulse_cell',
  'pulse_response',
  'pulse_issued',
  'pulse_eligible',
  'pulse_group',
  'pulse_wave',
  'feedback_thanks',
  'feedback_move',
  'feedback_join',
  'feedback_sign',
  'feedback_observation',
  'feedback_grade_total',
  'feedback_sign_total',
  'nps_alert',
  'nps_response_news',
  'nps_delivery',
  'nps_webhook_secret',
  'nps_webhook',
  'nps_case_step',
  'nps_case',
  'nps_import_error',
  'nps_contact',
  'nps_code',
  'nps_alias',
  'nps_erasure',
  'nps_retention',
  'impact_fix',
  'impact_money',
  'nps_response',
  'nps_total',
  'nps_import',
  'nps_source',
  'touchpoint_serving',
  'people_request',
  'people_role',
  'people_employee',
  'people_unit',
  'people_company',
] as const satisfies (keyof Database)[]

async function clear(db: Db, keyDir: string): Promise<void> {
  for (const { id } of await db.selectFrom('pulse_wave').select('id').execute()) {
    destroyKeys(keyDir, id)
  }
  await db.transaction().execute(async (trx) => {
    await trx.updateTable('feedback_observation').set({ merged_into: null }).execute()
    // One parent at a time could stand before its child.
    await trx.updateTable('people_unit').set({ parent_id: null }).execute()
    for (const table of TABLES) await trx.deleteFrom(table).execute()
    await trx.deleteFrom('job').where('key', '<>', MARK).execute()
  })
}
