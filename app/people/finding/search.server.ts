import type { Db } from '../../../db/connect.ts'
import { keysOf, type WantedWord, withoutOne } from './key.ts'

/** Rows of one insert, of three values each. */
const ROWS = 5000

export interface Findable {
  id: string
  name: string
  staffNumber: string
  email: string | null
}

/** Writes down what these people are found by; what they were found by before is forgotten. */
export async function keepKeys(db: Db, people: readonly Findable[], fresh = false): Promise<void> {
  if (people.length === 0) return
  if (!fresh) {
    await db
      .deleteFrom('people_search')
      .where(
        'employee_id',
        'in',
        people.map(({ id }) => id),
      )
      .execute()
  }
  const rows = people.flatMap((person) =>
    keysOf(person).map((key) => ({ ...key, employee_id: person.id })),
  )
  for (let at = 0; at < rows.length; at += ROWS) {
    await db
      .insertInto('people_search')
      .values(rows.slice(at, at + ROWS))
      .execute()
  }
}

/** Gives keys to whoever has none: people of before there were keys. */
export async function fillKeys(db: Db): Promise<void> {
  for (;;) {
    const people = await db
      .selectFrom('people_employee as e')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('people_search as s').whereRef('s.employee_id', '=', 'e.id').select('s.key'),
          ),
        ),
      )
      .limit(500)
      .select(['e.id', 'e.name', 'e.staff_number as staffNumber', 'e.email'])
      .execute()
    if (people.length === 0) return
    await db.transaction().execute((trx) => keepKeys(trx, people))
  }
}

/** Ends a range of keys that begin alike: nothing sorts behind it. */
const LAST = '\u{10ffff}'

/**
 * Ids of the people that a word means: it begins a word of the name, the number or the address. `similar` also forgives a
 * letter that is missing, added, another or swapped, and a keyboard that stood in another language.
 */
export function meantBy(db: Db, { typed, elsewhere, mark }: WantedWord, similar: boolean) {
  const near = similar && typed !== '' ? [typed, ...withoutOne(typed)] : []
  const begins = [mark, ...(typed === '' ? [] : [typed]), ...(similar ? elsewhere : [])]
  return db
    .selectFrom('people_search as s')
    .where((eb) =>
      eb.or([
        ...begins.map((key) =>
          eb.and([eb('s.key', '>=', key), eb('s.key', '<', key + LAST), eb('s.whole', '=', 1)]),
        ),
        ...(near.length > 0 ? [eb('s.key', 'in', near)] : []),
      ]),
    )
    .select('s.employee_id')
}
