import type { Db } from '../../../db/connect.ts'
import type { EmployeeTable } from '../../../db/schema/people.ts'
import type { Selectable } from 'kysely'
import type { Role } from '../employee.server.ts'
import { pathOf } from '../unit.ts'
import {
  type Column,
  type PersonLine,
  type Reason,
  type RowFault,
  type Wanted,
  wantedOf,
} from './row.ts'
import type { UnitPlan } from './units.ts'

/** Who brings the file: somebody of HR, or null for the operator at the command line, who may all. */
export type Importer = { id: string; owner: boolean } | null

export interface Change {
  field: Column
  /** As people read it; '' for nothing. */
  from: string
  to: string
}

type Known = Selectable<EmployeeTable>
export interface RoleRow {
  role: Role
  unit_id: string
}

/** What one row would do. */
export interface Planned {
  line: number
  outcome: 'added' | 'changed' | 'unchanged' | 'left'
  staffNumber: string
  name: string
  unitId: string
  changes: Change[]
  /** Null for who is new. */
  known: Known | null
  wanted: Wanted
  give: RoleRow[]
  take: RoleRow[]
}

/** What a walk through a file remembers from row to row. */
export interface Walk {
  has: ReadonlySet<Column>
  seen: Set<string>
  units: UnitPlan
  by: Importer
  /** Active owners; the last of them stays one. */
  owners: Set<string>
  /** Paths that were written out already. */
  named: Map<string, string>
}

const above = (roles: RoleRow[]) => roles.some(({ role }) => role !== 'leader')

/** What these rows would do, in their order, and which of them cannot be used. Stores nothing. */
export async function planRows(
  db: Db,
  rows: readonly PersonLine[],
  walk: Walk,
): Promise<{ planned: Planned[]; faults: RowFault[] }> {
  const planned: Planned[] = []
  const faults: RowFault[] = []
  const { people, roles } = await knownOf(
    db,
    rows.map((row) => row.staff_number),
  )
  for (const row of rows) {
    const wanted = wantedOf(row, walk.has, walk.seen)
    if (row.staff_number !== '') walk.seen.add(row.staff_number)
    if ('reason' in wanted) {
      faults.push(wanted)
      continue
    }
    const known = people.get(wanted.staffNumber) ?? null
    const plan = planOf(wanted, known, (known && roles.get(known.id)) ?? [], walk)
    if ('reason' in plan) faults.push(plan)
    else planned.push(plan)
  }
  return { planned, faults }
}

async function knownOf(db: Db, staffNumbers: string[]) {
  const people = await db
    .selectFrom('people_employee')
    .where('staff_number', 'in', [...new Set(staffNumbers)])
    .selectAll()
    .execute()
  const rows =
    people.length === 0
      ? []
      : await db
          .selectFrom('people_role')
          .where(
            'employee_id',
            'in',
            people.map(({ id }) => id),
          )
          // A deputy's time is nobody's business but HR's on its page.
          .where('until', 'is', null)
          .select(['employee_id', 'role', 'unit_id'])
          .execute()
  const roles = new Map<string, RoleRow[]>()
  for (const { employee_id: id, role, unit_id } of rows) {
    roles.set(id, [...(roles.get(id) ?? []), { role, unit_id }])
  }
  return { people: new Map(people.map((person) => [person.staff_number, person])), roles }
}

