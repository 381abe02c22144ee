import type { Db } from '../../../db/connect.ts'
import { pathOf, type Unit } from '../unit.ts'
import { unitTree } from '../unit.server.ts'

/** What is wrong with the tree, in words: loops, several tops, somebody who works in or leads a closed unit. */
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
  return [
    ...(tops.length > 1 ? [`${tops.length} units hang under nothing`] : []),
    ...units.filter(stray).map(({ code }) => `unit ${code} hangs below itself`),
    ...units
      .filter(({ closedAt, parentId }) => !closedAt && parentId && ids.get(parentId)?.closedAt)
      .map(({ code }) => `unit ${code} is open below a closed one`),
    ...placed.map((row) => `somebody works in the closed unit ${ids.get(row.unit_id)?.code}`),
    ...led.map((row) => `somebody leads the closed unit ${ids.get(row.unit_id)?.code}`),
  ]
}
