import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../../db/connect.ts'
import { inTransaction } from '../../../db/transaction.ts'
import { freeCode } from '../importing/units.ts'
import { pathOf, type Unit } from '../unit.ts'
import { addUnit, renameUnit, unitTree } from '../unit.server.ts'
import { holdTree } from './hold.server.ts'
import { leadersOf } from './standing.server.ts'
import { isNameTaken, kindsUnder, type Obstacle, whyNotInto, whyNotUnder } from './rules.ts'

/** Reads the tree when nobody else changes it any more, and lets `work` change it. */
async function changing<T>(db: Db, work: (trx: Trx, units: Unit[]) => Promise<T>): Promise<T> {
  return inTransaction(db, async (trx) => {
    await holdTree(trx, 'change')
    return work(trx, await unitTree(trx))
  })
}

const byId = (units: Unit[], id: string) => units.find((unit) => unit.id === id)

/** A new unit under another. */
export async function placeUnit(
  db: Db,
  { above, name, kind }: { above: string; name: string; kind: Unit['kind'] },
): Promise<{ id: string } | 'unknown' | Obstacle> {
  return changing(db, async (trx, units) => {
    const parent = byId(units, above)
    if (!parent) return 'unknown'
    if (parent.closedAt) return 'closed'
    if (!kindsUnder(parent.kind).includes(kind)) return 'kind'
    if (isNameTaken(units, above, name)) return 'name'
    const codes = new Set(units.map(({ code }) => code))
    const code = freeCode(codes, pathOf(units, above).reverse(), name)
    const id = randomUUID()
    await addUnit(trx, { id, parentId: above, code, name, kind })
    return { id }
  })
}

/** Another name; closed waves and what was printed keep the old one. */
export async function nameUnit(
  db: Db,
  id: string,
  name: string,
): Promise<'named' | 'unknown' | 'closed' | 'name'> {
  return changing(db, async (trx, units) => {
    const unit = byId(units, id)
    if (!unit) return 'unknown'
    if (unit.closedAt) return 'closed'
    if (isNameTaken(units, unit.parentId, name, id)) return 'name'
    await renameUnit(trx, id, name)
    return 'named'
  })
}

/** Hangs a unit, with all below it, under another. */
export async function moveUnit(
  db: Db,
  id: string,
  above: string,
): Promise<'moved' | 'unknown' | Obstacle> {
  return changing(db, async (trx, units) => {
    const [unit, parent] = [byId(units, id), byId(units, above)]
    if (!unit || !parent) return 'unknown'
    const obstacle = whyNotUnder(units, unit, parent)
    if (obstacle) return obstacle
    await trx.updateTable('people_unit').set({ parent_id: above }).where('id', '=', id).execute()
    return 'moved'
  })
}

/**
 * Lets one unit go on in another: whoever works there, whoever leads it and what hangs below it follow, and `follow` takes
 * along what the purposes keep for it. The unit itself is closed under its old name and hangs below the other, so that what
 * was seen, said and learnt there is read with the other's and still told apart. Cannot be undone.
 */
export async function mergeUnit(
  db: Db,
  id: string,
  into: string,
  follow: (trx: Trx, from: string, into: string) => Promise<void>,
  now: Date,
): Promise<'merged' | 'unknown' | Obstacle> {
  return changing(db, async (trx, units) => {
    const [unit, target] = [byId(units, id), byId(units, into)]
    if (!unit || !target) return 'unknown'
    const obstacle = whyNotInto(units, unit, target)
    if (obstacle) return obstacle
    await trx
      .updateTable('people_employee')
      .set({ unit_id: into })
      .where('unit_id', '=', id)
      // Who left keeps the unit they left from.
      .where('status', '=', 'active')
      .execute()
    await leadersFollow(trx, id, into)
    await trx
      .updateTable('people_unit')
      .set({ parent_id: into })
      .where('parent_id', '=', id)
      .where('closed_at', 'is', null)
      .execute()
    await trx
      .updateTable('people_unit')
      .set({
        ...{ parent_id: into, merged_into: into, was_under: unit.parentId },
        closed_at: now.getTime(),
      })
      .where('id', '=', id)
      .execute()
    await follow(trx, id, into)
    return 'merged'
  })
}

/** Who leads both leads the other for the longer of the two times. New rights are met by a new sign-in. */
async function leadersFollow(trx: Trx, from: string, into: string): Promise<void> {
  const rows = await trx
    .deleteFrom('people_role')
    .where('role', '=', 'leader')
    .where('unit_id', '=', from)
    .returning(['employee_id', 'until'])
    .execute()
  if (rows.length === 0) return
  const there = await trx
    .selectFrom('people_role')
    .where('role', '=', 'leader')
    .where('unit_id', '=', into)
    .select(['employee_id', 'until'])
    .execute()
  const known = new Map(there.map((row) => [row.employee_id, row.until]))
  for (const { employee_id, until } of rows) {
    const other = known.get(employee_id)
    const longer =
      until === null || other === null ? null : Math.max(until, other ?? Number.MIN_SAFE_INTEGER)
    await trx
      .insertInto('people_role')
      .values({ employee_id, role: 'leader', unit_id: into, until: longer })
      .onConflict((conflict) =>
        conflict.columns(['employee_id', 'role', 'unit_id']).doUpdateSet({ until: longer }),
      )
      .execute()
  }
  const ids = rows.map((row) => row.employee_id)
  await trx.deleteFrom('auth_session').where('employee_id', 'in', ids).execute()
}

/**
 * Closes a unit where nobody works, which nobody leads, with no open unit below it and nothing of `used` in it. Who led it
 * and has left, or was its deputy for a time that is over, leads it no more.
 */
export async function closeUnit(
  db: Db,
  id: string,
  used: (trx: Trx, id: string) => Promise<boolean>,
  now: Date,
): Promise<'closed' | 'unknown' | 'root' | 'in-use'> {
  return changing(db, async (trx, units) => {
    const unit = byId(units, id)
    if (!unit) return 'unknown'
    if (unit.parentId === null) return 'root'
    if (unit.closedAt) return 'closed'
    const below = units.some(({ parentId, closedAt }) => parentId === id && !closedAt)
    const somebody = await trx
      .selectFrom('people_employee')
      .where('unit_id', '=', id)
      .where('status', '=', 'active')
      .select('id')
      .limit(1)
      .executeTakeFirst()
    const led = await leadersOf(trx, id, now)
    if (below || somebody || led.length > 0 || (await used(trx, id))) return 'in-use'
    await trx
      .deleteFrom('people_role')
      .where('role', '=', 'leader')
      .where('unit_id', '=', id)
      .execute()
    await trx
      .updateTable('people_unit')
      .set({ closed_at: now.getTime() })
      .where('id', '=', id)
      .execute()
    return 'closed'
  })
}

/** Opens a closed unit again where it hung; one that was merged lives on in the other and stays closed. */
export async function reopenUnit(
  db: Db,
  id: string,
): Promise<'open' | 'unknown' | 'merged' | 'closed' | 'name'> {
  return changing(db, async (trx, units) => {
    const unit = byId(units, id)
    if (!unit) return 'unknown'
    if (unit.mergedInto) return 'merged'
    if (!unit.closedAt) return 'open'
    if (byId(units, unit.parentId!)?.closedAt) return 'closed'
    if (isNameTaken(units, unit.parentId, unit.name, id)) return 'name'
    await trx.updateTable('people_unit').set({ closed_at: null }).where('id', '=', id).execute()
    return 'open'
  })
}
