import type { SelectQueryBuilder } from 'kysely'
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

/**
 * Modules that people of these units finished or passed in that time; with `most`, those of them that hold at least as
 * many of the newest, so that a page need not walk through all that was ever learnt.
 */
export function modulesIn(db: Db, span: Span, most?: number) {
  const finished = db
    .selectFrom('training_enrolment')
    .where('completed_at', 'is not', null)
    .select(['employee_id', 'module', 'completed_at as at'])
  const passed = db.selectFrom('training_pass').select(['employee_id', 'module', 'passed_at as at'])
  return db
    .selectFrom(
      timesIn(db, span, finished.$castTo<Time>(), most)
        .union(timesIn(db, span, passed.$castTo<Time>(), most))
        .as('s'),
    )
    .innerJoin('training_enrolment as t', (join) =>
      join.onRef('t.employee_id', '=', 's.employee_id').onRef('t.module', '=', 's.module'),
    )
    .leftJoin('training_pass as p', (join) =>
      join.onRef('p.employee_id', '=', 's.employee_id').onRef('p.module', '=', 's.module'),
    )
}

interface Time {
  employee_id: string
  module: string
  at: number
}

/** Those of `all` that the span holds, or the newest of them; each time lies in an index that begins with the newest. */
function timesIn(
  db: Db,
  { unitIds, from, until }: Span,
  all: SelectQueryBuilder<any, any, Time>,
  most?: number,
) {
  const within = db
    .selectFrom(all.as('t'))
    .where('t.at', '>=', from)
    .where('t.at', '<', until)
    .$if(unitIds !== null, (query) => query.where('t.employee_id', 'in', peopleOf(db, unitIds!)))
    .select(['t.employee_id', 't.module'])
  const newest = within.orderBy('t.at', 'desc').orderBy('t.employee_id').orderBy('t.module')
  return db
    .selectFrom((most === undefined ? within : newest.limit(most)).as('s'))
    .select(['s.employee_id', 's.module'])
}

function peopleOf(db: Db, unitIds: readonly string[]) {
  return db.selectFrom('people_employee').where('unit_id', 'in', unitIds).select('id')
}

/** Certificates that people of these units earned in that time. */
export function certificatesIn(db: Db, { unitIds, from, until }: Span) {
  return db
    .selectFrom('training_certificate as c')
    .where('c.issued_at', '>=', from)
    .where('c.issued_at', '<', until)
    .$if(unitIds !== null, (query) => query.where('c.employee_id', 'in', peopleOf(db, unitIds!)))
}

/** So many of a kind are counted for a page; who needs the sum of more has the files. */
export const COUNTED = 500

/** How many of what these there are; null for more than are counted. */
export async function recordCounts(db: Db, span: Span, counted = COUNTED) {
  const modules = await modulesIn(db, span, counted + 1)
    .select((eb) => [eb.fn.countAll().as('finished'), eb.fn.count('p.passed_at').as('passed')])
    .executeTakeFirstOrThrow()
  const issued = await db
    .selectFrom(
      certificatesIn(db, span)
        .limit(counted + 1)
        .select('c.id')
        .as('some'),
    )
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow()
  const counts = {
    finished: Number(modules.finished),
    passed: Number(modules.passed),
    certificates: Number(issued.n),
  }
  return Math.max(...Object.values(counts)) > counted ? null : counts
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
}
