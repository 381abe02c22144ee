import type { Db } from '../../db/connect.ts'
import type { StoredLesson } from './lesson.server.ts'
import type { StoredLink } from './link.server.ts'
import type { StoredPulse } from './pulse-link.server.ts'
import type { StoredPurchases } from './purchase.server.ts'
import type { StoredSatisfaction } from './satisfaction.server.ts'

export const LINK = 'company'
export const PURCHASES = 'purchases'
export const SATISFACTION = 'satisfaction'
export const LESSON = 'lesson'
export const PULSE = 'pulse'

/** The rows behind them, which no page needs. */
export const LINK_ROWS = 'company-rows'
export const LESSON_ROWS = 'lesson-rows'
export const PULSE_ROWS = 'pulse-rows'

export interface StoredResults {
  link: StoredLink | null
  purchases: StoredPurchases | null
  lesson: StoredLesson | null
  pulse: StoredPulse | null
}

/** What the jobs last found for the whole company, in one read; null where one has not run yet. */
export async function storedResults(db: Db): Promise<StoredResults> {
  const rows = await db
    .selectFrom('impact_link')
    .where('scope', 'in', [LINK, PURCHASES, LESSON, PULSE])
    .select(['scope', 'result', 'computed_at as computedAt'])
    .execute()
  const of = (scope: string) => {
    const row = rows.find((one) => one.scope === scope)
    return row ? { ...JSON.parse(row.result), computedAt: row.computedAt } : null
  }
  return { link: of(LINK), purchases: of(PURCHASES), lesson: of(LESSON), pulse: of(PULSE) }
}

/** Rows behind a result, of the form their job stores; null before the first time. */
export async function storedRows<Rows>(db: Db, scope: string): Promise<Rows | null> {
  const row = await db
    .selectFrom('impact_link')
    .where('scope', '=', scope)
    .select('result')
    .executeTakeFirst()
  return row ? (JSON.parse(row.result) as Rows) : null
}

/** Puts results in the place of the last ones, all of them or none. */
export async function store(db: Db, now: Date, made: Record<string, unknown>): Promise<void> {
  const computed_at = now.getTime()
  await db.transaction().execute(async (trx) => {
    for (const [scope, one] of Object.entries(made)) {
      const result = JSON.stringify(one)
      await trx
        .insertInto('impact_link')
        .values({ scope, result, computed_at })
        .onConflict((conflict) => conflict.column('scope').doUpdateSet({ result, computed_at }))
        .execute()
    }
  })
}

/** What the job last found on satisfaction beside the score; null where it has not run yet. */
export async function storedSatisfaction(db: Db): Promise<StoredSatisfaction | null> {
  const row = await db
    .selectFrom('impact_link')
    .where('scope', '=', SATISFACTION)
    .select(['result', 'computed_at as computedAt'])
    .executeTakeFirst()
  return row ? { ...JSON.parse(row.result), computedAt: row.computedAt } : null
}
