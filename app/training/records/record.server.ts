import type { ExpressionBuilder } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { wallClock, zonedTime } from '../../i18n/zone.ts'
import { unitTree } from '../../people/unit.server.ts'
import { subtreeOf } from '../../people/unit.ts'
import { pathName } from '../certificates/words.ts'
import { titlesOf } from '../catalogue.server.ts'
import type { Wish } from './wish.ts'

/** What a wish means to the database. */
export interface Span {
  unitIds: string[]
  /** Milliseconds, the end not included. */
  from: number
  until: number
}

/** Null for a unit that does not exist. */
export async function spanOf(db: Db, wish: Wish, timeZone: string): Promise<Span | null> {
  const units = await unitTree(db)
  const root = wish.unit ?? units.find(({ parentId }) => parentId === null)?.id
  if (!root || !units.some(({ id }) => id === root)) return null
  const midnight = (day: string) => zonedTime(`${day}T00:00`, timeZone)!.getTime()
  return {
    unitIds: subtreeOf(units, root),
    from: wish.from ? midnight(wish.from) : 0,
    until: wish.to ? midnight(dayAfter(wish.to)) : Number.MAX_SAFE_INTEGER,
  }
}

export interface TrainingRecord {
  staffNumber: string
  name: string
  unit: string
  kind: 'module' | 'certificate'
  what: string
  /** Days by the company's clock. */
  finishedOn: string | null
  passedOn: string | null
  revokedOn: string | null
}

/**
 * What people of these units finished, passed or earned in that time, the newest first; also of people who have left
 * since. A module stands once, with both days, if either lies in it. Never an answer, nor a try that failed.
 */
export async function trainingRecords(
  db: Db,
  { unitIds, from, until }: Span,
  timeZone: string,
  locale: Locale,
): Promise<TrainingRecord[]> {
  const titles = await titlesOf(db)
  const within = (time: number | null) => time !== null && time >= from && time < until
  const modules = await db
    .selectFrom('training_enrolment as t')
    .innerJoin('people_employee as e', 'e.id', 't.employee_id')
    .innerJoin('people_unit as u', 'u.id', 'e.unit_id')
    .leftJoin('training_pass as p', (join) =>
      join.onRef('p.employee_id', '=', 't.employee_id').onRef('p.module', '=', 't.module'),
    )
    .where('e.unit_id', 'in', unitIds)
    .where('t.completed_at', 'is not', null)
    .where((eb) =>
      eb.or([
        eb.and([eb('t.completed_at', '>=', from), eb('t.completed_at', '<', until)]),
        eb.and([eb('p.passed_at', '>=', from), eb('p.passed_at', '<', until)]),
      ]),
    )
    .select([...PERSON, 't.module', 't.completed_at as finished', 'p.passed_at as passed'])
    .execute()
  const certificates = await db
    .selectFrom('training_certificate as c')
    .innerJoin('people_employee as e', 'e.id', 'c.employee_id')
    .innerJoin('people_unit as u', 'u.id', 'e.unit_id')
    .where('e.unit_id', 'in', unitIds)
    .where(issuedWithin(from, until))
    .select([...PERSON, 'c.path', 'c.issued_at as issued', 'c.revoked_at as revoked'])
    .execute()
  const day = (time: number | null) =>
    time === null ? null : wallClock(time, timeZone).slice(0, 10)
  const rows = [
    ...modules.map(({ staffNumber, name, unit, module, finished, passed }) => ({
      at: Math.max(...[finished, passed].filter(within).map(Number)),
      row: {
        ...{ staffNumber, name, unit },
        kind: 'module' as const,
        what: titles.get(module)?.[locale] ?? module,
        finishedOn: day(finished),
        passedOn: day(passed),
        revokedOn: null,
      },
    })),
    ...certificates.map(({ staffNumber, name, unit, path, issued, revoked }) => ({
      at: issued,
      row: {
        ...{ staffNumber, name, unit },
        kind: 'certificate' as const,
        what: pathName(path, locale),
        finishedOn: null,
        passedOn: day(issued),
        revokedOn: day(revoked),
      },
    })),
  ]
  return rows
    .toSorted((a, b) => b.at - a.at || a.row.staffNumber.localeCompare(b.row.staffNumber))
    .map(({ row }) => row)
}

const PERSON = ['e.staff_number as staffNumber', 'e.name', 'u.name as unit'] as const

function issuedWithin(from: number, until: number) {
  return (eb: ExpressionBuilder<{ c: { issued_at: number } }, 'c'>) =>
    eb.and([eb('c.issued_at', '>=', from), eb('c.issued_at', '<', until)])
}

/** How many of what. */
export function countsOf(records: readonly TrainingRecord[]) {
  const modules = records.filter(({ kind }) => kind === 'module')
  return {
    finished: modules.length,
    passed: modules.filter(({ passedOn }) => passedOn !== null).length,
    certificates: records.length - modules.length,
  }
}

/** The records as a table for a file. */
export function recordTable(records: readonly TrainingRecord[], locale: Locale) {
  const l = { locale }
  const kinds = {
    module: m.training_records_kind_module({}, l),
    certificate: m.training_records_kind_certificate({}, l),
  }
  return {
    name: m.training_records_title({}, l),
    head: [
      m.training_records_number({}, l),
      m.training_records_name({}, l),
      m.training_records_unit({}, l),
      m.training_records_kind({}, l),
      m.training_records_what({}, l),
      m.training_records_finished({}, l),
      m.training_records_passed({}, l),
      m.training_records_revoked({}, l),
    ],
    rows: records.map((row) => [
      row.staffNumber,
      row.name,
      row.unit,
      kinds[row.kind],
      row.what,
      row.finishedOn,
      row.passedOn,
      row.revokedOn,
    ]),
    widths: [14, 28, 24, 14, 40, 14, 20, 14],
  }
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
}
