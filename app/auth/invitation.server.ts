import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import type { Locale } from '../i18n/locale.ts'
import { mayHandle } from '../people/authority.ts'
import type { Employee, Role } from '../people/employee.server.ts'
import { derivedToken, hashToken, newToken } from './hash.ts'

export const INVITED_DAYS = 14
const LIFETIME_MS = INVITED_DAYS * 24 * 60 * 60_000

/** Most cards of one print: twenty-five sheets. */
export const MOST_CARDS = 200

export interface Invitee {
  id: string
  name: string
  email: string | null
  locale: Locale
}

/**
 * Whom this person may invite in these units, by name: everybody active, `absent` only who is signed in nowhere. HR and
 * owners are invited by themselves and by owners: whoever hands out a way in could use it.
 */
export async function inviteesOf(
  db: Db,
  me: Pick<Employee, 'id' | 'roles'>,
  unitIds: readonly string[],
  absent: boolean,
): Promise<Invitee[]> {
  const rows = await db
    .selectFrom('people_employee as e')
    .where('e.status', '=', 'active')
    .where('e.unit_id', 'in', [...unitIds, ''])
    .$if(absent, (query) =>
      query.where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('auth_session as s').whereRef('s.employee_id', '=', 'e.id').select('s.id'),
          ),
        ),
      ),
    )
    .orderBy('e.name')
    .select(['e.id', 'e.name', 'e.email', 'e.locale'])
    .execute()
  const above = await db
    .selectFrom('people_role')
    .where('role', 'in', ['hr', 'owner'])
    .select(['employee_id', 'role'])
    .execute()
  const roles = new Map<string, Role[]>()
  for (const { employee_id: id, role } of above) roles.set(id, [...(roles.get(id) ?? []), role])
  return rows.filter(({ id }) => mayHandle(me, { id, roles: roles.get(id) ?? [] }))
}

/**
 * A single-use way in for each, fourteen days; the one before is void. `tokenOf` makes the token, of which only the hash
 * is kept.
 */
async function invite(
  db: Db,
  ids: readonly string[],
  now: Date,
  tokenOf: (id: string) => string,
): Promise<Map<string, string>> {
  const tokens = new Map<string, string>()
  for (let at = 0; at < ids.length; at += 500) {
    const some = ids.slice(at, at + 500)
    await db
      .deleteFrom('auth_link')
      .where('employee_id', 'in', some)
      .where('invitation', '=', 1)
      .where('used_at', 'is', null)
      .execute()
    for (const id of some) tokens.set(id, tokenOf(id))
    await db
      .insertInto('auth_link')
      .values(
        some.map((id) => ({
          token_hash: hashToken(tokens.get(id)!),
          employee_id: id,
          expires_at: now.getTime() + LIFETIME_MS,
          used_at: null,
          invitation: 1 as const,
        })),
      )
      .execute()
  }
  return tokens
}

/** Tokens for cards that are printed now, by person. */
export function inviteByCard(db: Db, ids: readonly string[], now: Date) {
  return invite(db, ids, now, newToken)
}

/**
 * Keys of mails that invite, by person. What the mail will say is made of its key and the portal's secret when it is
 * sent: a mail that waits in the database lets its reader in nowhere.
 */
export async function inviteByMail(
  db: Db,
  ids: readonly string[],
  secret: string,
  now: Date,
): Promise<Map<string, string>> {
  const keys = new Map(ids.map((id) => [id, `auth.invitation:${randomUUID()}`]))
  await invite(db, ids, now, (id) => derivedToken(secret, keys.get(id)!))
  return keys
}
