import type { Db } from '../../db/connect.ts'
import { hashToken, newToken } from './hash.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** A single-use sign-in link's token for the person, 24 hours; only its hash is kept. */
export async function createSignInLink(
  db: Db,
  employeeId: string,
  now: Date,
  lifetimeMs = DAY_MS,
): Promise<string> {
  const token = newToken()
  await db
    .insertInto('auth_link')
    .values({
      token_hash: hashToken(token),
      employee_id: employeeId,
      expires_at: now.getTime() + lifetimeMs,
      used_at: null,
    })
    .execute()
  return token
}

/** Whether the link could still be used. Looking never uses it up: mail programs open links to preview them. */
export async function linkIsOpen(db: Db, token: string, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('auth_link')
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.getTime())
    .select('employee_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Uses the link up and names its person; null where it is unknown, used or expired. Of many at once one wins. */
export async function redeemSignInLink(db: Db, token: string, now: Date): Promise<string | null> {
  const row = await db
    .updateTable('auth_link')
    .set({ used_at: now.getTime() })
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.getTime())
    .where('employee_id', 'in', (active) =>
      active.selectFrom('people_employee').where('status', '=', 'active').select('id'),
    )
    .returning('employee_id')
    .executeTakeFirst()
  return row?.employee_id ?? null
}

/** Removes sessions, links and counted tries past their time. */
export async function sweepExpired(db: Db, now: Date): Promise<void> {
  await db.deleteFrom('auth_session').where('expires_at', '<=', now.getTime()).execute()
  await db.deleteFrom('auth_link').where('expires_at', '<=', now.getTime()).execute()
  await db.deleteFrom('auth_try').where('until', '<=', now.getTime()).execute()
}
