import { randomUUID } from 'node:crypto'
import { compiled, type Given } from '../../db/compiled.ts'
import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Locale } from '../i18n/locale.ts'
import { company, spokenBy } from './company.server.ts'
import { spoken } from './company.ts'
import { keepKeys } from './finding/search.server.ts'

export type Role = 'leader' | 'hr' | 'owner'

export interface Employee {
  id: string
  staffNumber: string
  name: string
  email: string | null
  unitId: string
  locale: Locale
  /** Beside being an employee, which everybody is. */
  roles: Role[]
  /** Units this person leads. */
  leads: string[]
  /** 'YYYY-MM-DD'; null where nobody told. */
  hiredOn: string | null
  /** Of their own clock; null for the company's. */
  timeZone: string | null
}

/** Active people, a row for each of their roles and one for who has none. */
export function activeRows(db: Db) {
  return db
    .selectFrom('people_employee as e')
    .leftJoin('people_role as r', 'r.employee_id', 'e.id')
    .where('e.status', '=', 'active')
    .select(['e.id', 'e.staff_number', 'e.name', 'e.email', 'e.unit_id', 'e.locale', 'r.role'])
    .select(['r.unit_id as led', 'r.until as led_until', 'e.hired_on', 'e.time_zone'])
}

export type ActiveRow = Awaited<ReturnType<ReturnType<typeof activeRows>['execute']>>[number]

const rowsById = compiled((db: Db, given: Given<{ id: string }>) =>
  activeRows(db).where('e.id', '=', given.id),
)

/** The active person of that id; null for one who left or never was. */
export async function employeeById(db: Db, id: string, now = new Date()): Promise<Employee | null> {
  return employeeOf(await rowsById(db, { id }), now)
}

/** The person of all these rows; null of none. Whose time as a deputy is over by `now` is none. */
export function employeeOf(all: ActiveRow[], now: Date): Employee | null {
  const first = all[0]
  if (!first) return null
  const rows = all.filter(({ led_until: until }) => until === null || until > now.getTime())
  return {
    id: first.id,
    staffNumber: first.staff_number,
    name: first.name,
    email: first.email,
    unitId: first.unit_id,
    locale: first.locale,
    roles: [...new Set(rows.flatMap((row) => row.role ?? []))],
    leads: rows.flatMap((row) => (row.role === 'leader' && row.led ? [row.led] : [])),
    hiredOn: first.hired_on,
    timeZone: first.time_zone,
  }
}

/** Everybody active, for what goes through the whole company at night. */
export async function activeEmployees(db: Db, now = new Date()): Promise<Employee[]> {
  const rows = await activeRows(db).orderBy('e.id').execute()
  const people = new Map<string, ActiveRow[]>()
  for (const row of rows) people.set(row.id, [...(people.get(row.id) ?? []), row])
  return [...people.values()].flatMap((own) => employeeOf(own, now) ?? [])
}

export async function employeeIdByStaffNumber(db: Db, staffNumber: string): Promise<string | null> {
  const row = await db
    .selectFrom('people_employee')
    .where('staff_number', '=', staffNumber)
    .where('status', '=', 'active')
    .select('id')
    .executeTakeFirst()
  return row?.id ?? null
}

export interface NewEmployee {
  staffNumber: string
  name: string
  email?: string | null
  unitId: string
  locale: Locale
  /** 'YYYY-MM-DD'. */
  hiredOn?: string | null
  /** An IANA name. */
  timeZone?: string | null
}

export async function addEmployee(db: Db, person: NewEmployee, now: Date): Promise<string> {
  const id = randomUUID()
  await addEmployees(db, [{ id, ...person }], now)
  return id
}

/** Some hundreds at once; their ids are the caller's. */
export async function addEmployees(
  db: Db,
  people: readonly (NewEmployee & { id: string })[],
  now: Date,
): Promise<void> {
  if (people.length === 0) return
  const { locales } = await company(db)
  await db
    .insertInto('people_employee')
    .values(
      people.map((person) => ({
        id: person.id,
        staff_number: person.staffNumber,
        name: person.name,
        search_name: person.name.toLowerCase(),
        email: person.email ?? null,
        unit_id: person.unitId,
        locale: spoken(person.locale, locales),
        status: 'active' as const,
        created_at: now.getTime(),
        hired_on: person.hiredOn ?? null,
        time_zone: person.timeZone ?? null,
      })),
    )
    .execute()
  await keepKeys(
    db,
    people.map(({ id, name, staffNumber, email = null }) => ({ id, name, staffNumber, email })),
    true,
  )
}

export interface EmployeeChange {
  name: string
  email: string | null
  unitId: string
  locale?: Locale
  hiredOn: string | null
  timeZone: string | null
  /** Somebody who had left is here again. */
  back?: boolean
}

/** What is known of a person, written anew; roles and sessions stay. */
export async function changeEmployee(db: Db, id: string, to: EmployeeChange): Promise<void> {
  const locale = to.locale && (await spokenBy(db, to.locale))
  const { staffNumber } = await db
    .updateTable('people_employee')
    .set({
      name: to.name,
      search_name: to.name.toLowerCase(),
      email: to.email,
      unit_id: to.unitId,
      hired_on: to.hiredOn,
      time_zone: to.timeZone,
      ...(locale ? { locale } : {}),
      ...(to.back ? { status: 'active' as const, left_at: null } : {}),
    })
    .where('id', '=', id)
    .returning('staff_number as staffNumber')
    .executeTakeFirstOrThrow()
  await keepKeys(db, [{ id, staffNumber, name: to.name, email: to.email }])
}

/** Gives a role; whoever gets or loses one signs in anew, so that no open page keeps old rights. */
export async function grantRole(
  db: Db,
  employeeId: string,
  role: Role,
  unitId = '',
): Promise<void> {
  await inTransaction(db, async (trx) => {
    await trx
      .insertInto('people_role')
      .values({ employee_id: employeeId, role, unit_id: role === 'leader' ? unitId : '' })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await trx.deleteFrom('auth_session').where('employee_id', '=', employeeId).execute()
  })
}

/** The person leaves: sessions, links and whatever else opens the portal to them end at once; what they did stays. */
export async function deactivateEmployee(
  db: Db,
  employeeId: string,
  now = new Date(),
): Promise<void> {
  await inTransaction(db, (trx) => deactivateEmployees(trx, [employeeId], now))
}

/** The same of some hundreds, in the transaction of the caller. */
export async function deactivateEmployees(
  trx: Db,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  if (ids.length === 0) return
  await trx
    .updateTable('people_employee')
    .set({ status: 'left', left_at: now.getTime() })
    .where('id', 'in', ids)
    .execute()
  await trx.deleteFrom('auth_session').where('employee_id', 'in', ids).execute()
  await trx.deleteFrom('auth_link').where('employee_id', 'in', ids).execute()
  await trx.deleteFrom('auth_password').where('employee_id', 'in', ids).execute()
  await trx.deleteFrom('auth_factor').where('employee_id', 'in', ids).execute()
  await trx.deleteFrom('auth_pin').where('employee_id', 'in', ids).execute()
  await trx.deleteFrom('auth_recovery').where('employee_id', 'in', ids).execute()
}

export async function setLocale(db: Db, employeeId: string, locale: Locale): Promise<void> {
  await db.updateTable('people_employee').set({ locale }).where('id', '=', employeeId).execute()
}
