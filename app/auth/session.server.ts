import { Lucia } from 'lucia'
import type { Db } from '../../db/connect.ts'
import { type ActiveRow, type Employee, employeeOf, type Role } from '../people/employee.server.ts'
import {
  KIOSK_LIFETIME_MS,
  kyselyAdapter,
  type SessionFacts,
  SLIDING_MS,
} from './adapter.server.ts'
import { deviceOf } from './device.ts'
import { hashToken, newToken } from './hash.ts'

declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof lucia>
    DatabaseSessionAttributes: SessionFacts
    DatabaseUserAttributes: { rows: ActiveRow[]; withheld: boolean }
  }
}

/** A session that is used lives on, but never longer than this from sign-in. */
export const ABSOLUTE_LIFETIME_MS = 30 * 24 * 60 * 60 * 1000
/** How long the second factor may be typed. */
const HALF_LIFETIME_MS = 10 * 60_000
/** A session's last request is written down no oftener than this. */
const SEEN_MS = 10 * 60_000
/** On a shared device: without a request, and how often requests are written down. */
const KIOSK_IDLE_MS = 2 * 60_000
const KIOSK_SEEN_MS = 10_000

const instances = new WeakMap<Db, Map<boolean, ReturnType<typeof make>>>()

/** Lucia on this database; `secure` where people reach the portal over https. */
export function lucia(db: Db, secure: boolean): ReturnType<typeof make> {
  const bySecurity = instances.get(db) ?? new Map<boolean, ReturnType<typeof make>>()
  instances.set(db, bySecurity)
  const made = bySecurity.get(secure) ?? make(db, secure)
  bySecurity.set(secure, made)
  return made
}

function make(db: Db, secure: boolean) {
  return new Lucia<SessionFacts, { rows: ActiveRow[]; withheld: boolean }>(kyselyAdapter(db), {
    sessionCookie: {
      // A __Host- cookie cannot be planted from a subdomain; browsers take it over https only.
      name: secure ? '__Host-zveno' : 'zveno',
      attributes: { secure, sameSite: 'lax', path: '/' },
    },
    getSessionAttributes: (stored) => stored,
    getUserAttributes: (stored) => stored,
  })
}

export interface Entry {
  by: SessionFacts['enteredBy']
  userAgent: string | null
  /** The second factor was given as well. */
  whole?: boolean
  /** The shared device that asks: every way in has to know (entering.server.ts). */
  kioskId: string | null
}

/**
 * A new session for the person, always with a new id; the cookie to set. Where they have a second factor it opens nothing
 * before that is given.
 */
export async function startSession(
  db: Db,
  secure: boolean,
  employeeId: string,
  now: Date,
  { by, userAgent, whole, kioskId }: Entry = { by: 'link', userAgent: null, kioskId: null },
): Promise<string> {
  const auth = lucia(db, secure)
  const time = now.getTime()
  // One person at a time: who walked away from it is out.
  if (kioskId !== null)
    await db.deleteFrom('auth_session').where('kiosk_id', '=', kioskId).execute()
  const session = await auth.createSession(
    employeeId,
    {
      createdAt: time,
      seenAt: time,
      device: deviceOf(userAgent),
      enteredBy: by,
      whole: whole ?? !(await hasFactor(db, employeeId)),
      kioskId,
    },
    { sessionId: newToken() },
  )
  const cookie = auth.createSessionCookie(session.id)
  if (kioskId !== null) cookie.attributes.maxAge = KIOSK_LIFETIME_MS / 1000
  return cookie.serialize()
}

async function hasFactor(db: Db, employeeId: string): Promise<boolean> {
  const row = await db
    .selectFrom('auth_factor')
    .where('employee_id', '=', employeeId)
    .where('confirmed_at', 'is not', null)
    .select('employee_id')
    .executeTakeFirst()
  return row !== undefined
}

export interface ReadSession {
  employee: Employee | null
  /** Who has passed the first factor and not the second. */
  half: Employee | null
  /** Roles that wait for a second factor its owner demands: not among the employee's roles meanwhile. */
  withheld: Role[]
  /** What is stored of the session; its id is the hash of the token. */
  session: (SessionFacts & { id: string }) | null
  token: string | null
  setCookie: string | null
}

/** The signed-in person for this cookie header, and a cookie to set where the session moved. */
export async function readSession(
  db: Db,
  secure: boolean,
  cookieHeader: string | null,
  now: Date,
): Promise<ReadSession> {
  const nobody: ReadSession = {
    ...{ employee: null, half: null, withheld: [], session: null, token: null, setCookie: null },
  }
  const auth = lucia(db, secure)
  const token = tokenIn(auth, cookieHeader)
  if (!token) return nobody
  const blank = { ...nobody, setCookie: auth.createBlankSessionCookie().serialize() }
  const adapter = kyselyAdapter(db)
  const [stored, user] = await adapter.getSessionAndUser(token)
  if (!stored || !user) return blank
  const { attributes: facts, expiresAt } = stored
  const time = now.getTime()
  // Lucia's own check reads the machine's clock; the portal is given one.
  if (expiresAt.getTime() <= time || isOver(facts, time)) {
    await adapter.deleteSession(token)
    return blank
  }
  const moves = facts.kioskId === null && expiresAt.getTime() - time < SLIDING_MS / 2
  if (moves) await adapter.updateSessionExpiration(token, new Date(time + SLIDING_MS))
  const id = hashToken(token)
  if (time - facts.seenAt > (facts.kioskId ? KIOSK_SEEN_MS : SEEN_MS)) await see(db, id, time)
  const setCookie = moves ? auth.createSessionCookie(token).serialize() : null
  const read = { ...nobody, session: { ...facts, id }, token, setCookie }
  const { rows, withheld } = user.attributes
  // Who somebody is may end at a time: a deputy's.
  const employee = employeeOf(rows, now)
  if (!employee) return blank
  if (!facts.whole) return { ...read, half: employee }
  // Six digits open nobody's keys, whatever role somebody got since.
  if (facts.enteredBy === 'pin') return { ...read, employee: { ...employee, roles: [], leads: [] } }
  if (!withheld) return { ...read, employee }
  const { roles } = employee
  const keys = (role: Role) => role === 'hr' || role === 'owner'
  return {
    ...read,
    employee: { ...employee, roles: roles.filter((role) => !keys(role)) },
    withheld: roles.filter(keys),
  }
}

function isOver({ whole, kioskId, createdAt, seenAt }: SessionFacts, time: number): boolean {
  if (kioskId !== null && time - seenAt > KIOSK_IDLE_MS + KIOSK_SEEN_MS) return true
  return time - createdAt > (whole ? ABSOLUTE_LIFETIME_MS : HALF_LIFETIME_MS)
}

async function see(db: Db, id: string, time: number): Promise<void> {
  await db.updateTable('auth_session').set({ seen_at: time }).where('id', '=', id).execute()
}

/** Ends the session of this cookie header; the cookie that forgets it. */
export async function endSession(
  db: Db,
  secure: boolean,
  cookieHeader: string | null,
): Promise<string> {
  const auth = lucia(db, secure)
  const token = tokenIn(auth, cookieHeader)
  if (token) await auth.invalidateSession(token)
  return auth.createBlankSessionCookie().serialize()
}

/** Lucia decodes the cookie and throws on a malformed one such as `zveno=%`. */
function tokenIn(auth: ReturnType<typeof make>, cookieHeader: string | null): string | null {
  try {
    return auth.readSessionCookie(cookieHeader ?? '')
  } catch {
    return null
  }
}
