import type { Db } from '../../db/connect.ts'

export interface PersonRow {
  id: string
  staffNumber: string
  name: string
  unit: string
  locale: 'en' | 'ru' | 'he'
}

export const PAGE_SIZE = 50

/**
 * Active people in the order of staff numbers, from after `after` on, a page at a time; `search` finds part of
 * a name or the beginning of a staff number. `next` continues, null at the end.
 */
export async function peoplePage(
  db: Db,
  { after = '', search = '' }: { after?: string; search?: string },
): Promise<{ people: PersonRow[]; next: string | null }> {
  const wish = search.trim().toLowerCase()
  const rows = await db
    .selectFrom('people_employee as e')
    .innerJoin('people_unit as u', 'u.id', 'e.unit_id')
    .where('e.status', '=', 'active')
    .where('e.staff_number', '>', after)
    .$if(wish !== '', (query) =>
      query.where((eb) =>
        eb.or([
          eb('e.search_name', 'like', `%${escaped(wish)}%`),
          eb('e.staff_number', 'like', `${escaped(search.trim())}%`),
        ]),
      ),
    )
    .orderBy('e.staff_number')
    .limit(PAGE_SIZE + 1)
    .select(['e.id', 'e.staff_number as staffNumber', 'e.name', 'u.name as unit', 'e.locale'])
    .execute()
  const people = rows.slice(0, PAGE_SIZE)
  const next = rows.length > PAGE_SIZE ? (people.at(-1)?.staffNumber ?? null) : null
  return { people, next }
}

/** Signs that LIKE would read as wildcards stand for themselves no better than a space would. */
function escaped(text: string): string {
  return text.replaceAll(/[%_\\]/g, ' ')
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
