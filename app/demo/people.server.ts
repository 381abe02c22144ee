import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import { setCompany } from '../people/company.server.ts'
import { addEmployee, grantRole } from '../people/employee.server.ts'
import { addUnit } from '../people/unit.server.ts'
import { dayOf, moment } from './day.ts'
import { COMPANY, type Person, unitsOf } from './staff.ts'
import { DAYS } from './truth.ts'

export interface Made {
  /** Unit ids by code. */
  units: ReadonlyMap<string, string>
  /** Employee ids by staff number. */
  people: ReadonlyMap<string, string>
}

export async function fillPeople(db: Db, staff: readonly Person[], now: Date): Promise<Made> {
  const units = new Map(unitsOf().map(({ code }) => [code, randomUUID() as string]))
  const people = new Map<string, string>()
  const since = moment(now, DAYS + 30)
  await db.transaction().execute(async (trx) => {
    await setCompany(trx, COMPANY.name, COMPANY.timeZone)
    for (const { above, ...unit } of unitsOf()) {
      const parentId = above === null ? null : units.get(above)!
      await addUnit(trx, { id: units.get(unit.code)!, parentId, ...unit })
    }
    for (const [index, { staffNumber, name, unit, locale }] of staff.entries()) {
      const unitId = units.get(unit)!
      // Somebody new here and there, most for years.
      const hiredOn = dayOf(now, index % 40 === 39 ? 20 : 400 + ((index * 137) % 3000))
      const person = { staffNumber, name, unitId, locale, hiredOn }
      people.set(staffNumber, await addEmployee(trx, person, since))
    }
  })
  for (const { staffNumber, role, leads } of staff) {
    if (role) await grantRole(db, people.get(staffNumber)!, role, leads ? units.get(leads) : '')
  }
  return { units, people }
}
