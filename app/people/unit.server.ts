import type { Db } from '../../db/connect.ts'
import type { Unit } from './unit.ts'

/** All units, by code; a few thousand at most, so one read serves every tree question of a request. */
export async function unitTree(db: Db): Promise<Unit[]> {
  return db
    .selectFrom('people_unit')
    .select(['id', 'parent_id as parentId', 'code', 'name', 'kind'])
    .orderBy('code')
    .execute()
}

export async function addUnit(db: Db, unit: Unit): Promise<void> {
  await db
    .insertInto('people_unit')
    .values({
      id: unit.id,
      parent_id: unit.parentId,
      code: unit.code,
      name: unit.name,
      kind: unit.kind,
    })
    .execute()
}
