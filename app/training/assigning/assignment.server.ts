import type { Db } from '../../../db/connect.ts'
import type { AssignmentTable } from '../../../db/schema/training.ts'
import { wallClock } from '../../i18n/zone.ts'
import { activeEmployees, type Employee } from '../../people/employee.server.ts'
import { openUnits, subtreeOf, type Unit } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { publishedModules, titlesOf } from '../catalogue.server.ts'
import { plusDays } from './day.ts'
import { dueDay } from './due.ts'
import { dueOf, meant, tendAssignment } from './taking.server.ts'
import type { SoundWish, Wish } from './wish.ts'

/** How long an end can be taken back: ten seconds on the screen, and time for a slow phone. */
const UNDO_MS = 60_000

export type Assigner = Pick<Employee, 'id' | 'roles' | 'leads'>

/** Units in which this person may assign, the tree from above: HR everywhere, a leader in and below what they lead. */
export function unitsToAssign(units: Unit[], by: Assigner): Unit[] {
  if (by.roles.includes('hr')) return openUnits(units)
  const led = new Set(by.leads.flatMap((id) => subtreeOf(units, id)))
  return openUnits(units).filter(({ id }) => led.has(id))
}

/** What can be assigned, in the order it is taught. */
export async function modulesToAssign(db: Db): Promise<{ id: string; roles: readonly string[] }[]> {
  return (await publishedModules(db)).map(({ plan }) => ({ id: plan.id, roles: plan.roles }))
}

function columnsOf(wish: SoundWish) {
  return {
    unit_id: wish.unitId,
    role: wish.role,
    hired_from: wish.hiredFrom,
    hired_to: wish.hiredTo,
    path: wish.path,
    due: wish.due.kind,
    due_on: wish.due.on,
    due_days: wish.due.days,
    repeat_months: wish.repeatMonths,
  }
}

/** Assigns it, once for each `id` (a key of the form that was sent), and takes in everybody it means. */
export async function assign(
  db: Db,
  id: string,
  wish: SoundWish,
  by: Assigner,
  timeZone: string,
  now: Date,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const made = await trx
      .insertInto('training_assignment')
      .values({
        id,
        ...columnsOf(wish),
        by_id: by.id,
        by_hr: by.roles.includes('hr') ? 1 : 0,
        made_on: wallClock(now.getTime(), timeZone).slice(0, 10),
        made_at: now.getTime(),
        ended_at: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (made.numInsertedOrUpdatedRows === 1n) await setModules(trx, id, wish.modules)
  })
  await tendAssignment(db, id, timeZone, now)
}

async function setModules(trx: Db, id: string, modules: readonly string[]): Promise<void> {
  await trx.deleteFrom('training_assignment_module').where('assignment_id', '=', id).execute()
  await trx
    .insertInto('training_assignment_module')
    .values(modules.map((module) => ({ assignment_id: id, module })))
    .execute()
}

/** An assignment that this person may read: HR all, a leader what means their units or is above them. */
export async function assignmentFor(
  db: Db,
  id: string,
  me: Assigner,
): Promise<(AssignmentTable & { modules: string[] }) | null> {
  const row = await db
    .selectFrom('training_assignment')
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst()
  if (!row || !concerns(row, me, await unitTree(db))) return null
  const modules = await db
    .selectFrom('training_assignment_module')
    .where('assignment_id', '=', id)
    .select('module')
    .execute()
  const order = [...(await titlesOf(db)).keys()]
  const sorted = modules.map(({ module }) => module)
  return { ...row, modules: sorted.sort((a, b) => order.indexOf(a) - order.indexOf(b)) }
}

/** What stands, as a form holds it; `today` proposes the day that a wish of another kind lacks. */
export function wishOf(row: AssignmentTable & { modules: string[] }, today: string): Wish {
  return {
    unit: row.unit_id,
    role: row.role,
    hiredFrom: row.hired_from ?? '',
    hiredTo: row.hired_to ?? '',
    what: row.path ?? 'chosen',
    modules: row.path ? [] : row.modules,
    due: row.due,
    dueOn: row.due_on ?? plusDays(today, 28),
    dueDays: String(row.due_days ?? 30),
    repeat: row.repeat_months ?? 0,
  }
}

/** Whether it means, or may mean, people of this leader; everything concerns HR. */
export function concerns(row: Pick<AssignmentTable, 'unit_id'>, me: Assigner, units: Unit[]) {
  if (me.roles.includes('hr')) return true
  const below = new Set(subtreeOf(units, row.unit_id))
  return (
    me.leads.some((led) => below.has(led)) ||
    me.leads.some((led) => subtreeOf(units, led).includes(row.unit_id))
  )
}

