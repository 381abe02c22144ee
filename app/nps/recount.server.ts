import { sql } from 'kysely'
import type { Db, Trx } from '../../db/connect.ts'
import type { TotalTable } from '../../db/schema/nps.ts'
import { addCells, keyOf, SUMS } from './cell.server.ts'

/** Answers grouped at a time: all of a large table at once would be sorted in the memory. */
const SLICE = 100_000

const MONTH = sql<string>`substr(r.answered_on, 1, 7)`

function slice(db: Trx, above: number) {
  const count = (band: 'r.score >= 9' | 'r.score between 7 and 8' | 'r.score <= 6') =>
    sql<number>`sum(case when ${sql.raw(band)} then 1 else 0 end)`
  return db
    .selectFrom('nps_response as r')
    .innerJoin('nps_source as s', 's.id', 'r.source_id')
    .where('r.id', '>', above)
    .where('r.id', '<=', above + SLICE)
    .groupBy(['r.unit_id', 'r.touchpoint', MONTH, 's.collected_by'])
    .select(['r.unit_id', 'r.touchpoint', MONTH.as('month'), 's.collected_by'])
    .select(({ fn }) => [
      count('r.score >= 9').as('promoters'),
      count('r.score between 7 and 8').as('passives'),
      count('r.score <= 6').as('detractors'),
      fn.sum<number>('r.score').as('score_sum'),
    ])
}

/**
 * The totals as the answers themselves make them, of one import or of all: reads every answer, so never
 * for a page. In a transaction, so that it is one moment's picture.
 */
export async function countedCells(trx: Trx, importId?: number): Promise<TotalTable[]> {
  const { newest } = await trx
    .selectFrom('nps_response')
    .select(({ fn }) => fn.max<number | null>('id').as('newest'))
    .executeTakeFirstOrThrow()
  const cells = new Map<string, TotalTable>()
  for (let above = 0; above < (newest ?? 0); above += SLICE) {
    let query = slice(trx, above)
    if (importId !== undefined) query = query.where('r.import_id', '=', importId)
    for (const cell of await query.execute()) {
      const key = keyOf(cell)
      const known = cells.get(key)
      if (known) for (const sum of SUMS) known[sum] += cell[sum]
      else cells.set(key, cell)
    }
  }
  return [...cells.values()]
}

/** Puts the stored totals right from the answers; for repairs, one transaction. */
export async function recomputeTotals(db: Db): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const cells = await countedCells(trx)
    await trx.deleteFrom('nps_total').execute()
    await addCells(trx, cells)
  })
}

/** Cells in which the stored totals and the answers differ, in words; none where all is well. For `zveno verify`. */
export async function wrongTotals(db: Db): Promise<string[]> {
  // Else an import that goes on meanwhile would be counted in one of the two and not in the other.
  const moment = db.transaction().setIsolationLevel('repeatable read')
  const [counted, stored] = await moment.execute(async (trx) => [
    await countedCells(trx),
    await trx.selectFrom('nps_total').selectAll().execute(),
  ])
  const show = (cell: TotalTable) =>
    `${cell.promoters}/${cell.passives}/${cell.detractors} sum ${cell.score_sum}`
  const keyed = (cells: TotalTable[]) =>
    new Map(
      cells.map((cell) => [
        [cell.unit_id, cell.touchpoint || 'visit', cell.month, cell.collected_by].join(' '),
        show(cell),
      ]),
    )
  const [truth, kept] = [keyed(counted!), keyed(stored!)]
  const keys = [...new Set([...truth.keys(), ...kept.keys()])].sort()
  return keys
    .filter((key) => truth.get(key) !== kept.get(key))
    .map((key) => `${key}: stored ${kept.get(key) ?? 'none'}, counted ${truth.get(key) ?? 'none'}`)
}
