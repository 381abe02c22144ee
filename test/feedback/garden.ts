import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import { addEmployee, employeeById, type Employee } from '../../app/people/employee.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import { setCompany } from '../../app/people/company.server.ts'
import { logObservation } from '../../app/feedback/observation.server.ts'
import type { Observation } from '../../app/feedback/observation.ts'

export const NOON = new Date('2026-11-10T12:00:00Z')

/** A company with two regions, three garden centres and a till team; ids are the names. */
export async function garden(db: Db) {
  await setCompany(db, 'Garden', 'Asia/Jerusalem')
  const units = [
    ['company', null, 'company'],
    ['north', 'company', 'region'],
    ['south', 'company', 'region'],
    ['oak', 'north', 'site'],
    ['oak-tills', 'oak', 'team'],
    ['elm', 'north', 'site'],
    ['fig', 'south', 'site'],
  ] as const
  for (const [id, parentId, kind] of units) {
    await addUnit(db, { id, parentId, code: id, name: `Unit ${id}`, kind })
  }
  const person = async (name: string, unitId: string, leads?: string): Promise<Employee> => {
    const id = await addEmployee(db, { staffNumber: name, name, unitId, locale: 'en' }, NOON)
    if (leads) {
      await db
        .insertInto('people_role')
        .values({ employee_id: id, role: 'leader', unit_id: leads })
        .execute()
    }
    return (await employeeById(db, id)) as Employee
  }
  return {
    person,
    dana: await person('Dana', 'oak-tills'),
    boris: await person('Boris', 'oak'),
    eli: await person('Eli', 'elm'),
    oakLeader: await person('Olga', 'oak', 'oak'),
    tillLeader: await person('Tal', 'oak-tills', 'oak-tills'),
    northLeader: await person('Nora', 'north', 'north'),
    figLeader: await person('Farid', 'fig', 'fig'),
    headOffice: await person('Hana', 'company'),
  }
}

export function seen(data: Partial<Observation> = {}): Observation {
  return {
    key: randomUUID(),
    touchpoint: 'checkout',
    grade: 'poor',
    note: 'The queue reached the plants',
    ...data,
  }
}

/** Logs and gives the id; throws where it was not stored. */
export async function log(
  db: Db,
  by: Pick<Employee, 'id' | 'unitId'>,
  data: Partial<Observation> = {},
  now = NOON,
): Promise<string> {
  const logged = await logObservation(db, by, seen(data), now)
  if (!('id' in logged)) throw new Error(logged.outcome)
  return logged.id
}
