import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../db/connect.ts'
import { addEmployee, employeeIdByStaffNumber, grantRole } from './employee.server.ts'
import { addUnit } from './unit.server.ts'

const FIRST = 'owner'

/** Whether an owner has ever signed in. Until then every start of the server offers a way in. */
export async function anyOwner(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('people_role as r')
    .innerJoin('auth_link as l', 'l.employee_id', 'r.employee_id')
    .where('r.role', '=', 'owner')
    .where('l.used_at', 'is not', null)
    .select('r.employee_id')
    .executeTakeFirst()
  if (row) return true
  const session = await db
    .selectFrom('people_role as r')
    .innerJoin('auth_session as s', 's.employee_id', 'r.employee_id')
    .where('r.role', '=', 'owner')
    .select('r.employee_id')
    .executeTakeFirst()
  return session !== undefined
}

/**
 * The first person of an empty portal: owner and HR of a company unit, who invites everybody else. Several processes may
 * start at once: one of them makes this person, the others find them.
 */
export async function firstOwner(db: Db, now: Date): Promise<string> {
  const known = await employeeIdByStaffNumber(db, FIRST)
  if (known) return known
  try {
    return await db.transaction().execute((trx) => makeFirst(trx, now))
  } catch (error) {
    const other = await employeeIdByStaffNumber(db, FIRST)
    if (other) return other
    throw error
  }
}

async function makeFirst(trx: Trx, now: Date): Promise<string> {
  const root = await trx
    .selectFrom('people_unit')
    .where('parent_id', 'is', null)
    .select('id')
    .executeTakeFirst()
  const unitId = root?.id ?? randomUUID()
  if (!root) {
    const company = { id: unitId, parentId: null, code: 'company', name: 'Zveno' }
    await addUnit(trx, { ...company, kind: 'company' })
  }
  const id = await addEmployee(trx, { staffNumber: FIRST, name: FIRST, unitId, locale: 'en' }, now)
  await grantRole(trx, id, 'owner')
  await grantRole(trx, id, 'hr')
  return id
}
