import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import { addUnit, unitTree } from '../people/unit.server.ts'
import { siteOf, type Unit } from '../people/unit.ts'
import { plain } from './score.ts'

/**
 * Which unit a name or code in a file means: sites, and teams for the site they belong to; the company
 * for answers about all of it. Null where two sites share the name: the code tells them apart.
 */
export function unitNames(units: Unit[]): Map<string, string | null> {
  const names = new Map<string, string | null>()
  for (const unit of units) {
    const site = unit.kind === 'company' ? unit : siteOf(units, unit.id)
    if (!site) continue
    const name = plain(unit.name)
    const known = names.get(name)
    names.set(name, known === undefined || known === site.id ? site.id : null)
  }
  for (const unit of units) {
    const site = unit.kind === 'company' ? unit : siteOf(units, unit.id)
    if (site) names.set(plain(unit.code), site.id)
  }
  return names
}

/** The unit above all others; made where the portal has none yet. */
export async function rootUnit(db: Db, units: Unit[]): Promise<string> {
  const root = units.find((unit) => unit.parentId === null)
  if (root) return root.id
  const id = randomUUID()
  await addUnit(db, { id, parentId: null, code: 'company', name: 'Zveno', kind: 'company' })
  return id
}

/** A new site right under the company; one that somebody else has just made is taken as it is. */
export async function siteNamed(db: Db, name: string): Promise<{ id: string; made: boolean }> {
  return db.transaction().execute(async (trx) => {
    const units = await unitTree(trx)
    const known = unitNames(units).get(plain(name))
    if (known) return { id: known, made: false }
    const id = randomUUID()
    const parentId = await rootUnit(trx, units)
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('people_unit')
      .values({ id, parent_id: parentId, code: name, name, kind: 'site' })
      .onConflict((conflict) => conflict.column('code').doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows === 1n) return { id, made: true }
    const other = await trx
      .selectFrom('people_unit')
      .where('code', '=', name)
      .select('id')
      .executeTakeFirstOrThrow()
    return { id: other.id, made: false }
  })
}
