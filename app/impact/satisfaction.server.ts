import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'
import { company } from '../people/company.server.ts'
import { type Ladders, laddersOf, type Question, QUESTIONS, type Told } from './satisfaction.ts'
import { TOGETHER } from './score.ts'
import { SATISFACTION } from './stored.server.ts'
import { monthsTo } from './window.ts'

/** Of the newest answers so many are looked at, a page of ids at a time: nobody waits for it, nor does the server. */
const PAGE = 10_000
const PAGES = 100

export type StoredSatisfaction = Record<Question, Ladders> & {
  from: string
  to: string
  computedAt: number
}

/**
 * Counts how satisfied customers said they were, and how sure to come again, beside the score they gave: twelve months,
 * the whole company, without what staff collected themselves. Doing it twice is doing it once.
 */
export async function recomputeSatisfaction(db: Db, now: Date): Promise<void> {
  const { timeZone } = await company(db)
  const months = monthsTo(now, timeZone)
  const window = { from: months[0] as string, to: months.at(-1) as string }
  const told = await newest(db, window.from)
  const ladders = Object.fromEntries(
    QUESTIONS.map((question) => [question, laddersOf(told[question])]),
  )
  const result = JSON.stringify({ ...ladders, ...window })
  const computed_at = now.getTime()
  await db
    .insertInto('impact_link')
    .values({ scope: SATISFACTION, result, computed_at })
    .onConflict((conflict) => conflict.column('scope').doUpdateSet({ result, computed_at }))
    .execute()
}

async function newest(db: Db, month: string): Promise<Record<Question, Told[]>> {
  const told: Record<Question, Told[]> = { satisfaction: [], intent: [] }
  const { last } = await db
    .selectFrom('nps_response')
    .select(({ fn }) => fn.max<number | null>('id').as('last'))
    .executeTakeFirstOrThrow()
  let top = Number(last ?? 0)
  for (let page = 0; page < PAGES && top > 0; page++, top -= PAGE) {
    const rows = await db
      .selectFrom('nps_response as r')
      .innerJoin('nps_source as s', 's.id', 'r.source_id')
      .where('r.id', '>', top - PAGE)
      .where('r.id', '<=', top)
      .where('r.answered_on', '>=', month)
      .where('s.collected_by', 'in', TOGETHER)
      .where((eb) => eb.or([eb('r.satisfaction', 'is not', null), eb('r.intent', 'is not', null)]))
      .groupBy(['r.source_id', 'r.score', 'r.satisfaction', 'r.intent'])
      .select(['r.source_id as source', 'r.score', 'r.satisfaction', 'r.intent'])
      .select(sql<number>`count(*)`.as('n'))
      .execute()
    for (const { source, score, n, ...values } of rows) {
      for (const question of QUESTIONS) {
        const value = values[question]
        if (value !== null) told[question].push({ source, value, score, n: Number(n) })
      }
    }
  }
  return told
}
