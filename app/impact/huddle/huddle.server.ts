import { randomUUID } from 'node:crypto'
import type { Db } from '../../../db/connect.ts'
import { inTransaction } from '../../../db/transaction.ts'
import { isId } from '../../feedback/view.server.ts'
import type { Employee } from '../../people/employee.server.ts'
import { openUnits, siteOf, subtreeOf, type Unit } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import type { Huddle } from './huddle.ts'

/** Sites and teams that this person leads, or that lie under what they lead: with whom they talk. */
export function unitsToTalk(units: Unit[], leads: readonly string[]): Unit[] {
  return openUnits(unitsTalked(units, leads))
}

/** The same with those that were closed or merged since: their talks can still be read. */
function unitsTalked(units: Unit[], leads: readonly string[]): Unit[] {
  const under = new Set(leads.flatMap((unit) => subtreeOf(units, unit)))
  return units.filter(({ id }) => under.has(id) && siteOf(units, id) !== null)
}

export interface HuddleRow {
  id: string
  unitId: string
  day: string
  /** Ids of the answers that were read out. */
  praise: number[]
  frictionId: string | null
  promise: string
  status: 'promised' | 'kept' | 'dropped'
  outcome: string | null
}

const COLUMNS = [
  'id',
  'unit_id as unitId',
  'day',
  'praise',
  'friction_id as frictionId',
  'promise',
  'status',
  'outcome',
] as const

function rowOf(row: Omit<HuddleRow, 'praise'> & { praise: string }): HuddleRow {
  return { ...row, praise: JSON.parse(row.praise) as number[] }
}

/** The talk of that id, if this person leads its unit; else null. */
export async function huddle(
  db: Db,
  id: string,
  by: Pick<Employee, 'leads'>,
): Promise<HuddleRow | null> {
  if (!isId(id)) return null
  const led = unitsTalked(await unitTree(db), by.leads).map((unit) => unit.id)
  if (led.length === 0) return null
  const row = await db
    .selectFrom('impact_huddle')
    .where('id', '=', id)
    .where('unit_id', 'in', led)
    .select(COLUMNS)
    .executeTakeFirst()
  return row ? rowOf(row) : null
}

/** The latest talks of a unit, newest first. */
export async function huddlesOf(db: Db, unitId: string, limit = 8): Promise<HuddleRow[]> {
  const rows = await db
    .selectFrom('impact_huddle')
    .where('unit_id', '=', unitId)
    .orderBy('day', 'desc')
    .limit(limit)
    .select(COLUMNS)
    .execute()
  return rows.map(rowOf)
}

/** The promise that was open when a talk of `day` began: the one before it. */
export async function promiseBefore(
  db: Db,
  unitId: string,
  day: string,
): Promise<HuddleRow | null> {
  const row = await db
    .selectFrom('impact_huddle')
    .where('unit_id', '=', unitId)
    .where('day', '<', day)
    .orderBy('day', 'desc')
    .limit(1)
    .select(COLUMNS)
    .executeTakeFirst()
  return row ? rowOf(row) : null
}

/** What my team promised itself last and is at: of my team, else of a unit above it; null where nothing is. */
export async function promiseOf(
  db: Db,
  path: readonly string[],
): Promise<{ day: string; words: string } | null> {
  for (const unitId of path) {
    const [last] = await huddlesOf(db, unitId, 1)
    if (last?.status === 'promised') return { day: last.day, words: last.promise }
  }
  return null
}

export type HuddleOutcome =
  { outcome: 'held'; id: string } | { outcome: 'not-found' | 'last-missing' | 'reason-missing' }

/**
 * Writes a talk down: one a day and unit, which the same day can be written anew. The promise of last time is settled with
 * it; where it was dropped, its team hears why.
 */
export async function holdHuddle(
  db: Db,
  unitId: string,
  by: Pick<Employee, 'id' | 'leads'>,
  data: Huddle & { praise: readonly number[] },
  day: string,
  now: Date,
): Promise<HuddleOutcome> {
  const units = await unitTree(db)
  if (!unitsToTalk(units, by.leads).some(({ id }) => id === unitId)) return { outcome: 'not-found' }
  const site = siteOf(units, unitId)!
  return inTransaction(db, async (trx) => {
    const before = await promiseBefore(trx, unitId, day)
    if (before?.status === 'promised') {
      if (!data.last) return { outcome: 'last-missing' }
      if (data.last === 'dropped' && data.outcome === '') return { outcome: 'reason-missing' }
      await trx
        .updateTable('impact_huddle')
        .set({ status: data.last, outcome: data.outcome || null, settled_at: now.getTime() })
        .where('id', '=', before.id)
        .where('status', '=', 'promised')
        .execute()
    }
    const friction = isId(data.friction)
      ? await trx
          .selectFrom('feedback_observation')
          .where('id', '=', data.friction)
          .where('site_id', '=', site.id)
          .select('id')
          .executeTakeFirst()
      : undefined
    const said = {
      praise: JSON.stringify(data.praise),
      friction_id: friction?.id ?? null,
      promise: data.promise,
      made_by: by.id,
      made_at: now.getTime(),
    }
    const { id } = await trx
      .insertInto('impact_huddle')
      .values({
        id: randomUUID(),
        unit_id: unitId,
        day,
        status: 'promised',
        outcome: null,
        settled_at: null,
        ...said,
      })
      .onConflict((conflict) => conflict.columns(['unit_id', 'day']).doUpdateSet(said))
      .returning('id')
      .executeTakeFirstOrThrow()
    return { outcome: 'held', id }
  })
}

/** Units this leader talks with whose promise is older than `day` and not settled: for Today. */
export async function openPromises(
  db: Db,
  unitIds: readonly string[],
  day: string,
): Promise<{ unitId: string; day: string; promise: string }[]> {
  if (unitIds.length === 0) return []
  return db
    .selectFrom('impact_huddle')
    .where('unit_id', 'in', unitIds)
    .where('status', '=', 'promised')
    .where('day', '<=', day)
    .orderBy('day')
    .select(['unit_id as unitId', 'day', 'promise'])
    .execute()
}
