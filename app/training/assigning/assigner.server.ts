import type { AppLoadContext } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { forbidden, notFound } from '../../http/respond.ts'
import { wallClock } from '../../i18n/zone.ts'
import type { Employee } from '../../people/employee.server.ts'
import { unitTree } from '../../people/unit.server.ts'
import { assignmentFor, mayChange } from './assignment.server.ts'

/** A leader or HR: where each of them may assign is asked of the purpose. */
export async function requireAssigner(
  request: Request,
  context: AppLoadContext,
): Promise<Employee> {
  const me = await requireEmployee(request, context)
  if (!me.roles.includes('leader') && !me.roles.includes('hr')) throw forbidden()
  return me
}

/** An assignment that this person reads; a 404 for every other id. */
export async function readable(context: AppLoadContext, me: Employee, id: string | undefined) {
  const found = await assignmentFor(context.db, id ?? '', me)
  if (!found) throw notFound()
  return { ...found, mine: mayChange(found, me, await unitTree(context.db)) }
}

/** One that this person may change and end as well. */
export async function changeable(context: AppLoadContext, me: Employee, id: string | undefined) {
  const found = await readable(context, me, id)
  if (!found.mine) throw notFound()
  return found
}

/** The company's day, 'YYYY-MM-DD'. */
export function todayOf({ company, now }: Pick<AppLoadContext, 'company' | 'now'>): string {
  return wallClock(now().getTime(), company.timeZone).slice(0, 10)
}

/** The day that this person's clock shows. */
export function myToday(
  me: Pick<Employee, 'timeZone'>,
  { company, now }: Pick<AppLoadContext, 'company' | 'now'>,
): string {
  return wallClock(now().getTime(), me.timeZone ?? company.timeZone).slice(0, 10)
}
