import { sql } from 'kysely'
import { compiled, type Given } from '../../../db/compiled.ts'
import type { Db } from '../../../db/connect.ts'
import type { ExamTable } from '../../../db/schema/training.ts'
import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { wallClock } from '../../i18n/zone.ts'
import { publishedModules } from '../catalogue.server.ts'
import type { Module } from '../module.ts'
import { type Path, pathsOf } from '../path.ts'
import { progressOf, type Progress, type Standing } from './progress.ts'
import { pathName, progressWords } from './words.ts'

const none = sql<null>`cast(null as bigint)`

const known = compiled((db: Db, given: Given<{ employeeId: string }>) =>
  db
    .selectFrom('training_pass')
    .where('employee_id', '=', given.employeeId)
    .select([
      sql<'pass' | 'exam' | 'certificate'>`'pass'`.as('kind'),
      'module as id',
      sql<string>`''`.as('path'),
      'passed_at as at',
      sql<number | null>`${none}`.as('ended'),
      sql<number | null>`${none}`.as('correct'),
      sql<string>`''`.as('day'),
      sql<string>`''`.as('reason'),
    ])
    .unionAll(
      db
        .selectFrom('training_exam')
        .where('employee_id', '=', given.employeeId)
        .select([
          sql<'pass' | 'exam' | 'certificate'>`'exam'`.as('kind'),
          'id',
          'path',
          'started_at as at',
          'finished_at as ended',
          sql<number | null>`cast(correct as bigint)`.as('correct'),
          sql<string>`''`.as('day'),
          sql<string>`''`.as('reason'),
        ]),
    )
    .unionAll(
      db
        .selectFrom('training_certificate')
        .where('employee_id', '=', given.employeeId)
        .select([
          sql<'pass' | 'exam' | 'certificate'>`'certificate'`.as('kind'),
          'id',
          'path',
          'issued_at as at',
          'revoked_at as ended',
          sql<number | null>`${none}`.as('correct'),
          'issued_on as day',
          'reason',
        ]),
    )
    .orderBy('at'),
)

/** One query, whose cost is this person's modules and sittings. */
export async function standingOf(db: Db, employeeId: string, timeZone: string): Promise<Standing> {
  const rows = await known(db, { employeeId })
  const day = (time: number | null) =>
    time === null ? null : wallClock(time, timeZone).slice(0, 10)
  const of = (kind: string) => rows.filter((row) => row.kind === kind)
  return {
    passed: new Set(of('pass').map(({ id }) => id)),
    exams: of('exam').map(({ id, path, at, ended, correct }) => ({
      id,
      path: path as Path,
      startedAt: at,
      finishedOn: day(ended),
      correct,
    })),
    certificates: of('certificate').map(({ id, path, ended, day: issuedOn, reason }) => ({
      id,
      path: path as Path,
      issuedOn,
      revokedAt: ended,
      revokedOn: day(ended),
      reason,
    })),
  }
}

/** The published modules of a path, in their order. */
export async function modulesOn(db: Db, path: Path): Promise<Module[]> {
  return (await publishedModules(db)).filter(({ plan }) => plan.roles.includes(path))
}

/** How far each certificate of this person's paths is, and of a path they no longer walk but hold one of. */
export async function certificateProgress(
  db: Db,
  me: { id: string; roles: readonly string[] },
  timeZone: string,
  today: string,
): Promise<{ progress: Progress; missing: Module[] }[]> {
  const standing = await standingOf(db, me.id, timeZone)
  const held = standing.certificates.filter(({ revokedAt }) => revokedAt === null)
  const paths = new Set([...pathsOf(me.roles), ...held.map(({ path }) => path)])
  const all = [...paths].map(async (path) => {
    const modules = await modulesOn(db, path)
    const slugs = modules.map(({ plan }) => plan.id)
    return {
      progress: progressOf(path, slugs, standing, today),
      missing: modules.filter(({ plan }) => !standing.passed.has(plan.id)),
    }
  })
  return Promise.all(all)
}

/** How far one path's certificate is, also of a path they no longer walk. */
export async function progressFor(
  db: Db,
  employeeId: string,
  path: Path,
  timeZone: string,
  today: string,
): Promise<Progress> {
  const slugs = (await modulesOn(db, path)).map(({ plan }) => plan.id)
  return progressOf(path, slugs, await standingOf(db, employeeId, timeZone), today)
}

/** Which of the two sittings an exam is or was: 2 where one before it was passed and still counts. */
export async function sittingOf(
  db: Db,
  exam: Pick<ExamTable, 'employee_id' | 'path' | 'started_at'>,
  timeZone: string,
): Promise<1 | 2> {
  const standing = await standingOf(db, exam.employee_id, timeZone)
  const before = {
    ...standing,
    exams: standing.exams.filter(({ startedAt }) => startedAt < exam.started_at),
    certificates: standing.certificates.filter(
      ({ revokedAt }) => revokedAt !== null && revokedAt <= exam.started_at,
    ),
  }
  return progressOf(exam.path, [], before, '').sitting
}

export interface CertificateNews {
  name: string
  words: string
}

/** For Today: certificates on their way, once a module of the path is passed and until they are issued. */
export async function certificateNews(
  db: Db,
  me: { id: string; roles: readonly string[]; locale: Locale },
  timeZone: string,
  today: string,
): Promise<CertificateNews[]> {
  const all = await certificateProgress(db, me, timeZone, today)
  return all
    .filter(({ progress }) => progress.passed > 0 && progress.state.is !== 'certified')
    .map(({ progress }) => ({
      name: m.training_exam_row(
        { name: pathName(progress.path, me.locale) },
        { locale: me.locale },
      ),
      words: progressWords(progress, me.locale),
    }))
}
