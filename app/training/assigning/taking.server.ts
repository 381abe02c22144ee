import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import type { AssignedTable, AssignmentTable } from '../../../db/schema/training.ts'
import { wallClock } from '../../i18n/zone.ts'
import { activeEmployees, type Employee, employeeById } from '../../people/employee.server.ts'
import type { Unit } from '../../people/unit.ts'
import { subtreeOf } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { means } from './audience.ts'
import { plusDays } from './day.ts'
import { type Due, dueAgain, dueDay } from './due.ts'

const DAY_MS = 24 * 60 * 60 * 1000

type Who = Pick<Employee, 'id' | 'unitId' | 'roles' | 'hiredOn' | 'timeZone'>

interface Running extends AssignmentTable {
  modules: string[]
}

/** What is assigned now, the oldest first. */
async function running(db: Db, id?: string): Promise<Running[]> {
  const rows = await db
    .selectFrom('training_assignment')
    .where('ended_at', 'is', null)
    .$if(id !== undefined, (query) => query.where('id', '=', id!))
    .orderBy('made_at')
    .orderBy('id')
    .selectAll()
    .execute()
  const modules = await db
    .selectFrom('training_assignment_module as m')
    .innerJoin('training_assignment as t', 't.id', 'm.assignment_id')
    .where('t.ended_at', 'is', null)
    .$if(id !== undefined, (query) => query.where('t.id', '=', id!))
    .select(['m.assignment_id', 'm.module'])
    .orderBy('m.module')
    .execute()
  return rows.map((row) => ({
    ...row,
    modules: modules.flatMap((one) => (one.assignment_id === row.id ? one.module : [])),
  }))
}

export function dueOf(row: Pick<AssignmentTable, 'due' | 'due_on' | 'due_days'>): Due {
  return { kind: row.due, on: row.due_on, days: row.due_days }
}

/** People that an assignment means, out of these. */
export function meant<Person extends Who>(
  row: Pick<AssignmentTable, 'unit_id' | 'role' | 'hired_from' | 'hired_to'>,
  people: readonly Person[],
  units: Unit[],
): Person[] {
  const below = new Set(subtreeOf(units, row.unit_id))
  const limits = { role: row.role, hiredFrom: row.hired_from, hiredTo: row.hired_to }
  return people.filter((person) => means(limits, below, person))
}

/**
 * Brings every running assignment to what the company is like now: who joined or moved in is taken in, who left or moved
 * away falls out, what was finished counts, what has to be done again is open again. Harmless to repeat, also by two
 * processes at once.
 */
export async function tendAssignments(db: Db, timeZone: string, now: Date): Promise<void> {
  const [people, units] = [await activeEmployees(db), await unitTree(db)]
  for (const row of await running(db)) await tend(db, row, people, units, timeZone, now)
  await forgetEnded(db, now)
}

/** The same for one assignment, as soon as it is made or changed. */
export async function tendAssignment(
  db: Db,
  id: string,
  timeZone: string,
  now: Date,
): Promise<void> {
  const [people, units] = [await activeEmployees(db), await unitTree(db)]
  for (const row of await running(db, id)) await tend(db, row, people, units, timeZone, now)
}

/** The same for one person, as they sign in. */
export async function tendPerson(
  db: Db,
  employeeId: string,
  timeZone: string,
  now: Date,
): Promise<void> {
  const all = await running(db)
  const person = all.length > 0 ? await employeeById(db, employeeId) : null
  if (!person) return
  const units = await unitTree(db)
  for (const row of all) await tend(db, row, [person], units, timeZone, now, person.id)
}

