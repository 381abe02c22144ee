import type { Db } from '../../db/connect.ts'
import { company } from '../people/company.server.ts'
import { type Purchase, type Purchases, purchasesOf } from './purchase.ts'
import { PURCHASES, store } from './stored.server.ts'
import { monthsTo } from './window.ts'

/** Of the answers of twelve months with visits and basket, the newest so many: enough for any mean. */
const MOST = 100_000
const PAGE = 10_000
/** A file of old answers that came in last must not make it read on for ever. */
const PAGES = 30

export interface StoredPurchases extends Purchases {
  from: string
  to: string
  computedAt: number
}

/** Reads the answers that have visits and basket and stores what they say. Doing it twice is doing it once. */
export async function recomputePurchases(db: Db, now: Date): Promise<void> {
  const { timeZone } = await company(db)
  const months = monthsTo(now, timeZone)
  const window = { from: months[0] as string, to: months.at(-1) as string }
  const result = { ...purchasesOf(await newest(db, window.from)), ...window }
  await store(db, now, { [PURCHASES]: result })
}

/** A page at a time, by the index of those alone: nobody waits for it. */
async function newest(db: Db, month: string): Promise<Purchase[]> {
  const found: Purchase[] = []
  let before = Number.MAX_SAFE_INTEGER
  for (let page = 0; page < PAGES && found.length < MOST; page++) {
    const rows = await db
      .selectFrom('nps_response')
      .where('visits', 'is not', null)
      .where('basket', 'is not', null)
      .where('id', '<', before)
      .orderBy('id', 'desc')
      .limit(PAGE)
      .select(['id', 'score', 'answered_on as day'])
      .select((eb) => [
        eb.ref('visits').$notNull().as('visits'),
        eb.ref('basket').$notNull().as('basket'),
      ])
      .execute()
    for (const { day, score, visits, basket } of rows) {
      if (day >= month) found.push({ score, visits, basket })
    }
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) break
    before = last.id
  }
  return found
}
