import type { AppLoadContext } from '@remix-run/node'
import type { Db } from '../../../db/connect.ts'
import { requireEmployee } from '../../auth/require.server.ts'
import { forbidden, notFound } from '../../http/respond.ts'
import type { Employee } from '../../people/employee.server.ts'
import { withMerged } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { wave, type Wave } from '../wave.server.ts'

/**
 * A leader, or HR for the company as a whole: which units are theirs is said by what they ask for. Of a wave before a merge
 * those that became theirs by it, whose leaders nobody is any more.
 */
export async function requireActing(request: Request, context: AppLoadContext): Promise<Employee> {
  const me = await requireEmployee(request, context)
  if (!me.roles.includes('leader') && !me.roles.includes('hr')) throw forbidden()
  if (me.leads.length === 0) return me
  return { ...me, leads: withMerged(await unitTree(context.db), me.leads) }
}

/** A closed wave that shows something, for whoever acts on it; a 404 for every other address. */
export async function publishedWave(db: Db, waveId: string | undefined): Promise<Wave> {
  const found = await wave(db, waveId ?? '')
  if (!found || found.outcome !== 'published') throw notFound()
  return found
}
