import type { Db } from '../../../db/connect.ts'
import { zonedTime } from '../../i18n/zone.ts'
import { unitTree } from '../../people/unit.server.ts'
import { subtreeOf } from '../../people/unit.ts'
import type { Wish } from './wish.ts'

/** What a wish means to the database. */
export interface Span {
  /** Null for the whole company, where nobody has to be asked where they work. */
  unitIds: string[] | null
  /** Milliseconds, the end not included. */
  from: number
  until: number
}

/** Null for a unit that does not exist. */
export async function spanOf(db: Db, wish: Wish, timeZone: string): Promise<Span | null> {
  const units = await unitTree(db)
  const top = units.find(({ parentId }) => parentId === null)?.id
  const root = wish.unit ?? top
  if (!root || !units.some(({ id }) => id === root)) return null
  const midnight = (day: string) => zonedTime(`${day}T00:00`, timeZone)!.getTime()
  return {
    unitIds: root === top ? null : subtreeOf(units, root),
    from: wish.from ? midnight(wish.from) : 0,
    until: wish.to ? midnight(dayAfter(wish.to)) : Number.MAX_SAFE_INTEGER,
  }
}

/** Modules that people of these units finished or passed in that time. */
export function modulesIn(db: Db, { unitIds, from, until }: Span) {
  return db
    .selectFrom('training_enrolment as t')
    .leftJoin('training_pass as p', (join) =>
      join.onRef('p.employee_id', '=', 't.employee_id').onRef('p.module', '=', 't.module'),
    )
    .where('t.completed_at', 'is not', null)
    .where((eb) =>
      eb.or([
        eb.and([eb('t.completed_at', '>=', from), eb('t.completed_at', '<', until)]),
        eb.and([eb('p.passed_at', '>=', from), eb('p.passed_at', '<', until)]),
      ]),
    )
    .$if(unitIds !== null, (query) =>
      query.where('t.employee_id', 'in', (eb) =>
        eb.selectFrom('people_employee').where('unit_id', 'in', unitIds!).select('id'),
      ),
    )
}

/** Certificates that people of these units earned in that time. */
export function certificatesIn(db: Db, { unitIds, from, until }: Span) {
  return db
    .selectFrom('training_certificate as c')
    .where('c.issued_at', '>=', from)
    .where('c.issued_at', '<', until)
    .$if(unitIds !== null, (query) =>
      query.where('c.employee_id', 'in', (eb) =>
        eb.selectFrom('people_employee').where('unit_id', 'in', unitIds!).select('id'),
      ),
    )
}

/** How many of what these there are. */
export async function recordCounts(db: Db, span: Span) {
  const modules = await modulesIn(db, span)
    .select((eb) => [eb.fn.countAll().as('finished'), eb.fn.count('p.passed_at').as('passed')])
    .executeTakeFirstOrThrow()
  const issued = await certificatesIn(db, span)
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow()
  return {
    finished: Number(modules.finished),
    passed: Number(modules.passed),
    certificates: Number(issued.n),
  }
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
}
