import type { Db } from '../../db/connect.ts'
import type { Settings } from '../http/settings.ts'
import { safePath } from '../http/respond.ts'
import { employeeIdByStaffNumber } from '../people/employee.server.ts'
import { ask, type Fault, type ProviderFault, type Question, staffNumberIn } from './oidc.server.ts'
import { seal, unseal } from './seal.ts'
import { takeTry } from './tries.server.ts'

/** How long somebody may be away at the provider. */
const AWAY_MS = 10 * 60_000
const MINUTE = 60_000

/**
 * Beside what the provider can do: `off`, none is set; `no-number`, its claim is missing; `unknown`, nobody who works here
 * is kept under the number it tells.
 */
export type OidcFault = ProviderFault | 'off' | 'no-number' | 'unknown' | 'throttled'

type Place = Pick<Settings, 'oidc' | 'secret'> & { publicOrigin: string }

interface Kept extends Question {
  to: string
  until: number
}

/**
 * Sends somebody to the provider, and keeps in their browser what the answer has to fit, sealed and for ten minutes. What
 * is kept there costs the portal nothing, however often somebody begins.
 */
export async function beginOidc(
  { oidc, secret, publicOrigin }: Place,
  to: string,
  now: Date,
): Promise<{ url: string; cookie: string } | Fault<OidcFault>> {
  if (!oidc) return { fault: 'off' }
  const asked = await ask(oidc, backTo(publicOrigin), now)
  if ('fault' in asked) return asked
  const kept: Kept = {
    ...asked.question,
    // A cookie holds four kilobytes.
    to: to.length <= 1000 ? to : '/',
    until: now.getTime() + AWAY_MS,
  }
  const sealed = seal(secret, 'oidc', Buffer.from(JSON.stringify(kept)))
  return { url: asked.url, cookie: cookieOf(publicOrigin, sealed, AWAY_MS / 1000) }
}

/**
 * Whom the provider's answer names: the active person of the staff number it tells. An answer counts once, in the browser
 * that asked for it. `number` is what the provider told of the person who stands there, and of nobody else.
 */
export async function finishOidc(
  db: Db,
  { oidc, secret, publicOrigin }: Place,
  { search, cookies, address }: { search: string; cookies: string | null; address: string },
  now: Date,
): Promise<
  { employeeId: string; to: string } | (Fault<OidcFault> & { number?: string; to?: string })
> {
  if (!oidc) return { fault: 'off' }
  const kept = keptIn(cookies, secret, publicOrigin, now)
  const answer = new URL(backTo(publicOrigin) + search)
  if (!kept || answer.searchParams.get('state') !== kept.state) return { fault: 'lost' }
  const to = safePath(kept.to, publicOrigin)
  const from = { by: `oidc|from|${address}`, most: 200, windowMs: 15 * MINUTE }
  if (!(await takeTry(db, secret, [from], now))) return { fault: 'throttled', to }
  // Counted before it is used: of the same answer twice at once one goes on.
  const once = { by: `oidc|state|${kept.state}`, most: 1, windowMs: AWAY_MS }
  if (!(await takeTry(db, secret, [once], now))) return { fault: 'lost', to }

  const told = await staffNumberIn(oidc, answer, kept, now)
  if ('fault' in told) return { ...told, to }
  const { staffNumber: number } = told
  if (number === null) return { fault: 'no-number', to }
  const employeeId = await employeeIdByStaffNumber(db, number)
  return employeeId ? { employeeId, to } : { fault: 'unknown', number: number.slice(0, 100), to }
}

/** The cookie that forgets the question. */
export function withoutQuestion(publicOrigin: string): string {
  return cookieOf(publicOrigin, '', 0)
}

/** Where the provider leads back to. */
export function backTo(publicOrigin: string): string {
  return `${publicOrigin}/sign-in/oidc/back`
}

function keptIn(
  cookies: string | null,
  secret: string,
  publicOrigin: string,
  now: Date,
): Kept | null {
  const name = nameOf(publicOrigin)
  const pair = (cookies ?? '').split(/;\s*/).find((one) => one.startsWith(`${name}=`))
  const opened = pair && unseal(secret, 'oidc', pair.slice(name.length + 1))
  if (!opened) return null
  const kept = JSON.parse(opened.toString()) as Kept
  return kept.until > now.getTime() ? kept : null
}

function nameOf(publicOrigin: string): string {
  return publicOrigin.startsWith('https:') ? '__Host-zveno-oidc' : 'zveno-oidc'
}

/** Lax, since the provider's answer comes from its own site; whoever signs in there must be able to come back. */
function cookieOf(publicOrigin: string, value: string, seconds: number): string {
  const secure = publicOrigin.startsWith('https:') ? '; Secure' : ''
  return `${nameOf(publicOrigin)}=${value}; Path=/; Max-Age=${seconds}; SameSite=Lax; HttpOnly${secure}`
}