/** Whether this person may change and end it: HR each one, a leader what leaders assigned in the units they lead. */
export function mayChange(
  row: Pick<AssignmentTable, 'unit_id' | 'by_hr'>,
  me: Assigner,
  units: Unit[],
): boolean {
  if (me.roles.includes('hr')) return true
  return row.by_hr === 0 && unitsToAssign(units, me).some(({ id }) => id === row.unit_id)
}

/**
 * Puts another wish in the place of a running assignment. Whoever was in stays in with their day of being taken in; what
 * is open gets its day anew, what is done stays done.
 */
export async function changeAssignment(
  db: Db,
  id: string,
  wish: SoundWish,
  timeZone: string,
  now: Date,
): Promise<'changed' | 'ended'> {
  const changed = await db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('training_assignment')
      .set(columnsOf(wish))
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await setModules(trx, id, wish.modules)
    const { made_on } = await trx
      .selectFrom('training_assignment')
      .where('id', '=', id)
      .select('made_on')
      .executeTakeFirstOrThrow()
    // Days of one kind of person are the same day: as many statements as there are kinds, not as people.
    const kinds = await trx
      .selectFrom('training_assigned as a')
      .innerJoin('people_employee as e', 'e.id', 'a.employee_id')
      .where('a.assignment_id', '=', id)
      .where('a.done_at', 'is', null)
      .where('a.round', '=', 1)
      .select(['a.taken_on', 'e.hired_on'])
      .distinct()
      .execute()
    for (const { taken_on: takenOn, hired_on: hiredOn } of kinds) {
      const first = takenOn <= plusDays(made_on, 1)
      await trx
        .updateTable('training_assigned')
        .set({ due_on: dueDay(wish.due, { hiredOn, takenOn, first }) })
        .where('assignment_id', '=', id)
        .where('done_at', 'is', null)
        .where('round', '=', 1)
        .where('taken_on', '=', takenOn)
        .where('employee_id', 'in', (same) =>
          same
            .selectFrom('people_employee')
            .where('hired_on', hiredOn === null ? 'is' : '=', hiredOn)
            .select('id'),
        )
        .execute()
    }
    return true
  })
  if (!changed) return 'ended'
  await tendAssignment(db, id, timeZone, now)
  return 'changed'
}

/** Ends it: nobody is asked for it any more. What was done stays done. */
export async function endAssignment(db: Db, id: string, now: Date): Promise<void> {
  await db
    .updateTable('training_assignment')
    .set({ ended_at: now.getTime() })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}

/** Takes an end back within a minute: everybody has it again, until the same day as before. */
export async function undoEnd(
  db: Db,
  id: string,
  timeZone: string,
  now: Date,
): Promise<'running' | 'too-late'> {
  const { numUpdatedRows } = await db
    .updateTable('training_assignment')
    .set({ ended_at: null })
    .where('id', '=', id)
    .where('ended_at', '>=', now.getTime() - UNDO_MS)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return 'too-late'
  await tendAssignment(db, id, timeZone, now)
  return 'running'
}

export interface Preview {
  people: number
  /** Have finished all of it already. */
  done: number
  /** Get no mail, since they have no address: they find it on Today. */
  withoutMail: number
  /** Would be meant but for a hiring day that nobody told. */
  withoutHired: number
  /** Their days, from the first to the last; null for nobody. */
  due: { from: string; to: string } | null
}

/** What it would come to today, before anything is sent. */
export async function previewOf(
  db: Db,
  wish: SoundWish,
  timeZone: string,
  now: Date,
): Promise<Preview> {
  const [all, units] = [await activeEmployees(db), await unitTree(db)]
  const row = columnsOf(wish)
  const people = meant(row, all, units)
  const limited = wish.hiredFrom !== null || wish.hiredTo !== null
  const unlimited = { ...row, hired_from: null, hired_to: null }
  const completed = await db
    .selectFrom('training_enrolment')
    .where('module', 'in', wish.modules)
    .where('completed_at', 'is not', null)
    .groupBy('employee_id')
    .having(({ fn }) => fn.countAll(), '=', wish.modules.length)
    .select('employee_id')
    .execute()
  const done = new Set(completed.map((one) => one.employee_id))
  const days = people
    .filter(({ id }) => !done.has(id))
    .map(({ hiredOn, timeZone: own }) => {
      const takenOn = wallClock(now.getTime(), own ?? timeZone).slice(0, 10)
      return dueDay(dueOf(row), { hiredOn, takenOn, first: true })
    })
    .sort()
  return {
    people: people.length,
    done: people.length - days.length,
    withoutMail: people.filter(({ id, email }) => email === null && !done.has(id)).length,
    withoutHired: limited
      ? meant(unlimited, all, units).filter(({ hiredOn }) => hiredOn === null).length
      : 0,
    due: days.length > 0 ? { from: days[0]!, to: days.at(-1)! } : null,
  }
}
