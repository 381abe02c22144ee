import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import { pathOf, type Unit } from '../people/unit.ts'
import { touchpoints } from './touchpoint.server.ts'

export interface Serving {
  /** Codes in the order of a customer's journey. */
  codes: string[]
  /** The unit that chose them: this one or one above it; null where nobody chose and all are served. */
  chosenBy: Unit | null
}

/** The touchpoints a unit serves: its own choice, else that of the nearest unit above it up to the site, else all. */
export async function servedBy(db: Db, units: Unit[], unitId: string): Promise<Serving> {
  const path = pathOf(units, unitId)
  const site = path.findIndex((unit) => unit.kind === 'site')
  const near = site === -1 ? path.slice(0, 1) : path.slice(0, site + 1)
  const all = touchpoints().map(({ code }) => code)
  if (near.length === 0) return { codes: all, chosenBy: null }
  const rows = await db
    .selectFrom('touchpoint_serving')
    .where(
      'unit_id',
      'in',
      near.map(({ id }) => id),
    )
    .select(['unit_id as unitId', 'touchpoint'])
    .execute()
  const chosenBy = near.find(({ id }) => rows.some(({ unitId }) => unitId === id)) ?? null
  if (!chosenBy) return { codes: all, chosenBy }
  const own = rows.filter((row) => row.unitId === chosenBy.id).map((row) => row.touchpoint)
  return { codes: all.filter((code) => own.includes(code)), chosenBy }
}

/** Says which touchpoints a unit serves; none or all of them: nobody chose. Codes that exist nowhere are left out. */
export async function chooseServed(
  db: Db,
  unitId: string,
  codes: readonly string[],
): Promise<void> {
  const all = touchpoints().map(({ code }) => code)
  const known = all.filter((code) => codes.includes(code))
  await inTransaction(db, async (trx) => {
    await trx.deleteFrom('touchpoint_serving').where('unit_id', '=', unitId).execute()
    if (known.length === 0 || known.length === all.length) return
    await trx
      .insertInto('touchpoint_serving')
      .values(known.map((touchpoint) => ({ unit_id: unitId, touchpoint })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  })
}

/** A unit that was merged brings what it serves, where the other chose as well; who chose nothing serves all anyway. */
export async function servingFollows(trx: Db, from: string, into: string): Promise<void> {
  const chosen = await trx
    .selectFrom('touchpoint_serving')
    .where('unit_id', 'in', [from, into])
    .select(['unit_id as unitId', 'touchpoint'])
    .execute()
  if (!chosen.some(({ unitId }) => unitId === from)) return
  if (!chosen.some(({ unitId }) => unitId === into)) return
  await chooseServed(trx, into, [...new Set(chosen.map(({ touchpoint }) => touchpoint))])
}
