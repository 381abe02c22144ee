import { CompiledQuery, sql } from 'kysely'
import type { Trx } from '../../db/connect.ts'
import { dialectOf } from '../../db/dialect/name.ts'
import type { TotalTable } from '../../db/schema/nps.ts'
import { bandOf } from '../statistics/scores.ts'
import type { Answers } from './answers.ts'
import type { CollectedBy } from './response.ts'

/** In one order everywhere: two imports at once must not wait for each other in a circle. */
function inOrder(cells: TotalTable[]): TotalTable[] {
  const keyed = cells.map((cell) => ({ cell, key: keyOf(cell) }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ cell }) => cell)
}

export function keyOf(cell: TotalTable): string {
  return `${cell.unit_id} ${cell.touchpoint} ${cell.month} ${cell.collected_by}`
}

/** The column that counts a score 0…10. */
const BANDS = Array.from({ length: 11 }, (_, score) => `${bandOf(score)!}s` as const)

/** Adds answers to the stored totals, 'all' or those at the given places; inside the transaction that stores them. */
export async function addToTotals(
  trx: Trx,
  collectedBy: CollectedBy,
  answers: Answers,
  added: 'all' | number[],
): Promise<void> {
  const { units, touchpoints, days, scores } = answers
  const months = days.texts.map((day) => day.slice(0, 7))
  const monthAt = months.map((month) => months.indexOf(month))
  // By numbers: a joined key for each answer would cost more than all the rest.
  const cells = new Map<number, TotalTable>()
  const count = (i: number) => {
    const unit = units.at[i]!
    const touchpoint = touchpoints.at[i]!
    const month = monthAt[days.at[i]!]!
    const key = (unit * touchpoints.texts.length + touchpoint) * months.length + month
    let cell = cells.get(key)
    if (cell === undefined) {
      cell = {
        unit_id: units.texts[unit]!,
        touchpoint: touchpoints.texts[touchpoint]!,
        month: months[month]!,
        collected_by: collectedBy,
        ...{ promoters: 0, passives: 0, detractors: 0, score_sum: 0 },
      }
      cells.set(key, cell)
    }
    const score = scores[i]!
    cell[BANDS[score]!]++
    cell.score_sum += score
  }
  if (added === 'all') scores.forEach((_, i) => count(i))
  else added.forEach(count)
  await addCells(trx, [...cells.values()])
}

/** One answer as the cell that counts it. */
export function cellOf(
  answer: { unitId: string; touchpoint: string; answeredOn: string; score: number },
  collectedBy: CollectedBy,
): TotalTable {
  return {
    unit_id: answer.unitId,
    touchpoint: answer.touchpoint,
    month: answer.answeredOn.slice(0, 7),
    collected_by: collectedBy,
    ...{ promoters: 0, passives: 0, detractors: 0 },
    [BANDS[answer.score]!]: 1,
    score_sum: answer.score,
  }
}

/** Adds these counts to the stored totals. */
export async function addCells(trx: Trx, cells: TotalTable[]): Promise<void> {
  const sorted = inOrder(cells)
  for (let start = 0; start < sorted.length;) {
    // Few sizes, so that the statements are prepared once.
    const size = CHUNKS.find((one) => one <= sorted.length - start) as number
    const values = sorted
      .slice(start, start + size)
      .flatMap((cell) => COLUMNS.map((column) => cell[column]))
    await trx.executeQuery(CompiledQuery.raw(cellText(dialectOf(trx), size), values))
    start += size
  }
}

const CHUNKS = [64, 8, 1]
const KEY = ['unit_id', 'touchpoint', 'month', 'collected_by'] as const
export const SUMS = ['promoters', 'passives', 'detractors', 'score_sum'] as const
const COLUMNS = [...KEY, ...SUMS]

function cellText(dialect: 'sqlite' | 'postgres', rows: number): string {
  const mark = marksOf(dialect)
  const line = () => `(${COLUMNS.map(mark).join(', ')})`
  const sums = SUMS.map((column) => `${column} = nps_total.${column} + excluded.${column}`)
  return (
    `insert into nps_total (${COLUMNS.join(', ')}) values ` +
    `${Array.from({ length: rows }, line).join(', ')} ` +
    `on conflict (${KEY.join(', ')}) do update set ${sums.join(', ')}`
  )
}

/** Takes these cells' counts from the stored totals; what is empty then goes. */
export async function takeFromTotals(trx: Trx, cells: TotalTable[]): Promise<void> {
  for (const cell of inOrder(cells)) {
    await trx
      .updateTable('nps_total')
      .where('unit_id', '=', cell.unit_id)
      .where('touchpoint', '=', cell.touchpoint)
      .where('month', '=', cell.month)
      .where('collected_by', '=', cell.collected_by)
      .set((eb) => ({
        promoters: eb('promoters', '-', cell.promoters),
        passives: eb('passives', '-', cell.passives),
        detractors: eb('detractors', '-', cell.detractors),
        score_sum: eb('score_sum', '-', cell.score_sum),
      }))
      .execute()
  }
  await trx
    .deleteFrom('nps_total')
    .where(({ eb }) => eb(sql<number>`promoters + passives + detractors`, '=', 0))
    .execute()
}

/** The placeholders of one statement, in order; for statements too long for Kysely's builder. */
export function marksOf(dialect: 'sqlite' | 'postgres'): () => string {
  let next = 1
  return dialect === 'sqlite' ? () => '?' : () => `$${next++}`
}
