import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
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

/** The first person of an empty portal: owner and HR of a company unit, who invites everybody else. */
export async function firstOwner(db: Db, now: Date): Promise<string> {
  const known = await employeeIdByStaffNumber(db, FIRST)
  if (known) return known
  const root = await db
    .selectFrom('people_unit')
    .where('parent_id', 'is', null)
    .select('id')
    .executeTakeFirst()
  const unitId = root?.id ?? randomUUID()
  if (!root) {
    await addUnit(db, {
      id: unitId,
      parentId: null,
      code: 'company',
      name: 'Zveno',
      kind: 'company',
    })
  }
  const id = await addEmployee(db, { staffNumber: FIRST, name: FIRST, unitId, locale: 'en' }, now)
  await grantRole(db, id, 'owner')
  await grantRole(db, id, 'hr')
  return id
}
