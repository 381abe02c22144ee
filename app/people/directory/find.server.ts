import { sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import type { Wish } from './filter.ts'
import type { Seen } from './user.ts'

/** Everybody who was not erased, with what the directory calls them. */
function rows(db: Db) {
  return db
    .selectFrom('people_employee as e')
    .leftJoin('people_directory as d', 'd.employee_id', 'e.id')
    .where('e.erased', '=', 0)
}

function columns(query: ReturnType<typeof rows>) {
  return query.select([
    ...(['e.id', 'e.staff_number', 'e.name', 'e.email', 'e.unit_id', 'e.locale'] as const),
    ...(['e.time_zone', 'e.status', 'e.created_at', 'd.user_name', 'd.external_id'] as const),
    ...(['d.given_name', 'd.family_name', 'd.formatted_name', 'd.told_name'] as const),
    'd.deleted_at',
  ])
}

type Row = Awaited<ReturnType<ReturnType<typeof columns>['execute']>>[number]

/** Deleted by the directory and still gone: it sees them no more. */
function isDeleted(row: Row): boolean {
  return row.deleted_at !== null && row.status === 'left'
}

/** Whom no directory has named yet is called by the staff number. */
function seenOf(row: Row): Seen {
  // Parts of a name that HR has changed since are not its parts.
  const told = row.told_name === row.name
  return {
    ...{ id: row.id, staffNumber: row.staff_number, name: row.name, email: row.email },
    ...{ unitId: row.unit_id, locale: row.locale, timeZone: row.time_zone },
    ...{ active: row.status === 'active', createdAt: row.created_at },
    ...{ userName: row.user_name ?? row.staff_number, externalId: row.external_id },
    givenName: told ? row.given_name : null,
    familyName: told ? row.family_name : null,
    formatted: told ? row.formatted_name : null,
  }
}

/** The person of that id; null for one who never was, was erased or deleted. */
export async function personSeen(db: Db, id: string): Promise<Seen | null> {
  const row = await columns(rows(db)).where('e.id', '=', id).executeTakeFirst()
  return row && !isDeleted(row) ? seenOf(row) : null
}

/** Whoever has that staff number, deleted ones too. */
export async function seenBy(
  db: Db,
  staffNumber: string,
): Promise<(Seen & { deleted: boolean }) | null> {
  const row = await columns(rows(db)).where('e.staff_number', '=', staffNumber).executeTakeFirst()
  return row ? { ...seenOf(row), deleted: isDeleted(row) } : null
}

/**
 * People in the order of staff numbers, from the `start`-th on (from 1), at most `count`; `total` counts all of them. By
 * userName also those are found whom no directory has named yet, by staff number or an address that is theirs alone.
 */
export async function peopleSeen(
  db: Db,
  wish: Wish,
  start: number,
  count: number,
): Promise<{ people: Seen[]; total: number }> {
  let query = rows(db).where((eb) =>
    eb.or([eb('d.deleted_at', 'is', null), eb('e.status', '=', 'active')]),
  )
  const { id, userName, externalId, staffNumber, email, active } = wish
  if (id !== undefined) query = query.where('e.id', '=', id)
  if (externalId !== undefined) query = query.where('d.external_id', '=', externalId)
  if (staffNumber !== undefined) query = query.where('e.staff_number', '=', staffNumber)
  if (active !== undefined) query = query.where('e.status', '=', active ? 'active' : 'left')
  if (email !== undefined) {
    query = query.where(sql<string>`lower(e.email)`, '=', email.toLowerCase())
  }
  if (userName !== undefined) {
    const one = await idsOf(db, userName)
    query = query.where('e.id', 'in', [...one, ''])
  }
  const { n } = await query
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  const found =
    count === 0
      ? []
      : await columns(query)
          .orderBy('e.staff_number')
          .limit(count)
          .offset(start - 1)
          .execute()
  return { people: found.map(seenOf), total: Number(n) }
}

async function idsOf(db: Db, userName: string): Promise<string[]> {
  const named = await db
    .selectFrom('people_directory')
    .where('user_key', '=', userName.toLowerCase())
    .select('employee_id as id')
    .execute()
  if (named.length > 0) return named.map(({ id }) => id)
  const unnamed = db
    .selectFrom('people_employee as e')
    .leftJoin('people_directory as d', 'd.employee_id', 'e.id')
    .where('d.employee_id', 'is', null)
    .select('e.id')
    .limit(2)
  const numbered = await unnamed.where('e.staff_number', '=', userName).execute()
  if (numbered.length > 0 || !userName.includes('@')) return numbered.map(({ id }) => id)
  const addressed = await unnamed
    .where(sql<string>`lower(e.email)`, '=', userName.toLowerCase())
    .execute()
  return addressed.length === 1 ? addressed.map(({ id }) => id) : []
}
