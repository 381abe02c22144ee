import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import { company } from '../people/company.server.ts'
import type { Employee } from '../people/employee.server.ts'
import { siteOf } from '../people/unit.ts'
import { unitTree } from '../people/unit.server.ts'
import { touchpointByCode } from '../touchpoints/touchpoint.server.ts'
import { dayIn, SIGNS } from './kinds.ts'
import { Observation } from './observation.ts'
import { sitesSeen, sitesToChoose, type Viewer } from './sites.ts'
import { countObservation } from './total.server.ts'
import { isId, observationRows, type ObservationView } from './view.server.ts'

export type Logged =
  | { outcome: 'logged' | 'already-logged'; id: string }
  | { outcome: 'unknown-touchpoint' | 'site-missing' }

/**
 * Stores what somebody saw at a touchpoint of their site and adds it to the site's totals of the month.
 * The same form sent twice gives the first one's id.
 */
export async function logObservation(
  db: Db,
  by: Pick<Employee, 'id' | 'unitId'>,
  data: Observation,
  now: Date,
): Promise<Logged> {
  const seen = Observation.parse(data)
  if (!touchpointByCode(seen.touchpoint)) return { outcome: 'unknown-touchpoint' }
  const units = await unitTree(db)
  const siteId =
    siteOf(units, by.unitId)?.id ??
    sitesToChoose(units, by).find((site) => site.id === seen.siteId)?.id
  if (!siteId) return { outcome: 'site-missing' }
  const { timeZone } = await company(db)
  const day = dayIn(now, timeZone)
  const signs = SIGNS.filter((sign) => seen.signs.includes(sign))

  return inTransaction(db, async (trx) => {
    const id = randomUUID()
    const stored = await trx
      .insertInto('feedback_observation')
      .values({
        id,
        form_key: seen.key,
        author_id: by.id,
        named: seen.named ? 1 : 0,
        site_id: siteId,
        touchpoint: seen.touchpoint,
        grade: seen.grade,
        note: seen.note,
        suggestion: seen.suggestion,
        status: 'new',
        reason: '',
        observed_at: now.getTime(),
        observed_on: day,
        moved_at: null,
        looked_at: null,
        done_on: null,
        merged_into: null,
      })
      .onConflict((conflict) => conflict.columns(['author_id', 'form_key']).doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!stored) {
      const first = await trx
        .selectFrom('feedback_observation')
        .where('author_id', '=', by.id)
        .where('form_key', '=', seen.key)
        .select('id')
        .executeTakeFirstOrThrow()
      return { outcome: 'already-logged', id: first.id }
    }
    if (signs.length > 0) {
      await trx
        .insertInto('feedback_sign')
        .values(signs.map((sign) => ({ observation_id: id, sign })))
        .execute()
    }
    const { touchpoint, grade } = seen
    await countObservation(trx, { siteId, touchpoint, month: day.slice(0, 7), grade, signs })
    return { outcome: 'logged', id }
  })
}

/** One observation as this person may see it: their own, or their site's, or one of the sites they lead; else null. */
export async function observation(
  db: Db,
  id: string,
  viewer: Viewer,
): Promise<ObservationView | null> {
  if (!isId(id)) return null
  const sites = sitesSeen(await unitTree(db), viewer)
  const [found] = await observationRows(db, viewer.id, (query) =>
    query
      .where('o.id', '=', id)
      .where((eb) =>
        eb.or([
          eb('o.author_id', '=', viewer.id),
          ...(sites.length > 0 ? [eb('o.site_id', 'in', sites)] : []),
        ]),
      ),
  )
  return found ?? null
}

/** The author decides whether leader and colleagues read their name; nobody else can. */
export async function nameAuthor(
  db: Db,
  id: string,
  by: Pick<Employee, 'id'>,
  named: boolean,
): Promise<'kept' | 'not-found'> {
  if (!isId(id)) return 'not-found'
  const kept = await db
    .updateTable('feedback_observation')
    .set({ named: named ? 1 : 0 })
    .where('id', '=', id)
    .where('author_id', '=', by.id)
    .returning('id')
    .executeTakeFirst()
  return kept ? 'kept' : 'not-found'
}
