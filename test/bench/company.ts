import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { hashSecret } from '../../app/auth/hashing.server.ts'
import { GRADES, SIGNS } from '../../app/feedback/kinds.ts'
import type { PersonLine } from '../../app/people/importing/row.ts'
import { chunks } from '../../app/pulse/wave.server.ts'
import { touchpoints } from '../../app/touchpoints/touchpoint.server.ts'
import {
  answerKey,
  answerQuestion,
  finishModule,
  latestAttempt,
  startModule,
} from '../../app/training/attempt.server.ts'
import { enterReview } from '../../app/training/cards/card.server.ts'
import { moduleBySlug } from '../../app/training/content.server.ts'
import type { Db } from '../../db/connect.ts'
import { staffLine, staffNumber } from './staff.ts'

/** People of one site, the first of whom leads it; and sites of one region. */
const AT_A_SITE = 50
const IN_A_REGION = 25
const DAY_MS = 86_400_000

export const PASSWORD = 'seven wet umbrellas'

/** So many people in sites of fifty; nobody has an e-mail address, so that no mail goes out meanwhile. */
export function companyLines(size: number): PersonLine[] {
  return Array.from({ length: size }, (_, i) => {
    const site = Math.floor(i / AT_A_SITE)
    const unit = `Garden/Region ${1 + Math.floor(site / IN_A_REGION)}/Site ${1 + site}`
    return staffLine(i, unit, i % AT_A_SITE === 0)
  })
}

export function sitesOf(size: number): number {
  return size / AT_A_SITE
}

/** Whoever is in the middle of the list and leads nobody, and who leads their site. */
export function inTheMiddle(size: number): { employee: string; leader: string } {
  const first = Math.floor(size / 2 / AT_A_SITE) * AT_A_SITE
  return { employee: staffNumber(first + 7), leader: staffNumber(first) }
}

/** Every fifth person noticed something once within a year, with the totals that belong to it. */
export async function observed(db: Db, now: Date): Promise<number> {
  const people = await db
    .selectFrom('people_employee')
    .where(({ eb, or }) => or(['%5', '%9'].map((ending) => eb('staff_number', 'like', ending))))
    .orderBy('staff_number')
    .select(['id', 'unit_id'])
    .execute()
  const codes = touchpoints().map(({ code }) => code)
  const rows = people.map(({ id, unit_id }, i) => {
    const at = new Date(now.getTime() - ((i * 37) % 360) * DAY_MS)
    return {
      ...{ id: randomUUID(), form_key: randomUUID(), author_id: id, named: 0 as const },
      ...{ site_id: unit_id, touchpoint: codes[i % codes.length]!, grade: GRADES[i % 3]! },
      ...{ note: 'Nobody was at the second till while eleven people queued', suggestion: '' },
      ...{ status: i % 3 === 0 ? ('new' as const) : ('seen' as const), reason: '' },
      ...{ observed_at: at.getTime(), observed_on: at.toISOString().slice(0, 10) },
    }
  })
  await db.transaction().execute(async (trx) => {
    for (const some of chunks(rows)) {
      await trx.insertInto('feedback_observation').values(some).execute()
      const signs = some.map(({ id }, i) => ({
        observation_id: id,
        sign: SIGNS[i % SIGNS.length]!,
      }))
      await trx.insertInto('feedback_sign').values(signs).execute()
    }
    await sql`
      insert into feedback_grade_total (site_id, touchpoint, month, poor, normal, wow)
      select site_id, touchpoint, substr(observed_on, 1, 7), sum(case grade when 'poor' then 1 else 0 end),
        sum(case grade when 'normal' then 1 else 0 end), sum(case grade when 'wow' then 1 else 0 end)
      from feedback_observation group by 1, 2, 3`.execute(trx)
    await sql`
      insert into feedback_sign_total (site_id, sign, month, seen)
      select o.site_id, s.sign, substr(o.observed_on, 1, 7), count(*)
      from feedback_sign s join feedback_observation o on o.id = s.observation_id
      group by 1, 2, 3`.execute(trx)
  })
  return rows.length
}

/**
 * Six of ten people have finished the first module and have its questions in review: one by the portal's own functions,
 * the others as that one did.
 */
export async function learnt(db: Db, now: Date): Promise<number> {
  const first = staffNumber(1)
  const { id: pattern } = await db
    .selectFrom('people_employee')
    .where('staff_number', '=', first)
    .select('id')
    .executeTakeFirstOrThrow()
  const module = moduleBySlug('chain')!
  await startModule(db, module, pattern, now)
  const attempt = (await latestAttempt(db, pattern, module.plan.id))!
  for (const [i, drawn] of attempt.answers.entries()) {
    await answerQuestion(db, module.plan, attempt, i, answerKey(module.plan, drawn), now)
  }
  await finishModule(db, attempt, now)
  await enterReview(db, module.plan, attempt, now.getTime())

  const others = sql`e.staff_number like 'n%' and e.id <> ${pattern} and substr(e.staff_number, 7, 1) < '6'`
  const own = sql`p.employee_id = ${pattern}`
  return db.transaction().execute(async (trx) => {
    const as = { employee_id: sql`e.id`, id: sql`'try-' || e.id`, attempt_id: sql`'try-' || e.id` }
    for (const [table, of] of [
      ['training_enrolment', own],
      ['training_attempt', own],
      ['training_answer', sql`p.attempt_id = ${attempt.id}`],
      ['training_pass', own],
      ['training_card', own],
    ] as const) {
      const row =
        await sql<object>`select p.* from ${sql.table(table)} p where ${of} limit 1`.execute(trx)
      const columns = Object.keys(row.rows[0]!)
      const values = columns.map((name) => as[name as keyof typeof as] ?? sql.ref(`p.${name}`))
      await sql`
        insert into ${sql.table(table)} (${sql.join(columns.map((name) => sql.ref(name)))})
        select ${sql.join(values)} from ${sql.table(table)} p cross join people_employee e
        where ${of} and ${others}`.execute(trx)
    }
    const { count } = await trx
      .selectFrom('training_pass')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return Number(count)
  })
}

/** Gives these people one and the same password: to check one takes as long whoever else has it. */
export async function withPasswords(db: Db, ids: readonly string[], now: Date): Promise<void> {
  const hash = await hashSecret(PASSWORD)
  for (const some of chunks(ids)) {
    const rows = some.map((employee_id) => ({ employee_id, hash, set_at: now.getTime() }))
    await db.insertInto('auth_password').values(rows).execute()
  }
}
