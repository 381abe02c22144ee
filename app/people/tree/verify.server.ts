import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import { pathOf, type Unit } from '../unit.ts'
import { unitTree } from '../unit.server.ts'

/** What is wrong with the tree, in words: loops, several tops, somebody who works in or leads a closed unit, people counted wrong. */
export async function treeFaults(db: Db): Promise<string[]> {
  const units = await unitTree(db)
  const ids = new Map(units.map((unit) => [unit.id, unit]))
  const tops = units.filter(({ parentId }) => parentId === null)
  const stray = (unit: Unit) => pathOf(units, unit.id).at(-1)?.parentId !== null
  const closed = units.filter(({ closedAt }) => closedAt).map(({ id }) => id)
  const placed = await db
    .selectFrom('people_employee')
    .where('status', '=', 'active')
    .where('unit_id', 'in', [...closed, ''])
    .select('unit_id')
    .distinct()
    .execute()
  const led = await db
    .selectFrom('people_role')
    .where('role', '=', 'leader')
    .where('unit_id', 'in', [...closed, ''])
    .select('unit_id')
    .distinct()
    .execute()
  const counted = await miscounted(db)
  return [
    ...(tops.length > 1 ? [`${tops.length} units hang under nothing`] : []),
    ...units.filter(stray).map(({ code }) => `unit ${code} hangs below itself`),
    ...units
      .filter(({ closedAt, parentId }) => !closedAt && parentId && ids.get(parentId)?.closedAt)
      .map(({ code }) => `unit ${code} is open below a closed one`),
    ...placed.map((row) => `somebody works in the closed unit ${ids.get(row.unit_id)?.code}`),
    ...counted.map((id) => `people of unit ${ids.get(id)?.code ?? id} are not counted right`),
    ...led.map((row) => `somebody leads the closed unit ${ids.get(row.unit_id)?.code}`),
  ]
}

/** Units whose count is not how many people of each language work there. */
async function miscounted(db: Db): Promise<string[]> {
  const { rows } = await sql<{ unit_id: string }>`
    select distinct unit_id from (
      select unit_id, locale, sum(n) as n from (
        select unit_id, locale, n from people_crowd
        union all select unit_id, locale, -1 from people_employee where status = 'active'
      ) as told group by unit_id, locale having sum(n) <> 0
    ) as wrong order by unit_id`.execute(db)
  return rows.map(({ unit_id }) => unit_id)
}
