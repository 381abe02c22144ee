import type { Db } from '../../db/connect.ts'
import type { Unit } from './unit.ts'

/**
 * All units, closed ones too, by code; a few thousand at most, so one read serves every tree question of a request. What
 * people choose from are `openUnits`.
 */
export async function unitTree(db: Db): Promise<Unit[]> {
  return db
    .selectFrom('people_unit')
    .select(['id', 'parent_id as parentId', 'code', 'name', 'kind'])
    .select(['closed_at as closedAt', 'merged_into as mergedInto', 'was_under as wasUnder'])
    .orderBy('code')
    .execute()
}

export async function addUnit(db: Db, unit: Unit): Promise<void> {
  await addUnits(db, [unit])
}

/** Each after the unit above it. */
export async function addUnits(db: Db, units: readonly Unit[]): Promise<void> {
  for (let at = 0; at < units.length; at += 500) {
    await db
      .insertInto('people_unit')
      .values(
        units.slice(at, at + 500).map(({ id, parentId, code, name, kind }) => ({
          ...{ id, parent_id: parentId, code, name, kind },
        })),
      )
      .execute()
  }
}

/** Another name; whoever belongs there stays, and what was closed under the old one keeps it. */
export async function renameUnit(db: Db, id: string, name: string): Promise<void> {
  await db.updateTable('people_unit').set({ name }).where('id', '=', id).execute()
}
