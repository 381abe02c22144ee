import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../db/connect.ts'
import { isLocale, type Locale } from '../i18n/locale.ts'
import { isDay, isTimeZone } from '../i18n/zone.ts'
import { addEmployee, deactivateEmployee, grantRole, type Role } from './employee.server.ts'
import { addUnit, unitTree } from './unit.server.ts'
import { pathOf, type Unit } from './unit.ts'

/** A row of the people file as text; columns that the file lacks are ''. */
export interface PersonLine {
  line: number
  staff_number: string
  name: string
  email: string
  /** The unit's path by names, from the company down: `Verdano/North/Lindenhof`. */
  unit: string
  /** Separated by `;`: leader (of that unit), hr, owner. */
  roles: string
  locale: string
  /** active, or left. */
  status: string
  /** Day of hiring, 'YYYY-MM-DD'; '' leaves it as it is. */
  hired: string
  /** The person's own clock by its IANA name, where it is not the company's; '' leaves it as it is. */
  time_zone: string
}

export interface PeopleReport {
  added: number
  changed: number
  unchanged: number
  left: number
  errors: { line: number; column: string; reason: string }[]
}

const ROLES: readonly string[] = ['leader', 'hr', 'owner'] satisfies Role[]

/**
 * Brings people and units to what the lines say; the staff number is the key. A line that cannot be used is
 * listed and changes nothing, the others count; the same lines twice change nothing. People not named stay.
 */
export async function importPeople(db: Db, lines: PersonLine[], now: Date): Promise<PeopleReport> {
  const report: PeopleReport = { added: 0, changed: 0, unchanged: 0, left: 0, errors: [] }
  const seen = new Set<string>()
  const units = await unitTree(db)
  const depth = Math.max(0, ...lines.map((line) => unitNames(line.unit).length - 1))
  for (const line of lines) {
    const fault = faultOf(line, seen)
    seen.add(line.staff_number)
    if (fault) report.errors.push({ line: line.line, ...fault })
    else report[await importPerson(db, line, units, depth, now)] += 1
  }
  return report
}

function faultOf(line: PersonLine, seen: Set<string>): { column: string; reason: string } | null {
  if (line.staff_number === '') return { column: 'staff_number', reason: 'is missing' }
  if (seen.has(line.staff_number)) {
    return { column: 'staff_number', reason: `${line.staff_number} stands twice in the file` }
  }
  if (line.status !== '' && line.status !== 'active' && line.status !== 'left') {
    return { column: 'status', reason: `"${line.status}" is neither active nor left` }
  }
  if (line.status === 'left') return null
  if (line.name === '') return { column: 'name', reason: 'is missing' }
  if (unitNames(line.unit).length === 0) {
    return {
      column: 'unit',
      reason: 'is missing; write the path from the company, such as Company/Region/Site',
    }
  }
  if (line.locale !== '' && !isLocale(line.locale)) {
    return { column: 'locale', reason: `"${line.locale}" is none of en, ru, he` }
  }
  if (line.email !== '' && !/^[^\s@]+@[^\s@]+$/.test(line.email)) {
    return { column: 'email', reason: `"${line.email}" is no e-mail address` }
  }
  if (line.hired !== '' && !isDay(line.hired)) {
    return { column: 'hired', reason: `"${line.hired}" is no day such as 2026-03-01` }
  }
  if (line.time_zone !== '' && !isTimeZone(line.time_zone)) {
    return { column: 'time_zone', reason: `"${line.time_zone}" is no zone such as Europe/Berlin` }
  }
  const unknown = roleNames(line.roles).find((role) => !ROLES.includes(role))
  if (unknown) return { column: 'roles', reason: `"${unknown}" is none of leader, hr, owner` }
  return null
}

const unitNames = (path: string) =>
  path
    .split('/')
    .map((name) => name.trim())
    .filter(Boolean)

const roleNames = (roles: string) =>
  roles
    .split(';')
    .map((role) => role.trim().toLowerCase())
    .filter((role) => role !== '' && role !== 'employee')

