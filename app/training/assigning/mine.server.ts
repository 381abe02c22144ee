import { compiled, type Given } from '../../../db/compiled.ts'
import type { Db } from '../../../db/connect.ts'
import { type Continue, frozenModule, going } from '../attempt.server.ts'
import { catalogueAt } from '../catalogue.server.ts'
import { stepsOf } from '../module.ts'

const nearest = compiled((db: Db, given: Given<{ employeeId: string }>) =>
  db
    .selectFrom('training_assigned as a')
    .innerJoin('training_assignment as t', 't.id', 'a.assignment_id')
    .leftJoin('training_attempt as o', (join) =>
      join
        .onRef('o.employee_id', '=', 'a.employee_id')
        .onRef('o.module', '=', 'a.module')
        .on('o.finished_at', 'is', null),
    )
    .where('a.employee_id', '=', given.employeeId)
    .where('a.done_at', 'is', null)
    .where('t.ended_at', 'is', null)
    .orderBy('a.due_on')
    .orderBy('a.module')
    .limit(3)
    .select(['a.module', 'a.due_on', 'a.round', 'o.version', 'o.step', 'o.steps'])
    .select((eb) =>
      eb.selectFrom('training_catalogue as c').where('c.id', '=', 1).select('c.stamp').as('stamp'),
    ),
)

export interface NextAssigned extends Continue {
  /** 'YYYY-MM-DD' by this person's clock. */
  dueOn: string
  /** It was done before, and comes again. */
  again: boolean
}

/** The assigned module that is due first for this person; null for none. One query of bounded length. */
export async function nextAssigned(db: Db, employeeId: string): Promise<NextAssigned | null> {
  for (const row of await nearest(db, { employeeId })) {
    const { modules } = await catalogueAt(db, row.stamp ?? 0)
    const published = modules.find(({ plan }) => plan.id === row.module)
    if (!published) continue
    const older = row.version !== null && row.version !== published.plan.version
    const module = older ? await frozenModule(db, row.module, row.version!) : published
    const of = row.steps ?? stepsOf(published.plan).length
    return { ...going(module, row.step ?? 0, of), dueOn: row.due_on, again: row.round > 1 }
  }
  return null
}

export interface AssignedToMe {
  module: string
  dueOn: string
  /** Its day has passed. */
  late: boolean
  again: boolean
  by: string
}

/**
 * All that is assigned to this person and open, or what is of one module; each once, with its nearest day. `today` is
 * 'YYYY-MM-DD' by their own clock.
 */
export async function assignedTo(
  db: Db,
  employeeId: string,
  today: string,
  module?: string,
): Promise<AssignedToMe[]> {
  const rows = await db
    .selectFrom('training_assigned as a')
    .innerJoin('training_assignment as t', 't.id', 'a.assignment_id')
    .innerJoin('people_employee as by', 'by.id', 't.by_id')
    .where('a.employee_id', '=', employeeId)
    .where('a.done_at', 'is', null)
    .where('t.ended_at', 'is', null)
    .$if(module !== undefined, (query) => query.where('a.module', '=', module!))
    .orderBy('a.due_on')
    .orderBy('a.module')
    .select(['a.module', 'a.due_on as dueOn', 'a.round', 'by.name as by'])
    .execute()
  return rows
    .filter((row, i) => rows.findIndex((one) => one.module === row.module) === i)
    .map(({ round, ...row }) => ({ ...row, late: row.dueOn < today, again: round > 1 }))
}
