import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import { company } from '../people/company.server.ts'
import { siteOf } from '../people/unit.ts'
import { unitTree } from '../people/unit.server.ts'
import { touchpointByCode } from '../touchpoints/touchpoint.server.ts'
import { joinObservation } from './join.server.ts'
import { dayIn, LONGEST } from './kinds.ts'
import { observation } from './observation.server.ts'
import { sitesSeen, type Viewer } from './sites.ts'

export interface Wish {
  /** Names the customer's answer: of one answer comes one observation, whoever taps. */
  answer: string
  unitId: string
  touchpoint: string
  /** The customer's words, already without what tells who they are. */
  words: string
}

/**
 * A customer's "what would make it a ten" becomes an observation of the site. Whoever taps second says "me too". It is no
 * grade of a colleague's, so it is in no total: what customers say and what staff see are compared with each other.
 */
export async function takeUpWish(
  db: Db,
  by: Viewer,
  wish: Wish,
  now: Date,
): Promise<{ outcome: 'taken-up' | 'joined' | 'own'; id: string } | { outcome: 'not-found' }> {
  const words = wish.words.trim().slice(0, LONGEST)
  const units = await unitTree(db)
  const site = siteOf(units, wish.unitId)
  if (!site || !sitesSeen(units, by).includes(site.id)) return { outcome: 'not-found' }
  if (words === '' || !touchpointByCode(wish.touchpoint)) return { outcome: 'not-found' }
  const { timeZone } = await company(db)
  return inTransaction(db, async (trx) => {
    const id = crypto.randomUUID()
    const stored = await trx
      .insertInto('feedback_observation')
      .values({
        id,
        form_key: id,
        author_id: by.id,
        named: 0,
        site_id: site.id,
        touchpoint: wish.touchpoint,
        grade: 'normal',
        note: '',
        suggestion: words,
        status: 'new',
        reason: '',
        observed_at: now.getTime(),
        observed_on: dayIn(now, timeZone),
        moved_at: null,
        looked_at: null,
        done_on: null,
        merged_into: null,
        wish: wish.answer,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (stored) return { outcome: 'taken-up', id }
    const first = await trx
      .selectFrom('feedback_observation')
      .where('wish', '=', wish.answer)
      .select('id')
      .executeTakeFirstOrThrow()
    const found = await observation(trx, first.id, by)
    if (!found) return { outcome: 'not-found' }
    if (found.mine) return { outcome: 'own', id: first.id }
    await joinObservation(trx, first.id, by, now)
    return { outcome: 'joined', id: first.id }
  })
}

/** Of these answers those that became an observation already, with its id. */
export async function wishesTakenUp(
  db: Db,
  answers: readonly string[],
): Promise<Map<string, string>> {
  if (answers.length === 0) return new Map()
  const rows = await db
    .selectFrom('feedback_observation')
    .where('wish', 'in', answers)
    .select(['id', 'wish'])
    .execute()
  return new Map(rows.map(({ id, wish }) => [wish!, id]))
}

/** The answers whose words stand in observations. */
export async function wishesKept(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('feedback_observation')
    .where('wish', 'is not', null)
    .where('suggestion', '<>', '')
    .select((eb) => eb.ref('wish').$notNull().as('wish'))
    .execute()
  return rows.map(({ wish }) => wish)
}

/** The customers' words go where those of their answers went: what was planned or done because of them stays. */
export async function eraseWishes(db: Db, answers: readonly string[]): Promise<void> {
  if (answers.length === 0) return
  await db
    .updateTable('feedback_observation')
    .set({ suggestion: '' })
    .where('wish', 'in', answers)
    .execute()
}