async function importPerson(
  db: Db,
  line: PersonLine,
  units: Unit[],
  depth: number,
  now: Date,
): Promise<'added' | 'changed' | 'unchanged' | 'left'> {
  const known = await db
    .selectFrom('people_employee')
    .where('staff_number', '=', line.staff_number)
    .selectAll()
    .executeTakeFirst()
  if (line.status === 'left') {
    if (!known || known.status === 'left') return 'unchanged'
    await deactivateEmployee(db, known.id)
    return 'left'
  }
  const unitId = await unitAt(db, units, unitNames(line.unit), depth)
  const person = {
    name: line.name,
    email: line.email || null,
    unit_id: unitId,
    // A language somebody chose for themselves is theirs.
    locale: known?.locale ?? ((line.locale || 'en') as Locale),
    status: 'active' as const,
    hired_on: line.hired || (known?.hired_on ?? null),
    time_zone: line.time_zone || (known?.time_zone ?? null),
  }
  let outcome: 'added' | 'changed' | 'unchanged' = 'unchanged'
  let id = known?.id
  if (!known) {
    const { name, email, locale, hired_on: hiredOn, time_zone: timeZone } = person
    const staffNumber = line.staff_number
    const added = { staffNumber, name, email, unitId, locale, hiredOn, timeZone }
    id = await addEmployee(db, added, now)
    outcome = 'added'
  } else if (
    Object.entries(person).some(([key, value]) => known[key as keyof typeof known] !== value)
  ) {
    await db
      .updateTable('people_employee')
      .set({ ...person, search_name: person.name.toLowerCase() })
      .where('id', '=', known.id)
      .execute()
    outcome = 'changed'
  }
  const rolesChanged = await setRoles(db, id as string, roleNames(line.roles) as Role[], unitId)
  return outcome === 'unchanged' && rolesChanged ? 'changed' : outcome
}

/** Gives and takes roles until they are these; true where any moved. */
async function setRoles(db: Db, id: string, roles: Role[], unitId: string): Promise<boolean> {
  const wanted = new Set(roles.map((role) => `${role} ${role === 'leader' ? unitId : ''}`))
  const have = await db
    .selectFrom('people_role')
    .where('employee_id', '=', id)
    .select(['role', 'unit_id'])
    .execute()
  const extra = have.filter((row) => !wanted.has(`${row.role} ${row.unit_id}`))
  const missing = roles.filter(
    (role) =>
      !have.some((row) => row.role === role && row.unit_id === (role === 'leader' ? unitId : '')),
  )
  for (const { role, unit_id } of extra) {
    await db.transaction().execute((trx) => dropRole(trx, id, role, unit_id))
  }
  for (const role of missing) await grantRole(db, id, role, unitId)
  return extra.length + missing.length > 0
}

async function dropRole(trx: Trx, id: string, role: Role, unitId: string): Promise<void> {
  await trx
    .deleteFrom('people_role')
    .where('employee_id', '=', id)
    .where('role', '=', role)
    .where('unit_id', '=', unitId)
    .execute()
  await trx.deleteFrom('auth_session').where('employee_id', '=', id).execute()
}

/** The unit at that path of names, made (and added to `units`) where it is missing. */
async function unitAt(db: Db, units: Unit[], names: string[], depth: number): Promise<string> {
  let parent: string | null = null
  for (const [level, name] of names.entries()) {
    const known: Unit | undefined = units.find(
      (unit) => unit.parentId === parent && unit.name === name,
    )
    if (known) {
      parent = known.id
      continue
    }
    const unit: Unit = {
      id: randomUUID(),
      parentId: parent,
      name,
      kind: kindAt(level, depth),
      code: codeOf(units, parent, name),
    }
    await addUnit(db, unit)
    units.push(unit)
    parent = unit.id
  }
  return parent as string
}

/** Company, region, site, team from the top; a file of two levels has sites under the company. */
function kindAt(level: number, depth: number): Unit['kind'] {
  if (level === 0) return 'company'
  if (depth === 1) return 'site'
  return level === 1 ? 'region' : level === 2 ? 'site' : 'team'
}

/** A readable code that no other unit has: the path in small letters, numbered where it is taken. */
function codeOf(units: Unit[], parent: string | null, name: string): string {
  const path = parent
    ? pathOf(units, parent)
        .map((unit) => unit.name)
        .reverse()
    : []
  const base = [...path.slice(1), name]
    .join('-')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
  const taken = new Set(units.map((unit) => unit.code))
  let code = base
  for (let n = 2; taken.has(code); n++) code = `${base}-${n}`
  return code
}
