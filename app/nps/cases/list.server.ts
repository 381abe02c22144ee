import { compiled, type Given } from '../../../db/compiled.ts'
import type { Db } from '../../../db/connect.ts'
import type { Employee } from '../../people/employee.server.ts'
import { siteOf, subtreeOf, type Unit } from '../../people/unit.ts'

export type Reader = Pick<Employee, 'id' | 'leads'>

/**
 * Units whose cases somebody oversees: of the sites they lead, or that lie under what they lead. Leading a team inside a site
 * is not leading the site.
 */
export function unitsOverseen(units: Unit[], me: Pick<Employee, 'leads'>): string[] {
  const led = new Set(me.leads.flatMap((unit) => subtreeOf(units, unit)))
  return units.flatMap((unit) => {
    const site = siteOf(units, unit.id)
    return site && led.has(site.id) ? [unit.id] : []
  })
}

/** A case as a list shows it: nothing of how to reach the customer, nothing of what they wrote. */
export interface CaseRow {
  id: string
  unitId: string
  touchpoint: string
  score: number
  openedAt: number
  dueAt: number
  owner: string | null
  mine: boolean
  closedAt: number | null
  outcome: string | null
  /** The customer's own word: 1 solved, 0 not. */
  solved: number | null
}

function rows(db: Db) {
  return db
    .selectFrom('nps_case as k')
    .innerJoin('nps_response as r', 'r.id', 'k.response_id')
    .leftJoin('people_employee as e', 'e.id', 'k.owner_id')
    .select(['k.id', 'k.unit_id as unitId', 'r.touchpoint', 'r.score'])
    .select(['k.opened_at as openedAt', 'k.due_at as dueAt', 'e.name as owner'])
    .select(['k.owner_id as ownerId', 'k.closed_at as closedAt', 'k.outcome', 'k.solved'])
}

/** Closed ones on the list: the latest. */
const CLOSED_SHOWN = 20
const OPEN_SHOWN = 100

/** Cases of the units somebody oversees, and those they handle: open ones by their due time, then the latest closed. */
export async function casesOf(
  db: Db,
  units: Unit[],
  me: Reader,
): Promise<{ open: CaseRow[]; closed: CaseRow[] }> {
  const overseen = unitsOverseen(units, me)
  const mine = rows(db).where((eb) =>
    eb.or([
      eb('k.owner_id', '=', me.id),
      ...(overseen.length > 0 ? [eb('k.unit_id', 'in', overseen)] : []),
    ]),
  )
  const view = ({ ownerId, ...row }: Awaited<ReturnType<typeof mine.execute>>[number]) => ({
    ...row,
    mine: ownerId === me.id,
  })
  const [open, closed] = await Promise.all([
    mine.where('k.closed_at', 'is', null).orderBy('k.due_at').limit(OPEN_SHOWN).execute(),
    mine
      .where('k.closed_at', 'is not', null)
      .orderBy('k.opened_at', 'desc')
      .limit(CLOSED_SHOWN)
      .execute(),
  ])
  return { open: open.map(view), closed: closed.map(view) }
}

const waitingOnMe = compiled((db: Db, given: Given<{ me: string; now: number }>) =>
  db
    .selectFrom('nps_case')
    .where('closed_at', 'is', null)
    .where('owner_id', '=', given.me)
    .select((eb) => [
      eb.fn.countAll<number>().as('open'),
      eb.fn.countAll<number>().filterWhere('due_at', '<', given.now).as('late'),
    ]),
)

/**
 * For Today and the weekly letter: cases that wait, mine and of the units I oversee, and how many are late. Who leads
 * nothing needs no `units`.
 */
export async function casesWaiting(
  db: Db,
  units: Unit[],
  me: Reader,
  now: Date,
): Promise<{ open: number; late: number }> {
  const overseen = unitsOverseen(units, me)
  if (overseen.length === 0) {
    const [mine] = await waitingOnMe(db, { me: me.id, now: now.getTime() })
    return { open: Number(mine?.open), late: Number(mine?.late) }
  }
  const row = await db
    .selectFrom('nps_case')
    .where('closed_at', 'is', null)
    .where((eb) => eb.or([eb('owner_id', '=', me.id), eb('unit_id', 'in', overseen)]))
    .select((eb) => [
      eb.fn.countAll<number>().as('open'),
      eb.fn.countAll<number>().filterWhere('due_at', '<', now.getTime()).as('late'),
    ])
    .executeTakeFirstOrThrow()
  return { open: Number(row.open), late: Number(row.late) }
}