function planOf(
  wanted: Wanted,
  known: Known | null,
  have: RoleRow[],
  walk: Walk,
): Planned | RowFault {
  const { by } = walk
  const fault = (place: Column, reason: Reason, value: string): RowFault => ({
    ...{ line: wanted.line, place, reason, value },
  })
  const plan: Planned = {
    ...{ line: wanted.line, outcome: 'unchanged', staffNumber: wanted.staffNumber },
    ...{ name: wanted.name || (known?.name ?? ''), unitId: known?.unit_id ?? '' },
    ...{ changes: [], known, wanted, give: [], take: [] },
  }
  // Whoever sets another's address could have their way in sent to it.
  const shielded =
    by !== null && !by.owner && known?.status === 'active' && known.id !== by.id && above(have)
  if (wanted.left) {
    if (!known || known.status === 'left') return plan
    if (by && known.id === by.id) return fault('status', 'yourself', '')
    if (shielded) return fault('status', 'above', known.name)
    if (walk.owners.has(known.id) && walk.owners.size === 1) {
      return fault('status', 'last-owner', known.name)
    }
    walk.owners.delete(known.id)
    return { ...plan, outcome: 'left' }
  }

  const unitId = walk.units.at(wanted.unit)
  if (unitId === null) {
    const root = walk.units.units.find(({ parentId }) => parentId === null)
    return fault('unit', 'root', root?.name ?? '')
  }
  if (typeof unitId !== 'string') {
    const { closed, now } = unitId
    return now
      ? fault('unit', 'merged', pathName(walk, now.id))
      : fault('unit', 'closed', closed.name)
  }
  plan.unitId = unitId
  const change = (field: Column, from: string, to: string) => {
    if (from !== to) plan.changes.push({ field, from, to })
  }
  if (known) {
    change('status', known.status === 'left' ? 'left' : '', '')
    change('name', known.name, wanted.name)
    if (wanted.email !== undefined) change('email', known.email ?? '', wanted.email ?? '')
    if (known.unit_id !== unitId) {
      change('unit', pathName(walk, known.unit_id), pathName(walk, unitId))
    }
    if (wanted.hiredOn) change('hired', known.hired_on ?? '', wanted.hiredOn)
    if (wanted.timeZone) change('time_zone', known.time_zone ?? '', wanted.timeZone)
  }
  if (shielded && plan.changes.some(({ field }) => field === 'email' || field === 'status')) {
    return fault('email', 'above', known.name)
  }
  const forbidden = planRoles(plan, wanted, known, have, walk)
  if (forbidden) return fault('roles', forbidden.reason, forbidden.value)
  plan.outcome = !known ? 'added' : plan.changes.length > 0 ? 'changed' : 'unchanged'
  return plan
}

/**
 * A file that says leader says it of the row's own unit; other units this person leads stay, unless it was the unit they
 * move from. HR's roles and the owner's are the owner's to give and to take: where another of HR brings a file that is
 * silent on them, they stay.
 */
function planRoles(
  plan: Planned,
  wanted: Wanted,
  known: Known | null,
  have: RoleRow[],
  walk: Walk,
): { reason: Reason; value: string } | null {
  const roles = wanted.roles ?? (known?.status === 'left' ? [] : undefined)
  if (roles === undefined) return null
  const full = walk.by === null || walk.by.owner
  // Who comes back holds nothing of before but what the file says now.
  const held = known?.status === 'left' ? [] : have
  const next = held.filter(({ role, unit_id }) => {
    if (role !== 'leader') return roles.includes(role) || !full
    return roles.includes('leader') && (unit_id === plan.unitId || unit_id !== known?.unit_id)
  })
  for (const role of roles) {
    const unit_id = role === 'leader' ? plan.unitId : ''
    if (next.some((row) => row.role === role && row.unit_id === unit_id)) continue
    if (role !== 'leader' && !full) return { reason: 'only-owner', value: role }
    next.push({ role, unit_id })
  }
  const same = (a: RoleRow) => (b: RoleRow) => a.role === b.role && a.unit_id === b.unit_id
  plan.give = next.filter((row) => !have.some(same(row)))
  plan.take = have.filter((row) => !next.some(same(row)))
  if (known && walk.owners.has(known.id) && plan.take.some(({ role }) => role === 'owner')) {
    if (walk.owners.size === 1) return { reason: 'last-owner', value: known.name }
    walk.owners.delete(known.id)
  }
  const names = (rows: RoleRow[]) =>
    rows
      .map(({ role, unit_id }) => (unit_id ? `${role} ${pathName(walk, unit_id)}` : role))
      .sort()
      .join('; ')
  if (known?.status === 'active' && plan.give.length + plan.take.length > 0) {
    plan.changes.push({ field: 'roles', from: names(have), to: names(next) })
  }
  return null
}

/** `North / Lindenhof`: the path without the company, which is everybody's. */
export function pathName({ units, named }: Pick<Walk, 'units' | 'named'>, id: string): string {
  const known = named.get(id)
  if (known !== undefined) return known
  const names = pathOf(units.units, id).map(({ name }) => name)
  const path = names
    .slice(0, Math.max(1, names.length - 1))
    .reverse()
    .join(' / ')
  named.set(id, path)
  return path
}
