import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'

/**
 * The active person whom somebody means who typed this: a staff number as it stands, or an e-mail address in any
 * case. An address that several share names nobody: they sign in by staff number.
 */
export async function idOfWhom(db: Db, typed: string): Promise<string | null> {
  const wish = typed.trim()
  const rows = await db
    .selectFrom('people_employee')
    .where('status', '=', 'active')
    .where((eb) =>
      wish.includes('@')
        ? eb(sql<string>`lower(email)`, '=', wish.toLowerCase())
        : eb('staff_number', '=', wish),
    )
    .select('id')
    .limit(2)
    .execute()
  return rows.length === 1 ? rows[0]!.id : null
}
