import { type Expression, expressionBuilder, type SelectQueryBuilder, type SqlBool } from 'kysely'
import type { Db } from '../../db/connect.ts'
import type { Role } from './employee.server.ts'
import { wantedWords } from './finding/key.ts'
import { meantBy } from './finding/search.server.ts'

export interface PersonRow {
  id: string
  staffNumber: string
  name: string
  unit: string
  locale: 'en' | 'ru' | 'he'
}

export const PAGE_SIZE = 50

/**
 * So many are read whole and put in order; where more are meant, everybody is walked in order until a page is full. Reading
 * somebody out of order takes eight times as long as walking past them, so that with 500 of 50,000 either takes as long.
 * Where several conditions have to hold, a walk finds somebody more seldom, and reading more of them whole is worth it.
 */
const FEW = { one: 500, several: 2000 }

export interface PeopleWish {
  /** Staff number of the last person of the page before. */
  after?: string
  /** Words that begin a name, a number or an address. */
  search?: string
  /** Whoever belongs to one of these; everybody where it is left out. */
  unitIds?: readonly string[] | undefined
  role?: Role | undefined
  status?: 'active' | 'left'
}

/**
 * People in the order of staff numbers, from after `after` on, a page at a time. Where nobody is written like `search`,
 * those whose name differs by a letter, and `similar` says so. `next` continues, null at the end.
 */
export async function peoplePage(
  db: Db,
  wish: PeopleWish,
): Promise<{ people: PersonRow[]; next: string | null; similar: boolean }> {
  const exact = await pageOf(db, wish, false)
  const words = wantedWords(wish.search ?? '')
  if (exact.people.length > 0 || words.length === 0) return { ...exact, similar: false }
  // Further pages of similar ones begin where there was no exact one either.
  return { ...(await pageOf(db, wish, true)), similar: true }
}

async function pageOf(
  db: Db,
  wish: PeopleWish,
  similar: boolean,
): Promise<{ people: PersonRow[]; next: string | null }> {
  const { after = '', status = 'active' } = wish
  const asked = conditions(db, wish, similar)
  const most = asked.length > 1 ? FEW.several : FEW.one
  const few = await narrowest(db, asked, most)
  if (few?.n === 0) return { people: [], next: null }
  const all = db.selectFrom('people_employee').select(COLUMNS)
  let query = db
    // The limit keeps SQLite from walking everybody in order for the sake of these.
    .selectFrom((few ? all.where(few.by.only('people_employee')).limit(most) : all).as('e'))
    .innerJoin('people_unit as u', 'u.id', 'e.unit_id')
    .where('e.status', '=', status)
    .where('e.erased', '=', 0)
    .where('e.staff_number', '>', after)
  for (const one of asked) {
    if (one !== few?.by) query = query.where(one.each())
  }
  const rows = await query
    .orderBy('e.staff_number')
    .limit(PAGE_SIZE + 1)
    .select(['e.id', 'e.staff_number as staffNumber', 'e.name', 'u.name as unit', 'e.locale'])
    .execute()
  const people = rows.slice(0, PAGE_SIZE)
  const next = rows.length > PAGE_SIZE ? (people.at(-1)?.staffNumber ?? null) : null
  return { people, next }
}

const COLUMNS = ['id', 'staff_number', 'name', 'unit_id', 'locale', 'status', 'erased'] as const

/** One thing that is asked of everybody on the list. */
interface Condition {
  /** Whoever it holds for; somebody may stand there twice. */
  rows: SelectQueryBuilder<any, 's', object>
  /** Looked up among all that it holds for. */
  only: (people: 'people_employee' | 'e') => Expression<SqlBool>
  /** Found out for each of a few. */
  each: () => Expression<SqlBool>
}

function conditions(
  db: Db,
  { search = '', role, unitIds }: PeopleWish,
  similar: boolean,
): Condition[] {
  const found = [
    ...wantedWords(search).map((word) => meantBy(db, word, similar)),
    ...(role
      ? [db.selectFrom('people_role as s').where('s.role', '=', role).select('s.employee_id')]
      : []),
  ] as unknown as SelectQueryBuilder<any, 's', { employee_id: string }>[]
  const eb = expressionBuilder<any, any>()
  const asked = found.map((rows): Condition => ({
    rows,
    only: (people) => eb(`${people}.id`, 'in', rows),
    each: () => eb.exists(rows.whereRef('s.employee_id', '=', 'e.id')),
  }))
  if (!unitIds) return asked
  const places = unitIds.length === 0 ? [''] : unitIds
  const rows = db.selectFrom('people_employee as s').where('s.unit_id', 'in', places)
  const only: Condition['only'] = (people) => eb(`${people}.unit_id`, 'in', places)
  return [...asked, { rows: rows.select('s.unit_id'), only, each: () => only('e') }]
}

/** The condition that holds for the fewest, and for how many rows; null where each holds for more than are worth sorting. */
async function narrowest(
  db: Db,
  asked: Condition[],
  limit: number,
): Promise<{ by: Condition; n: number } | null> {
  let few: { by: Condition; n: number } | null = null
  for (const by of asked) {
    const most: number = few?.n ?? limit
    const row = await db
      .selectFrom(by.rows.limit(most + 1).as('some'))
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    const n = Number(row.n)
    if (n <= most) few = { by, n }
    if (n === 0) break
  }
  return few
}

/** Active people of these units, by name. */
export async function peopleOf(
  db: Db,
  unitIds: readonly string[],
): Promise<{ id: string; name: string; unitId: string }[]> {
  if (unitIds.length === 0) return []
  return db
    .selectFrom('people_employee')
    .where('unit_id', 'in', unitIds)
    .where('status', '=', 'active')
    .orderBy('name')
    .select(['id', 'name', 'unit_id as unitId'])
    .execute()
}

/** How many people work here. */
export async function countPeople(db: Db): Promise<number> {
  const row = await db
    .selectFrom('people_crowd')
    .select((eb) => eb.fn.sum('n').as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}
