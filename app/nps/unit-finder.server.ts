import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import { unitTree } from '../people/unit.server.ts'
import { carriedOnBy, siteOf, type Unit } from '../people/unit.ts'
import { plain } from './score.ts'

/**
 * Which unit a name or code in a file means: sites, and teams for the site they belong to; the company
 * for answers about all of it. A merged site's name leads to the one that carries it on. Null where two sites share the
 * name: the code tells them apart.
 */
export function unitNames(units: Unit[]): Map<string, string | null> {
  const names = new Map<string, string | null>()
  const placeOf = (unit: Unit) => {
    const site = unit.kind === 'company' ? unit : siteOf(units, unit.id)
    return site && carriedOnBy(units, site)
  }
  for (const unit of units) {
    const site = placeOf(unit)
    if (!site) continue
    const name = plain(unit.name)
    const known = names.get(name)
    names.set(name, known === undefined || known === site.id ? site.id : null)
  }
  for (const unit of units) {
    const site = placeOf(unit)
    if (site) names.set(plain(unit.code), site.id)
  }
  return names
}

/** The unit above all others; made where the portal has none yet. */
export async function rootUnit(db: Db, units: Unit[]): Promise<string> {
  const root = units.find((unit) => unit.parentId === null)
  if (root) return root.id
  const made = await unitOnce(db, { name: 'Zveno', code: 'company', kind: 'company' }, null)
  return made.id
}

/** A new site right under the company; one that somebody else has just made is taken as it is. */
export async function siteNamed(db: Db, name: string): Promise<{ id: string; made: boolean }> {
  return db.transaction().execute(async (trx) => {
    const units = await unitTree(trx)
    const known = unitNames(units).get(plain(name))
    if (known) return { id: known, made: false }
    return unitOnce(trx, { name, code: name, kind: 'site' }, await rootUnit(trx, units))
  })
}

/** Two imports at once may want the same unit: the code decides whose row it is. */
async function unitOnce(
  db: Db,
  unit: Pick<Unit, 'name' | 'code' | 'kind'>,
  parentId: string | null,
): Promise<{ id: string; made: boolean }> {
  const id = randomUUID()
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('people_unit')
    .values({ id, parent_id: parentId, ...unit })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows === 1n) return { id, made: true }
  const other = await db
    .selectFrom('people_unit')
    .where('code', '=', unit.code)
    .select('id')
    .executeTakeFirstOrThrow()
  return { id: other.id, made: false }
}
