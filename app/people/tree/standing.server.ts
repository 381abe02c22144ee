import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import { dialectOf } from '../../../db/dialect/name.ts'
import type { Unit } from '../unit.ts'

export interface Crowd {
  /** Active people of the unit itself. */
  own: number
  /** With all below it. */
  all: number
}

/** How many people work in each unit, as the database keeps count of them. */
export async function crowds(db: Db, units: readonly Unit[]): Promise<Map<string, Crowd>> {
  const rows = await db
    .selectFrom('people_crowd')
    .groupBy('unit_id')
    .select('unit_id')
    .select((eb) => eb.fn.sum('n').as('n'))
    .execute()
  const counts = new Map<string, Crowd>(units.map(({ id }) => [id, { own: 0, all: 0 }]))
  const above = new Map(units.map(({ id, parentId }) => [id, parentId]))
  for (const { unit_id, n } of rows) {
    const at = counts.get(unit_id)
    if (at) at.own = Number(n)
    let steps = 0
    for (let id: string | null | undefined = unit_id; id && steps++ < 100; id = above.get(id)) {
      counts.get(id)!.all += Number(n)
    }
  }
  return counts
}

/**
 * Puts together what PostgreSQL has written down of who came and went: a row for each unit and language. Whoever reads or
 * places people meanwhile neither waits nor sees another sum. Rows of nobody go, on both databases.
 */
export async function sumCrowds(db: Db): Promise<void> {
  if (dialectOf(db) === 'sqlite') {
    await db.deleteFrom('people_crowd').where('n', '=', 0).execute()
    return
  }
  await sql`
    with old as (delete from people_crowd returning unit_id, locale, n)
    insert into people_crowd select unit_id, locale, sum(n) from old
    group by 1, 2 having sum(n) <> 0`.execute(db)
}

interface UnitLeader {
  id: string
  name: string
  /** When a deputy's time ends; null for a leader. */
  until: number | null
}

/** Who leads the unit itself, by name; deputies whose time is over are none. */
export async function leadersOf(db: Db, unitId: string, now: Date): Promise<UnitLeader[]> {
  return db
    .selectFrom('people_role as r')
    .innerJoin('people_employee as e', 'e.id', 'r.employee_id')
    .where('r.role', '=', 'leader')
    .where('r.unit_id', '=', unitId)
    .where('e.status', '=', 'active')
    .where((eb) => eb.or([eb('r.until', 'is', null), eb('r.until', '>', now.getTime())]))
    .orderBy('e.name')
    .select(['e.id', 'e.name', 'r.until'])
    .execute()
}
