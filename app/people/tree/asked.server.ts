import type { Db } from '../../../db/connect.ts'
import { notFound } from '../../http/respond.ts'
import type { Unit } from '../unit.ts'
import { unitTree } from '../unit.server.ts'

/** The unit of an address with all others, open or closed; a 404 for any other address. */
export async function askedUnit(
  db: Db,
  id: string | undefined,
): Promise<{ unit: Unit; units: Unit[] }> {
  const units = await unitTree(db)
  const unit = units.find((one) => one.id === id)
  if (!unit) throw notFound()
  return { unit, units }
}

/** A unit that can still change. */
export async function askedOpenUnit(db: Db, id: string | undefined) {
  const found = await askedUnit(db, id)
  if (found.unit.closedAt) throw notFound()
  return found
}

/** Beside: nothing hangs above it, so it neither moves nor goes into another. */
export async function askedMovableUnit(db: Db, id: string | undefined) {
  const found = await askedOpenUnit(db, id)
  if (found.unit.parentId === null) throw notFound()
  return found
}
