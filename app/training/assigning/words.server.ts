import type { Db } from '../../../db/connect.ts'
import type { AssignmentTable } from '../../../db/schema/training.ts'
import { formatDay } from '../../i18n/format.ts'
import type { Locale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { unitTree } from '../../people/unit.server.ts'
import { type Titles, titlesOf } from '../catalogue.server.ts'
import type { Audience } from './audience.ts'
import type { Due } from './due.ts'
import type { Problem, SoundWish } from './wish.ts'

// Sentences are made here and sent: a page of them in three languages would weigh more than the page.

export function pathName(path: NonNullable<SoundWish['path']>, locale: Locale): string {
  return {
    employee: m.training_assigning_path_employee,
    leader: m.training_assigning_path_leader,
    hr: m.training_assigning_path_hr,
  }[path]({}, { locale })
}

export function moduleName(titles: Titles, module: string, locale: Locale): string {
  return titles.get(module)?.[locale] ?? module
}

/** What an assignment is called: its path, or the first of its modules. */
export function assignmentName(
  titles: Titles,
  { path, modules }: Pick<SoundWish, 'path' | 'modules'>,
  locale: Locale,
): string {
  if (path) return pathName(path, locale)
  const title = moduleName(titles, modules[0] ?? '', locale)
  if (modules.length < 2) return title
  return m.training_assigning_modules_more({ title, n: modules.length - 1 }, { locale })
}

export function roleName(role: Audience['role'], locale: Locale): string {
  return {
    everyone: m.training_assigning_role_everyone,
    employee: m.training_assigning_role_employee,
    leader: m.training_assigning_role_leader,
    hr: m.training_assigning_role_hr,
  }[role]({}, { locale })
}

export function dueWords({ kind, on, days }: Due, locale: Locale): string {
  const of = { locale }
  if (kind === 'on') {
    return m.training_assigning_due_words_on({ day: formatDay(on!, 'UTC', locale) }, of)
  }
  return kind === 'hired'
    ? m.training_assigning_due_words_hired({ n: days! }, of)
    : m.training_assigning_due_words_assigned({ n: days! }, of)
}

export function repeatWords(months: number | null, locale: Locale): string {
  return months
    ? m.training_assigning_repeat_months({ n: months }, { locale })
    : m.training_assigning_repeat_never({}, { locale })
}

export function problemWords({ what }: Problem, locale: Locale): string {
  return {
    'unit-unknown': m.training_assigning_wrong_unit,
    'modules-none': m.training_assigning_wrong_modules,
    'day-wrong': m.training_assigning_wrong_day,
    'hired-order': m.training_assigning_wrong_order,
    'due-missing': m.training_assigning_wrong_due,
    'due-past': m.training_assigning_wrong_past,
    'due-far': m.training_assigning_wrong_far,
    'days-wrong': m.training_assigning_wrong_days,
  }[what]({}, { locale })
}

/** What an assignment is called, and what it says, line by line. */
export async function assignmentFacts(
  db: Db,
  row: AssignmentTable & { modules: string[] },
  locale: Locale,
): Promise<{ name: string; facts: [string, string][] }> {
  const of = { locale }
  const titles = await titlesOf(db)
  const unit = (await unitTree(db)).find(({ id }) => id === row.unit_id)?.name ?? ''
  const by = await db
    .selectFrom('people_employee')
    .where('id', '=', row.by_id)
    .select('name')
    .executeTakeFirst()
  const day = (one: string | null) => (one ? formatDay(one, 'UTC', locale) : '…')
  const limited = row.hired_from !== null || row.hired_to !== null
  const due = { kind: row.due, on: row.due_on, days: row.due_days }
  return {
    name: assignmentName(titles, row, locale),
    facts: [
      [m.training_assigning_unit({}, of), unit],
      [m.training_assigning_role({}, of), roleName(row.role, locale)],
      ...(limited ? [hiredFact(`${day(row.hired_from)} – ${day(row.hired_to)}`, locale)] : []),
      [m.training_assigning_due({}, of), dueWords(due, locale)],
      [m.training_assigning_repeat({}, of), repeatWords(row.repeat_months, locale)],
      [m.training_assigning_by({}, of), by?.name ?? ''],
      [
        m.training_assigning_modules({}, of),
        row.modules.map((module) => moduleName(titles, module, locale)).join(' · '),
      ],
    ],
  }
}

function hiredFact(days: string, locale: Locale): [string, string] {
  return [m.training_assigning_hired({}, { locale }), days]
}
