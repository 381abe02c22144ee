import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import { createSignInLink } from '../auth/link.server.ts'
import type { Settings } from '../http/settings.ts'
import { setCompany } from '../people/company.server.ts'
import { addEmployee, employeeIdByStaffNumber, grantRole } from '../people/employee.server.ts'
import { addUnit } from '../people/unit.server.ts'

/** Fills an empty database; a database with people in it is left alone. */
export async function fillWithDemo(
  db: Db,
  _settings: Settings,
  now: Date,
  _say: (line: string) => void,
): Promise<void> {
  const anyone = await db.selectFrom('people_employee').select('id').limit(1).executeTakeFirst()
  if (anyone) return
  await setCompany(db, 'Verdano Gardens', 'Europe/Berlin')
  const company = randomUUID()
  const site = randomUUID()
  await addUnit(db, {
    id: company,
    parentId: null,
    code: 'company',
    name: 'Verdano',
    kind: 'company',
  })
  await addUnit(db, {
    id: site,
    parentId: company,
    code: 'north-1',
    name: 'Lindenhof',
    kind: 'site',
  })
  const add = (staffNumber: string, name: string, unitId: string, locale: 'en' | 'ru' | 'he') =>
    addEmployee(db, { staffNumber, name, unitId, locale }, now)
  await add('1001', 'Noa Levi', site, 'he')
  const leader = await add('1002', 'Ирина Соколова', site, 'ru')
  await grantRole(db, leader, 'leader', site)
  const hr = await add('1003', 'Helen Marsh', company, 'en')
  await grantRole(db, hr, 'hr')
  const owner = await add('1004', 'Oskar Lind', company, 'en')
  await grantRole(db, owner, 'owner')
}

const DEMO_ROLES = [
  { role: 'employee', staffNumber: '1001' },
  { role: 'leader', staffNumber: '1002' },
  { role: 'hr', staffNumber: '1003' },
  { role: 'owner', staffNumber: '1004' },
]

/** A fresh single-use link for each demo role; none where the database is not the demo's. */
export async function demoLinks(db: Db, now: Date): Promise<{ role: string; token: string }[]> {
  const links = []
  for (const { role, staffNumber } of DEMO_ROLES) {
    const id = await employeeIdByStaffNumber(db, staffNumber)
    if (id) links.push({ role, token: await createSignInLink(db, id, now) })
  }
  return links
}
