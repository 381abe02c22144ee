import { redirect, type AppLoadContext } from '@remix-run/node'
import type { Employee, Role } from '../people/employee.server.ts'
import { forbidden } from '../http/respond.ts'
import { requestLocale } from '../i18n/request-locale.server.ts'
import { KIOSK_LIFETIME_MS } from './adapter.server.ts'
import { type ReadSession, readSession } from './session.server.ts'

export type Visitor = Omit<ReadSession, 'token'>

const visitors = new WeakMap<AppLoadContext, Promise<Visitor>>()

/**
 * Who is asking; read once a request, however many loaders ask. Where the session moved, its cookie goes out with the
 * answer, whichever of them it comes from.
 */
export function visitor(request: Request, context: AppLoadContext): Promise<Visitor> {
  let known = visitors.get(context)
  if (!known) visitors.set(context, (known = read(request, context)))
  return known
}

async function read(request: Request, context: AppLoadContext): Promise<Visitor> {
  const { db, settings } = context
  const read = await readSession(
    db,
    isSecure(settings.publicOrigin),
    request.headers.get('Cookie'),
    context.now(),
  )
  if (read.setCookie) context.setCookie = read.setCookie
  const { session, employee } = read
  context.locale = requestLocale(request, employee?.locale, context.company.locales)
  if (session?.kioskId) {
    context.kioskLeftMs = session.createdAt + KIOSK_LIFETIME_MS - context.now().getTime()
  }
  return read
}

export function isSecure(publicOrigin: string): boolean {
  return publicOrigin.startsWith('https:')
}

/** The signed-in person, or off to sign in and back here afterwards. */
export async function requireEmployee(
  request: Request,
  context: AppLoadContext,
): Promise<Employee> {
  const { employee, half } = await visitor(request, context)
  if (employee) return employee
  throw redirect(withWayBack(half ? '/sign-in/code' : '/sign-in', request))
}

/** The signed-in person and their session. */
export async function requireSession(
  request: Request,
  context: AppLoadContext,
): Promise<{ me: Employee; session: NonNullable<Visitor['session']> }> {
  const me = await requireEmployee(request, context)
  const { session } = await visitor(request, context)
  return { me, session: session! }
}

/** The signed-in person on a device of their own: what opens the portal elsewhere is not changed on a shared one. */
export async function requireOwnDevice(
  request: Request,
  context: AppLoadContext,
): ReturnType<typeof requireSession> {
  const known = await requireSession(request, context)
  if (known.session.kioskId !== null) throw forbidden()
  return known
}

/**
 * The signed-in person in that role, or in one of those; 403 for everybody else, and off to the second factor where the
 * role waits for it.
 */
export async function requireRole(
  request: Request,
  context: AppLoadContext,
  ...roles: [Role, ...Role[]]
): Promise<Employee> {
  const employee = await requireEmployee(request, context)
  if (roles.some((role) => employee.roles.includes(role))) return employee
  const { withheld, session } = await visitor(request, context)
  if (roles.some((role) => withheld.includes(role))) {
    // On a shared device it cannot be set up; there the account says so.
    throw redirect(session?.kioskId ? '/account' : '/account/second-factor')
  }
  throw forbidden()
}

/** Encoded, a way back grows; a header beyond 8 to 16 kB is refused by proxies and browsers, and the answer with it. */
const LONGEST_WAY = 2000

function withWayBack(door: string, request: Request): string {
  const url = new URL(request.url)
  url.searchParams.delete('_data')
  const here = request.method === 'GET' ? url.pathname + url.search : '/'
  const way = encodeURIComponent(here)
  return here === '/' || way.length > LONGEST_WAY ? door : `${door}?to=${way}`
}
