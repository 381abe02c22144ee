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
  { after = '', search = '', unitIds, role, status = 'active' }: PeopleWish,
  similar: boolean,
): Promise<{ people: PersonRow[]; next: string | null }> {
  let query = db
    .selectFrom('people_employee as e')
    .innerJoin('people_unit as u', 'u.id', 'e.unit_id')
    .where('e.status', '=', status)
    .where('e.erased', '=', 0)
    .where('e.staff_number', '>', after)
  for (const word of wantedWords(search)) {
    query = query.where((eb) => eb('e.id', 'in', meantBy(eb as never, word, similar)))
  }
  if (unitIds) query = query.where('e.unit_id', 'in', [...unitIds, ''])
  if (role) {
    query = query.where((eb) =>
      eb(
        'e.id',
        'in',
        eb.selectFrom('people_role as r').where('r.role', '=', role).select('r.employee_id'),
      ),
    )
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

export async function countPeople(db: Db): Promise<number> {
  const row = await db
    .selectFrom('people_employee')
    .where('status', '=', 'active')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}
