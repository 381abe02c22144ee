import { startSession } from '../../app/auth/session.server.ts'
import { addEmployees, grantRole } from '../../app/people/employee.server.ts'
import type { PersonLine } from '../../app/people/importing/row.ts'
import type { Db } from '../../db/connect.ts'

/** Given and family names that make as many people as are asked for, most of them with namesakes. */
const GIVEN = ['Anna', 'Boris', 'Артём', 'Юлия', 'יוסף', 'שרה', 'Zoë', 'Łukasz', 'Мария', 'נועה']
const FAMILY = ['Lindt', 'Müller', 'Щёголев', 'Иванова', 'כהן', 'לוין', 'Petrov', 'Garnier']

/** The i-th row of a file of people, 0 first. */
export function staffLine(i: number, unit: string, leads: boolean, email = ''): PersonLine {
  const name = `${GIVEN[i % GIVEN.length]} ${FAMILY[Math.floor(i / GIVEN.length) % FAMILY.length]}${i}`
  return {
    ...{ line: i + 2, staff_number: staffNumber(i), name, email, unit },
    ...{ roles: leads ? 'leader' : '', locale: '', status: '', hired: '', time_zone: '' },
  }
}

export function staffNumber(i: number): string {
  return `n${String(i).padStart(6, '0')}`
}

/** Adds somebody of HR at the top of the company; answers with the cookie of their session. */
export async function cookieOfHr(db: Db, now: Date): Promise<string> {
  const { id: unitId } = await db
    .selectFrom('people_unit')
    .where('parent_id', 'is', null)
    .select('id')
    .executeTakeFirstOrThrow()
  const hr = 'the-one-in-hr'
  await addEmployees(db, [{ id: hr, staffNumber: 'hr', name: 'Hanna', unitId, locale: 'en' }], now)
  await grantRole(db, hr, 'hr')
  return cookieOf(db, hr, now)
}

export async function cookieOf(db: Db, id: string, now: Date): Promise<string> {
  return (await startSession(db, false, id, now)).split(';')[0]!
}
