import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Employee, Role } from './employee.server.ts'
import { openPlace } from './tree/place.server.ts'

interface Given {
  role: Role
  /** Of a leader; '' otherwise. */
  unitId: string
  /** When a deputy's time ends, in ms; null for good. */
  until: number | null
}

/**
 * Gives a role, or a leader's for a time: HR names leaders and their deputies, an owner HR and owners. Whoever gets one
 * signs in anew, so that no open page keeps old rights.
 */
export async function giveRole(
  db: Db,
  me: Pick<Employee, 'roles'>,
  id: string,
  { role, unitId, until }: Given,
): Promise<'given' | 'not-yours' | 'leads-already'> {
  if (role !== 'leader' && !me.roles.includes('owner')) return 'not-yours'
  const ends = role === 'leader' ? until : null
  return inTransaction(db, async (trx) => {
    const unit_id = role === 'leader' ? await openPlace(trx, unitId) : ''
    const known = await trx
      .selectFrom('people_role')
      .where('employee_id', '=', id)
      .where('role', '=', role)
      .where('unit_id', '=', unit_id)
      .select('until')
      .executeTakeFirst()
    if (known && known.until === null) return ends === null ? 'given' : 'leads-already'
    await trx
      .insertInto('people_role')
      .values({ employee_id: id, role, unit_id, until: ends })
      .onConflict((conflict) =>
        conflict.columns(['employee_id', 'role', 'unit_id']).doUpdateSet({ until: ends }),
      )
      .execute()
    await trx.deleteFrom('auth_session').where('employee_id', '=', id).execute()
    return 'given'
  })
}

/** Takes a role: HR a leader's, an owner every one but the last owner's. Open pages end with it. */
export async function takeRole(
  db: Db,
  me: Pick<Employee, 'roles'>,
  id: string,
  role: Role,
  unitId: string,
): Promise<'taken' | 'not-yours' | 'last-owner'> {
  if (role !== 'leader' && !me.roles.includes('owner')) return 'not-yours'
  return inTransaction(db, async (trx) => {
    if (role === 'owner' && (await lastOwner(trx))) return 'last-owner'
    await trx
      .deleteFrom('people_role')
      .where('employee_id', '=', id)
      .where('role', '=', role)
      .where('unit_id', '=', unitId)
      .execute()
    await trx.deleteFrom('auth_session').where('employee_id', '=', id).execute()
    return 'taken'
  })
}

/** Whether there is no second owner who works here. */
export async function lastOwner(db: Db): Promise<boolean> {
  const owners = await db
    .selectFrom('people_role as r')
    .innerJoin('people_employee as e', 'e.id', 'r.employee_id')
    .where('r.role', '=', 'owner')
    .where('e.status', '=', 'active')
    .select('e.id')
    .limit(2)
    .execute()
  return owners.length < 2
}

/** Forgets deputies whose time is over. They have no rights since then: who asks looks at the clock. */
export async function forgetDeputies(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('people_role').where('until', '<=', now.getTime()).execute()
}
