import type { Db } from '../../db/connect.ts'
import type { Employee } from '../people/employee.server.ts'
import { observation } from './observation.server.ts'
import type { Viewer } from './sites.ts'
import { isId } from './view.server.ts'

/** "Me too": a colleague of the site saw the same. Who joined is shown to nobody, only how many. */
export async function joinObservation(
  db: Db,
  id: string,
  by: Viewer,
  now: Date,
): Promise<'joined' | 'already-joined' | 'own' | 'closed' | 'not-found'> {
  const found = await observation(db, id, by)
  if (!found) return 'not-found'
  if (found.mine) return 'own'
  if (found.status === 'done' || found.status === 'declined') return 'closed'
  const joined = await db
    .insertInto('feedback_join')
    .values({ observation_id: id, employee_id: by.id, joined_at: now.getTime() })
    .onConflict((conflict) => conflict.columns(['observation_id', 'employee_id']).doNothing())
    .returning('employee_id')
    .executeTakeFirst()
  return joined ? 'joined' : 'already-joined'
}

/** Takes "me too" back. */
export async function leaveObservation(
  db: Db,
  id: string,
  by: Pick<Employee, 'id'>,
): Promise<void> {
  if (!isId(id)) return
  await db
    .deleteFrom('feedback_join')
    .where('observation_id', '=', id)
    .where('employee_id', '=', by.id)
    .execute()
}
