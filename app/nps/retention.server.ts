import { compiled } from '../../db/compiled.ts'
import type { Db } from '../../db/connect.ts'

export interface Retention {
  /** Days after which how to reach a customer is removed. */
  contactDays: number
  /** Months after which words are removed and the score alone stays; null: never. */
  wordsMonths: number | null
}

/** Until somebody says otherwise: long enough for a case, and for the questions of two seasons. */
export const RETENTION: Retention = { contactDays: 90, wordsMonths: 24 }

const rows = compiled((db: Db) =>
  db
    .selectFrom('nps_retention')
    .where('id', '=', 1)
    .select(['contact_days as contactDays', 'words_months as wordsMonths']),
)

export async function retention(db: Db): Promise<Retention> {
  return (await rows(db, {}))[0] ?? RETENTION
}

/** What HR may ask for, in days and months. */
export const KEPT = { days: [30, 90, 180, 365], months: [6, 12, 24, 36] } as const

export async function setRetention(
  db: Db,
  { contactDays, wordsMonths }: Retention,
  by: string,
  now: Date,
): Promise<void> {
  const said = {
    contact_days: contactDays,
    words_months: wordsMonths,
    set_by: by,
    set_at: now.getTime(),
  }
  await db
    .insertInto('nps_retention')
    .values({ id: 1, ...said })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(said))
    .execute()
}
