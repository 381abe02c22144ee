import type { Db, Trx } from '../../../db/connect.ts'
import { addCells, cellOf, takeFromTotals } from '../cell.server.ts'
import { changeContact } from '../contact.server.ts'
import { EXTRAS } from '../fields.ts'
import { retention } from '../retention.server.ts'
import { storeResponses, type Source } from '../store.server.ts'
import type { Outcome } from './kinds.ts'
import type { Heard } from './reading.server.ts'

type Applied = Extract<Outcome, 'stored' | 'updated' | 'unchanged' | 'older'>

/**
 * Stores an answer as an import would, or brings the one that is known up to date, totals included. News that is older
 * than what is known changes nothing; what the delivery leaves out stays; words and contact that were erased stay away.
 * Inside a transaction. `erased`: its customer asked to be forgotten before it could go in.
 */
export async function applyAnswer(
  trx: Trx,
  source: Source,
  { row, toldAt, said }: Heard,
  now: Date,
  erased = false,
): Promise<Applied> {
  const added = await storeResponses(trx, source, null, [row], now)
  const known = () =>
    trx
      .selectFrom('nps_response')
      .where('source_id', '=', source.id)
      .where('identity', '=', row.identity)
      .select(['id', 'unit_id as unitId', 'touchpoint', 'score', 'answered_on as answeredOn'])
      .select(['why', 'improve', 'erased_at as erasedAt', ...EXTRAS])
      .executeTakeFirstOrThrow()
  const { id } = await known()
  // Whoever has this row has the answer to itself until the transaction ends.
  const { numInsertedOrUpdatedRows: newer } = await trx
    .insertInto('nps_response_news')
    .values({ response_id: id, told_at: toldAt })
    .onConflict((conflict) =>
      conflict
        .column('response_id')
        .doUpdateSet({ told_at: toldAt })
        .where('nps_response_news.told_at', '<=', toldAt),
    )
    .executeTakeFirst()
  const answer = trx.updateTable('nps_response').where('id', '=', id)
  if (added === 1) {
    if (erased) await answer.set({ erased_at: now.getTime() }).execute()
    return 'stored'
  }
  if (newer !== 1n) return 'older'

  const before = await known()
  const after = {
    unitId: said.unit ? row.unitId : before.unitId,
    touchpoint: said.touchpoint ? row.touchpoint : before.touchpoint,
    answeredOn: said.day ? row.answeredOn : before.answeredOn,
    score: row.score,
  }
  const gone = before.erasedAt !== null || erased
  const why = gone ? before.why : (row.why ?? before.why)
  const improve = gone ? before.improve : (row.improve ?? before.improve)
  const moved = (Object.keys(after) as (keyof typeof after)[]).some(
    (field) => after[field] !== before[field],
  )
  if (moved) {
    await takeFromTotals(trx, [cellOf(before, source.collectedBy)])
    await addCells(trx, [cellOf(after, source.collectedBy)])
  }
  if (after.unitId !== before.unitId) {
    await trx
      .updateTable('nps_case')
      .where('response_id', '=', id)
      .set({ unit_id: after.unitId })
      .execute()
  }
  const told = EXTRAS.filter((field) => row[field] !== null && row[field] !== before[field])
  const changed = moved || why !== before.why || improve !== before.improve || told.length > 0
  if (changed) {
    const { unitId: unit_id, answeredOn: answered_on, touchpoint, score } = after
    const figures = Object.fromEntries(told.map((field) => [field, row[field]]))
    await answer
      .set({ unit_id, answered_on, touchpoint, score, why, improve, ...figures })
      .execute()
  }
  const { contact } = row
  const reachable = contact && !gone && (await stillKept(trx, after.answeredOn, now))
  const reached = reachable ? await changeContact(trx, id, contact, now) : false
  return changed || reached ? 'updated' : 'unchanged'
}

/** The site of an answer that is known already; null for one that is not. News of it need not name the site again. */
export async function knownSite(
  db: Db,
  sourceId: number,
  identity: string,
): Promise<string | null> {
  const known = await db
    .selectFrom('nps_response')
    .where('source_id', '=', sourceId)
    .where('identity', '=', identity)
    .select('unit_id')
    .executeTakeFirst()
  return known?.unit_id ?? null
}

/** A contact whose time was over must not come back with some late news of its answer. */
async function stillKept(trx: Trx, answeredOn: string, now: Date): Promise<boolean> {
  const { contactDays } = await retention(trx)
  return answeredOn >= new Date(now.getTime() - contactDays * 86_400_000).toISOString().slice(0, 10)
}
