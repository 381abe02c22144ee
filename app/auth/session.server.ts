import { Lucia, TimeSpan } from 'lucia'
import type { Db } from '../../db/connect.ts'
import type { Employee } from '../people/employee.server.ts'
import { kyselyAdapter } from './adapter.server.ts'
import { newToken } from './hash.ts'

declare module 'lucia' {
  interface Register {
    Lucia: ReturnType<typeof lucia>
    DatabaseSessionAttributes: { createdAt: number }
    DatabaseUserAttributes: { employee: Employee }
  }
}

/** A session that is used lives on, but never longer than this from sign-in. */
export const ABSOLUTE_LIFETIME_MS = 30 * 24 * 60 * 60 * 1000

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
  return new Lucia<{ createdAt: number }, { employee: Employee }>(kyselyAdapter(db), {
    sessionExpiresIn: new TimeSpan(14, 'd'),
    sessionCookie: {
      // A __Host- cookie cannot be planted from a subdomain; browsers take it over https only.
      name: secure ? '__Host-zveno' : 'zveno',
      attributes: { secure, sameSite: 'lax', path: '/' },
    },
    getSessionAttributes: (stored) => ({ createdAt: stored.createdAt }),
    getUserAttributes: ({ employee }) => ({ employee }),
  })
}

/** A new session for the person, always with a new id; the cookie to set. */
export async function startSession(
  db: Db,
  secure: boolean,
  employeeId: string,
  now: Date,
): Promise<string> {
  const auth = lucia(db, secure)
  const session = await auth.createSession(
    employeeId,
    { createdAt: now.getTime() },
    { sessionId: newToken() },
  )
  return auth.createSessionCookie(session.id).serialize()
}

/** The signed-in person for this cookie header, and a cookie to set where the session moved. */
export async function readSession(
  db: Db,
  secure: boolean,
  cookieHeader: string | null,
  now: Date,
): Promise<{ employee: Employee | null; token: string | null; setCookie: string | null }> {
  const nobody = { employee: null, token: null, setCookie: null }
  const auth = lucia(db, secure)
  const token = tokenIn(auth, cookieHeader)
  if (!token) return nobody
  const { session, user } = await auth.validateSession(token)
  if (!session) return { ...nobody, setCookie: auth.createBlankSessionCookie().serialize() }
  if (now.getTime() - session.createdAt > ABSOLUTE_LIFETIME_MS) {
    await auth.invalidateSession(token)
    return { ...nobody, setCookie: auth.createBlankSessionCookie().serialize() }
  }
  const setCookie = session.fresh ? auth.createSessionCookie(token).serialize() : null
  return { employee: user.employee, token, setCookie }
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
