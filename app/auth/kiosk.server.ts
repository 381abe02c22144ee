import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import { hashToken, newToken } from './hash.ts'

const HOUR_MS = 60 * 60_000
/** As long as browsers keep a cookie at most. */
const COOKIE_S = 400 * 24 * 60 * 60

export interface Kiosk {
  id: string
  name: string
  state: 'waiting' | 'expired' | 'enrolled' | 'revoked'
  enrolledAt: number | null
}

/** A shared device to be, and the link that makes it one: used once, on that device, within an hour. */
export async function makeKiosk(
  db: Db,
  name: string,
  now: Date,
): Promise<{ id: string; token: string }> {
  const id = randomUUID()
  const token = newToken()
  await db
    .insertInto('auth_kiosk')
    .values({
      id,
      name,
      link_hash: hashToken(token),
      link_until: now.getTime() + HOUR_MS,
      token_hash: null,
      enrolled_at: null,
      revoked_at: null,
    })
    .execute()
  return { id, token }
}

/** All shared devices, by name; those that were revoked or never came last. */
export async function kiosks(db: Db, now: Date): Promise<Kiosk[]> {
  const rows = await db.selectFrom('auth_kiosk').selectAll().orderBy('name').orderBy('id').execute()
  const stateOf = (row: (typeof rows)[number]): Kiosk['state'] => {
    if (row.revoked_at !== null) return 'revoked'
    if (row.enrolled_at !== null) return 'enrolled'
    return row.link_until > now.getTime() ? 'waiting' : 'expired'
  }
  const all = rows.map((row) => ({
    ...{ id: row.id, name: row.name, enrolledAt: row.enrolled_at },
    state: stateOf(row),
  }))
  const inUse = (kiosk: Kiosk) => kiosk.state === 'enrolled' || kiosk.state === 'waiting'
  return [...all.filter(inUse), ...all.filter((one) => !inUse(one))]
}

/** The name of the device that this link would make a shared one; null where it can no longer. */
export async function kioskToEnrol(db: Db, token: string, now: Date): Promise<string | null> {
  const row = await db
    .selectFrom('auth_kiosk')
    .where('link_hash', '=', hashToken(token))
    .where('link_until', '>', now.getTime())
    .where('revoked_at', 'is', null)
    .select('name')
    .executeTakeFirst()
  return row?.name ?? null
}

/** Uses the link up; the cookie's token of 256 bits, of which only the hash is kept. Null where the link is over. */
export async function enrolKiosk(db: Db, link: string, now: Date): Promise<string | null> {
  const token = newToken()
  const row = await db
    .updateTable('auth_kiosk')
    .set({ link_hash: null, token_hash: hashToken(token), enrolled_at: now.getTime() })
    .where('link_hash', '=', hashToken(link))
    .where('link_until', '>', now.getTime())
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row ? token : null
}

/** From now on it is a device like any other, and whoever is signed in on it is signed out. */
export async function revokeKiosk(db: Db, id: string, now: Date): Promise<'revoked' | 'none'> {
  return inTransaction(db, async (trx) => {
    const row = await trx
      .updateTable('auth_kiosk')
      .set({ revoked_at: now.getTime(), link_hash: null, token_hash: null })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!row) return 'none'
    await trx.deleteFrom('auth_session').where('kiosk_id', '=', id).execute()
    return 'revoked'
  })
}

/** The enrolled device that this cookie header comes from. */
export async function kioskOf(
  db: Db,
  secure: boolean,
  cookieHeader: string | null,
): Promise<{ id: string; name: string; token: string } | null> {
  const token = tokenIn(secure, cookieHeader)
  if (!token) return null
  const row = await db
    .selectFrom('auth_kiosk')
    .where('token_hash', '=', hashToken(token))
    .select(['id', 'name'])
    .executeTakeFirst()
  return row ? { ...row, token } : null
}

/** What makes a device that was revoked like any other: the last person's things go, and the cookie. Null for all others. */
export function leftovers(secure: boolean, cookieHeader: string | null): Headers | null {
  if (!tokenIn(secure, cookieHeader)) return null
  const over = kioskCookie('', secure).replace(`Max-Age=${COOKIE_S}`, 'Max-Age=0')
  return new Headers({ ...CLEAN, 'Set-Cookie': over })
}

/** Between two people: whatever the browser kept of the first. */
export const CLEAN = { 'Clear-Site-Data': '"storage"' }

/** Of a page whose loader says so: from a loader only cookies reach the document by themselves. */
export function cleaning({ loaderHeaders }: { loaderHeaders: Headers }): Record<string, string> {
  return loaderHeaders.has('Clear-Site-Data') ? CLEAN : {}
}

export function kioskCookie(token: string, secure: boolean): string {
  return `${cookieName(secure)}=${token}; Path=/; Max-Age=${COOKIE_S}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

function tokenIn(secure: boolean, cookieHeader: string | null): string | undefined {
  const cookie = new RegExp(`(?:^|;\\s*)${cookieName(secure)}=([\\w-]{43})(?:;|$)`)
  return cookie.exec(cookieHeader ?? '')?.[1]
}

function cookieName(secure: boolean): string {
  return secure ? '__Host-zveno-kiosk' : 'zveno-kiosk'
}
