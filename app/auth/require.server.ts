import { redirect, type AppLoadContext } from '@remix-run/node'
import type { Employee, Role } from '../people/employee.server.ts'
import { forbidden } from '../http/respond.ts'
import { readSession } from './session.server.ts'

export interface Visitor {
  employee: Employee | null
  setCookie: string | null
}

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
  const { employee, setCookie } = await readSession(
    db,
    isSecure(settings.publicOrigin),
    request.headers.get('Cookie'),
    context.now(),
  )
  if (setCookie) context.setCookie = setCookie
  return { employee, setCookie }
}

export function isSecure(publicOrigin: string): boolean {
  return publicOrigin.startsWith('https:')
}

/** The signed-in person, or off to sign in and back here afterwards. */
export async function requireEmployee(
  request: Request,
  context: AppLoadContext,
): Promise<Employee> {
  const { employee } = await visitor(request, context)
  if (employee) return employee
  const url = new URL(request.url)
  url.searchParams.delete('_data')
  const here = request.method === 'GET' ? url.pathname + url.search : '/'
  throw redirect(here === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(here)}`)
}

/** The signed-in person in that role, or in one of those; 403 for everybody else. */
export async function requireRole(
  request: Request,
  context: AppLoadContext,
  ...roles: [Role, ...Role[]]
): Promise<Employee> {
  const employee = await requireEmployee(request, context)
  if (!roles.some((role) => employee.roles.includes(role))) throw forbidden()
  return employee
}