async function tend(
  db: Db,
  row: Running,
  people: readonly Who[],
  units: Unit[],
  timeZone: string,
  now: Date,
  only?: string,
): Promise<void> {
  const have = await db
    .selectFrom('training_assigned')
    .where('assignment_id', '=', row.id)
    .$if(only !== undefined, (query) => query.where('employee_id', '=', only!))
    .select(['employee_id', 'module'])
    .execute()
  const wanted = new Map(meant(row, people, units).map((person) => [person.id, person]))
  const had = new Set(have.map((one) => `${one.employee_id} ${one.module}`))
  await fallOut(
    db,
    row,
    [...new Set(have.map((one) => one.employee_id))].filter((id) => !wanted.has(id)),
  )
  const fresh = [...wanted.values()].flatMap((person): AssignedTable[] => {
    const takenOn = wallClock(now.getTime(), person.timeZone ?? timeZone).slice(0, 10)
    // A clock of their own may show the next day while it is assigned.
    const first = takenOn <= plusDays(row.made_on, 1)
    const due = dueDay(dueOf(row), { hiredOn: person.hiredOn, takenOn, first })
    return row.modules
      .filter((module) => !had.has(`${person.id} ${module}`))
      .map((module) => ({
        assignment_id: row.id,
        employee_id: person.id,
        module,
        taken_on: takenOn,
        due_on: due,
        round: 1,
        opened_at: 0,
        done_at: null,
      }))
  })
  for (let from = 0; from < fresh.length; from += 500) {
    await db
      .insertInto('training_assigned')
      .values(fresh.slice(from, from + 500))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  await settle(db, row.id, only)
  if (row.repeat_months !== null) {
    await reopen(db, row.id, row.repeat_months, people, timeZone, now, only)
  }
}

async function fallOut(db: Db, row: Running, gone: string[]): Promise<void> {
  for (let from = 0; from < gone.length; from += 500) {
    await db
      .deleteFrom('training_assigned')
      .where('assignment_id', '=', row.id)
      .where('employee_id', 'in', gone.slice(from, from + 500))
      .execute()
  }
  await db
    .deleteFrom('training_assigned')
    .where('assignment_id', '=', row.id)
    .where('module', 'not in', row.modules)
    .execute()
}

/** Notes what was finished in time to count, before it was assigned or where no step of the module could say so. */
async function settle(db: Db, assignmentId: string, only?: string): Promise<void> {
  const finished = sql<number>`(
    select max(t.finished_at) from training_attempt t
    where t.employee_id = training_assigned.employee_id
      and t.module = training_assigned.module
      and t.finished_at >= training_assigned.opened_at)`
  await db
    .updateTable('training_assigned')
    .set({ done_at: finished })
    .where('assignment_id', '=', assignmentId)
    .where('done_at', 'is', null)
    .$if(only !== undefined, (query) => query.where('employee_id', '=', only!))
    .where(finished, 'is not', null)
    .execute()
}

/** What was done long enough ago is open again, thirty days ahead of its day. */
async function reopen(
  db: Db,
  assignmentId: string,
  months: number,
  people: readonly Who[],
  timeZone: string,
  now: Date,
  only?: string,
): Promise<void> {
  // No month is shorter than 28 days, and the notice is 30: what is younger cannot be due.
  const before = now.getTime() - (months * 28 - 31) * DAY_MS
  const rows = await db
    .selectFrom('training_assigned')
    .where('assignment_id', '=', assignmentId)
    .where('done_at', '<=', before)
    .$if(only !== undefined, (query) => query.where('employee_id', '=', only!))
    .select(['employee_id', 'module', 'done_at', 'round'])
    .execute()
  const zones = new Map(people.map(({ id, timeZone: own }) => [id, own ?? timeZone]))
  for (const { employee_id, module, done_at, round } of rows) {
    const zone = zones.get(employee_id) ?? timeZone
    const dayOf = (time: number) => wallClock(time, zone).slice(0, 10)
    const again = dueAgain(dayOf(done_at!), months, dayOf(now.getTime()))
    if (again === null) continue
    await db
      .updateTable('training_assigned')
      .set({ due_on: again, round: round + 1, opened_at: now.getTime(), done_at: null })
      .where('assignment_id', '=', assignmentId)
      .where('employee_id', '=', employee_id)
      .where('module', '=', module)
      .where('done_at', '=', done_at)
      .execute()
  }
}

/** Of what was ended a day ago only what was done is kept. */
async function forgetEnded(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom('training_assigned')
    .where('done_at', 'is', null)
    .where('assignment_id', 'in', (ended) =>
      ended
        .selectFrom('training_assignment')
        .where('ended_at', '<', now.getTime() - DAY_MS)
        .select('id'),
    )
    .execute()
}
