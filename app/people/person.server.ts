import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Locale } from '../i18n/locale.ts'
import { mayHandle } from './authority.ts'
import {
  addEmployee,
  changeEmployee,
  deactivateEmployees,
  type Employee,
  type Role,
} from './employee.server.ts'
import { lastOwner } from './role.server.ts'
import { openPlace } from './tree/place.server.ts'

const DAY_MS = 24 * 60 * 60_000

export interface HeldRole {
  role: Role
  /** '' for HR and owners. */
  unitId: string
  /** When a deputy's time ends, in ms; null for a role held until it is taken. */
  until: number | null
}

/** What HR's page of a person shows; of people who left as well. */
export interface Person {
  id: string
  staffNumber: string
  name: string
  email: string | null
  unitId: string
  locale: Locale
  status: 'active' | 'left'
  leftAt: number | null
  hiredOn: string | null
  timeZone: string | null
  roles: Role[]
  held: HeldRole[]
}

/** The person of that id, here or gone; null for one who never was. A deputy whose time is over is none. */
export async function personById(db: Db, id: string, now: Date): Promise<Person | null> {
  const row = await db
    .selectFrom('people_employee')
    .where('id', '=', id)
    .where('erased', '=', 0)
    .selectAll()
    .executeTakeFirst()
  if (!row) return null
  const held = await db
    .selectFrom('people_role')
    .where('employee_id', '=', id)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now.getTime())]))
    .orderBy('role')
    .orderBy('unit_id')
    .select(['role', 'unit_id as unitId', 'until'])
    .execute()
  return {
    ...{ id: row.id, staffNumber: row.staff_number, name: row.name, email: row.email },
    ...{ unitId: row.unit_id, locale: row.locale, status: row.status, leftAt: row.left_at },
    ...{ hiredOn: row.hired_on, timeZone: row.time_zone, held },
    roles: [...new Set(held.map(({ role }) => role))],
  }
}

export interface PersonChange {
  name: string
  email: string | null
  unitId: string
  locale: Locale
  hiredOn: string | null
  timeZone: string | null
}

/** Writes what HR changed; the address of HR and owners is their own and the owners'. */
export async function changePerson(
  db: Db,
  me: Pick<Employee, 'id' | 'roles'>,
  person: Person,
  to: PersonChange,
): Promise<void> {
  const email = mayHandle(me, person) ? to.email : person.email
  await inTransaction(db, async (trx) => {
    await changeEmployee(trx, person.id, { ...to, email, unitId: await openPlace(trx, to.unitId) })
  })
}

/** Lets somebody leave: what they have open ends at once, what they did stays. */
export async function letLeave(
  db: Db,
  me: Pick<Employee, 'id' | 'roles'>,
  id: string,
  now: Date,
): Promise<'left' | 'unknown' | 'yourself' | 'not-yours' | 'last-owner'> {
  return inTransaction(db, async (trx) => {
    const person = await personById(trx, id, now)
    if (!person) return 'unknown'
    if (person.id === me.id) return 'yourself'
    if (!mayHandle(me, person)) return 'not-yours'
    if (person.status === 'left') return 'left'
    if (person.roles.includes('owner') && (await lastOwner(trx))) return 'last-owner'
    await deactivateEmployees(trx, [id], now)
    return 'left'
  })
}

/**
 * Takes somebody back. Within a day it was a slip, and they hold what they held; later roles are given anew. What only an
 * owner gives comes back by an owner alone.
 */
export async function takeBack(
  db: Db,
  me: Pick<Employee, 'roles'>,
  id: string,
  now: Date,
): Promise<'back' | 'unknown'> {
  return inTransaction(db, async (trx) => {
    const person = await personById(trx, id, now)
    if (!person) return 'unknown'
    if (person.status === 'active') return 'back'
    const slip = person.leftAt !== null && now.getTime() - person.leftAt < DAY_MS
    await trx
      .deleteFrom('people_role')
      .where('employee_id', '=', id)
      .$if(slip, (query) =>
        me.roles.includes('owner')
          ? query.where('role', 'is', null)
          : query.where('role', '!=', 'leader'),
      )
      .execute()
    // Their unit may have been closed or merged while they were away.
    const unitId = await openPlace(trx, person.unitId)
    await changeEmployee(trx, id, { ...person, unitId, back: true })
    return 'back'
  })
}

/** Somebody new; a staff number that somebody has or had is theirs. */
export async function addPerson(
  db: Db,
  person: PersonChange & { staffNumber: string },
  now: Date,
): Promise<string> {
  return inTransaction(db, async (trx) => {
    const known = await trx
      .selectFrom('people_employee')
      .where('staff_number', '=', person.staffNumber)
      .select('id')
      .executeTakeFirst()
    if (known) return 'taken'
    return addEmployee(trx, { ...person, unitId: await openPlace(trx, person.unitId) }, now)
  })
}
