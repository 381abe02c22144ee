import { type Expression, sql } from 'kysely'
import type { Db } from '../../../db/connect.ts'
import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { wallClock } from '../../i18n/zone.ts'
import { pathName } from '../certificates/words.ts'
import { titlesOf } from '../catalogue.server.ts'
import { certificatesIn, modulesIn, type Span } from './span.server.ts'

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
 * since. A module stands once, with both days, if either lies in it. Never an answer, nor a try that failed. `most` is how
 * many are read at most, all where it is left out.
 */
export async function trainingRecords(
  db: Db,
  span: Span,
  timeZone: string,
  locale: Locale,
  most?: number,
): Promise<TrainingRecord[]> {
  const { from, until } = span
  const titles = await titlesOf(db)
  const within = (time: number | null) => time !== null && time >= from && time < until
  const inside = (time: Expression<number | null>) =>
    sql<number>`case when ${time} >= ${from} and ${time} < ${until} then ${time} else 0 end`
  const modules = await modulesIn(db, span, most)
    .innerJoin('people_employee as e', 'e.id', 't.employee_id')
    .innerJoin('people_unit as u', 'u.id', 'e.unit_id')
    .select([...PERSON, 't.module', 't.completed_at as finished', 'p.passed_at as passed'])
    .$if(most !== undefined, (query) =>
      query
        .orderBy(({ ref }) => {
          const [finished, passed] = [inside(ref('t.completed_at')), inside(ref('p.passed_at'))]
          return sql`case when ${finished} > ${passed} then ${finished} else ${passed} end`
        }, 'desc')
        .orderBy('e.id')
        .orderBy('t.module')
        .limit(most!),
    )
    .execute()
  const certificates = await certificatesIn(db, span)
    .innerJoin('people_employee as e', 'e.id', 'c.employee_id')
    .innerJoin('people_unit as u', 'u.id', 'e.unit_id')
    .select([...PERSON, 'c.path', 'c.issued_at as issued', 'c.revoked_at as revoked'])
    .$if(most !== undefined, (query) =>
      query.orderBy('c.issued_at', 'desc').orderBy('e.id').orderBy('c.path').limit(most!),
    )
    .execute()
  const day = (time: number | null) =>
    time === null ? null : wallClock(time, timeZone).slice(0, 10)
  const rows = [
    ...modules.map(({ id, staffNumber, name, unit, module, finished, passed }) => ({
      ...{ by: id, key: module },
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
    ...certificates.map(({ id, staffNumber, name, unit, path, issued, revoked }) => ({
      ...{ by: id, key: path },
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
  const alike = (a: string, b: string) => (a < b ? -1 : Number(a > b))
  return rows
    .toSorted((a, b) => b.at - a.at || alike(a.by, b.by) || alike(a.key, b.key))
    .map(({ row }) => row)
    .slice(0, most)
}

const PERSON = ['e.id', 'e.staff_number as staffNumber', 'e.name', 'u.name as unit'] as const

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
