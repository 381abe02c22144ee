import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import { subtreeOf, type Unit } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { type Assigner, concerns } from './assignment.server.ts'

const PAGE_SIZE = 50
const ENDED_SHOWN = 20

/** Units whose people this person sees of an assignment: HR all, a leader those in and below what they lead. */
export function unitsSeen(units: Unit[], me: Assigner): string[] {
  if (me.roles.includes('hr')) return units.map(({ id }) => id)
  return [...new Set(me.leads.flatMap((id) => subtreeOf(units, id)))]
}

export interface Counts {
  people: number
  done: number
  late: number
}

/** A row for each person of an assignment, in these units: how much is open, and since or until when. */
function perPerson(db: Db, unitIds: readonly string[]) {
  return db
    .selectFrom('training_assigned as a')
    .innerJoin('people_employee as e', 'e.id', 'a.employee_id')
    .where('e.status', '=', 'active')
    .where('e.unit_id', 'in', unitIds)
    .groupBy(['a.assignment_id', 'e.id', 'e.name', 'e.search_name', 'e.unit_id'])
    .select(['a.assignment_id', 'e.id', 'e.name', 'e.search_name', 'e.unit_id'])
    .select(({ fn }) => [
      fn.countAll<number>().as('modules'),
      fn.count<number>('a.done_at').as('done'),
      sql<string | null>`min(case when a.done_at is null then a.due_on end)`.as('due_on'),
    ])
}

async function countsOf(
  db: Db,
  ids: readonly string[],
  unitIds: readonly string[],
  today: string,
): Promise<Map<string, Counts>> {
  if (ids.length === 0 || unitIds.length === 0) return new Map()
  const rows = await db
    .selectFrom(perPerson(db, unitIds).where('a.assignment_id', 'in', ids).as('p'))
    .groupBy('p.assignment_id')
    .select(({ fn }) => [
      'p.assignment_id as id',
      fn.countAll<number>().as('people'),
      sql<number>`sum(case when p.due_on is null then 1 else 0 end)`.as('done'),
      sql<number>`sum(case when p.due_on < ${today} then 1 else 0 end)`.as('late'),
    ])
    .execute()
  return new Map(
    rows.map(({ id, people, done, late }) => [
      id,
      { people: Number(people), done: Number(done), late: Number(late) },
    ]),
  )
}

export interface AssignmentLine extends Counts {
  id: string
  modules: string[]
  path: 'employee' | 'leader' | 'hr' | null
  unit: string
  by: string
  due: { kind: 'on' | 'hired' | 'assigned'; on: string | null; days: number | null }
  endedAt: number | null
}

/** What is assigned, as far as it concerns this person: the newest first, and the last ones that ended. */
export async function assignmentsFor(
  db: Db,
  me: Assigner,
  today: string,
): Promise<{ running: AssignmentLine[]; ended: AssignmentLine[] }> {
  const units = await unitTree(db)
  const names = new Map(units.map(({ id, name }) => [id, name]))
  const all = (ended: boolean) =>
    db
      .selectFrom('training_assignment as t')
      .innerJoin('people_employee as by', 'by.id', 't.by_id')
      .where('t.ended_at', ended ? 'is not' : 'is', null)
      .orderBy(ended ? 't.ended_at' : 't.made_at', 'desc')
      .orderBy('t.id')
      .selectAll('t')
      .select('by.name as by')
  const mine = (rows: Awaited<ReturnType<ReturnType<typeof all>['execute']>>) =>
    rows.filter((row) => concerns(row, me, units))
  const running = mine(await all(false).execute())
  const ended = mine(
    await all(true)
      .limit(ENDED_SHOWN * 5)
      .execute(),
  ).slice(0, ENDED_SHOWN)
  const ids = [...running, ...ended].map(({ id }) => id)
  const counts = await countsOf(db, ids, unitsSeen(units, me), today)
  const modules =
    ids.length === 0
      ? []
      : await db
          .selectFrom('training_assignment_module')
          .where('assignment_id', 'in', ids)
          .orderBy('module')
          .selectAll()
          .execute()
  const line = (row: (typeof running)[number]): AssignmentLine => ({
    id: row.id,
    modules: modules.flatMap((one) => (one.assignment_id === row.id ? one.module : [])),
    path: row.path,
    unit: names.get(row.unit_id) ?? '',
    by: row.by,
    due: { kind: row.due, on: row.due_on, days: row.due_days },
    endedAt: row.ended_at,
    ...(counts.get(row.id) ?? { people: 0, done: 0, late: 0 }),
  })
  return { running: running.map(line), ended: ended.map(line) }
}

export const SHOWS = ['open', 'late', 'done', 'all'] as const
export type Show = (typeof SHOWS)[number]

export interface PersonLine {
  id: string
  name: string
  unit: string
  modules: number
  done: number
  /** The nearest day of what is open; null where all is done. */
  dueOn: string | null
}

/** Names of people may hold any sign but this one. */
const BETWEEN = '\t'

/**
 * Who finished and who needs time, by name, a page at a time from after `after` on (as `next` of the page before had it).
 * No answer and no result of anybody.
 */
export async function peopleOfAssignment(
  db: Db,
  id: string,
  me: Assigner,
  wish: { show: Show; after: string },
  today: string,
): Promise<{ people: PersonLine[]; next: string | null; counts: Counts }> {
  const units = await unitTree(db)
  const seen = unitsSeen(units, me)
  const counts = (await countsOf(db, [id], seen, today)).get(id)
  if (!counts) return { people: [], next: null, counts: { people: 0, done: 0, late: 0 } }
  const [name = '', person = ''] = wish.after.split(BETWEEN)
  const rows = await db
    .selectFrom(perPerson(db, seen).where('a.assignment_id', '=', id).as('p'))
    .$if(wish.show === 'open', (query) => query.where('p.due_on', 'is not', null))
    .$if(wish.show === 'late', (query) => query.where('p.due_on', '<', today))
    .$if(wish.show === 'done', (query) => query.where('p.due_on', 'is', null))
    .where((eb) =>
      eb.or([
        eb('p.search_name', '>', name),
        eb.and([eb('p.search_name', '=', name), eb('p.id', '>', person)]),
      ]),
    )
    .orderBy('p.search_name')
    .orderBy('p.id')
    .limit(PAGE_SIZE + 1)
    .selectAll('p')
    .execute()
  const names = new Map(units.map((unit) => [unit.id, unit.name]))
  const shown = rows.slice(0, PAGE_SIZE)
  const last = shown.at(-1)
  return {
    people: shown.map((row) => ({
      id: row.id,
      name: row.name,
      unit: names.get(row.unit_id) ?? '',
      modules: Number(row.modules),
      done: Number(row.done),
      dueOn: row.due_on,
    })),
    next: rows.length > PAGE_SIZE && last ? `${last.search_name}${BETWEEN}${last.id}` : null,
    counts,
  }
}
