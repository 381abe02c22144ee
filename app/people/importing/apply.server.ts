import { randomUUID } from 'node:crypto'
import type { Db } from '../../../db/connect.ts'
import { addEmployees, deactivateEmployees, changeEmployee } from '../employee.server.ts'
import { areOpen } from '../tree/place.server.ts'
import { addUnits, renameUnit } from '../unit.server.ts'
import type { Planned } from './plan.server.ts'
import type { UnitPlan } from './units.ts'

/** Stores what these rows do, in the transaction of the caller: all of them or none. */
export async function applyRows(
  trx: Db,
  planned: readonly Planned[],
  units: UnitPlan,
  now: Date,
): Promise<void> {
  const fresh = new Set(units.fresh.map(({ id }) => id))
  const placed = planned.filter(({ outcome }) => outcome === 'added' || outcome === 'changed')
  const used = new Set([
    ...units.fresh.flatMap(({ parentId }) => parentId ?? []),
    ...placed.map(({ unitId }) => unitId),
  ])
  if (
    !(await areOpen(
      trx,
      [...used].filter((id) => !fresh.has(id)),
    ))
  ) {
    throw new Error('a unit was closed while the file was read: the rest is read anew')
  }
  if (units.renamed) await renameUnit(trx, units.renamed.id, units.renamed.name)
  await addUnits(trx, units.fresh)

  const joining = planned.filter(({ outcome }) => outcome === 'added')
  const ids = new Map(joining.map((plan) => [plan, randomUUID()]))
  await addEmployees(
    trx,
    joining.map((plan) => ({
      id: ids.get(plan)!,
      staffNumber: plan.staffNumber,
      name: plan.wanted.name,
      email: plan.wanted.email ?? null,
      unitId: plan.unitId,
      locale: plan.wanted.locale ?? 'en',
      hiredOn: plan.wanted.hiredOn ?? null,
      timeZone: plan.wanted.timeZone ?? null,
    })),
    now,
  )
  for (const { known, outcome, changes, wanted, unitId } of planned) {
    if (outcome !== 'changed' || !known || changes.every(({ field }) => field === 'roles')) continue
    await changeEmployee(trx, known.id, {
      name: wanted.name,
      email: wanted.email === undefined ? known.email : wanted.email,
      unitId,
      hiredOn: wanted.hiredOn ?? known.hired_on,
      timeZone: wanted.timeZone ?? known.time_zone,
      back: known.status === 'left',
    })
  }
  await deactivateEmployees(
    trx,
    planned.flatMap(({ outcome, known }) => (outcome === 'left' && known ? [known.id] : [])),
    now,
  )
  await moveRoles(trx, planned, (plan) => plan.known?.id ?? ids.get(plan)!)
}

async function moveRoles(
  trx: Db,
  planned: readonly Planned[],
  idOf: (plan: Planned) => string,
): Promise<void> {
  const given: { employee_id: string; role: 'leader' | 'hr' | 'owner'; unit_id: string }[] = []
  const moved: string[] = []
  for (const plan of planned) {
    const id = idOf(plan)
    given.push(...plan.give.map((row) => ({ employee_id: id, ...row })))
    for (const { role, unit_id } of plan.take) {
      await trx
        .deleteFrom('people_role')
        .where('employee_id', '=', id)
        .where('role', '=', role)
        .where('unit_id', '=', unit_id)
        .execute()
    }
    if (plan.known && plan.give.length + plan.take.length > 0) moved.push(id)
  }
  if (given.length > 0) {
    await trx
      .insertInto('people_role')
      .values(given)
      // Who was a deputy there leads it for good now.
      .onConflict((conflict) =>
        conflict.columns(['employee_id', 'role', 'unit_id']).doUpdateSet({ until: null }),
      )
      .execute()
  }
  // New rights are met by a new sign-in: no open page keeps old ones.
  if (moved.length > 0) {
    await trx.deleteFrom('auth_session').where('employee_id', 'in', moved).execute()
  }
}
