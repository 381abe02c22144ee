import type { Db } from '../../db/connect.ts'
import type { StoredLink } from './link.server.ts'
import type { StoredPurchases } from './purchase.server.ts'
import type { StoredSatisfaction } from './satisfaction.server.ts'

export const LINK = 'company'
export const PURCHASES = 'purchases'
export const SATISFACTION = 'satisfaction'

export interface StoredResults {
  link: StoredLink | null
  purchases: StoredPurchases | null
}

/** What the jobs last found for the whole company, in one read; null where one has not run yet. */
export async function storedResults(db: Db): Promise<StoredResults> {
  const rows = await db
    .selectFrom('impact_link')
    .where('scope', 'in', [LINK, PURCHASES])
    .select(['scope', 'result', 'computed_at as computedAt'])
    .execute()
  const of = (scope: string) => {
    const row = rows.find((one) => one.scope === scope)
    return row ? { ...JSON.parse(row.result), computedAt: row.computedAt } : null
  }
  return { link: of(LINK), purchases: of(PURCHASES) }
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
