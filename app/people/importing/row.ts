import { isLocale, type Locale } from '../../i18n/locale.ts'
import { isDay, isTimeZone } from '../../i18n/zone.ts'
import type { Role } from '../employee.server.ts'

export const COLUMNS = [
  ...(['staff_number', 'name', 'email', 'unit', 'roles', 'locale', 'status'] as const),
  ...(['hired', 'time_zone'] as const),
] as const
export type Column = (typeof COLUMNS)[number]

/** A row of the people file as text; columns that the file lacks are ''. */
export interface PersonLine extends Record<Column, string> {
  line: number
}

/** What a row wants; undefined leaves what is known. */
export interface Wanted {
  line: number
  staffNumber: string
  left: boolean
  name: string
  email: string | null | undefined
  /** Names from the company down. */
  unit: string[]
  roles: Role[] | undefined
  locale: Locale | undefined
  hiredOn: string | undefined
  timeZone: string | undefined
}

export type Reason =
  | 'missing'
  | 'twice'
  | 'status'
  | 'locale'
  | 'email'
  | 'hired'
  | 'time-zone'
  | 'role'
  | 'root'
  | 'merged'
  | 'closed'
  | 'long'
  | 'surplus'
  | 'only-owner'
  | 'above'
  | 'yourself'
  | 'last-owner'

export interface RowFault {
  line: number
  place: Column
  reason: Reason
  /** What stood in the cell, or what the reason speaks of. */
  value: string
}

/** Words that stand in files of payrolls and of people; each in small letters. */
const ROLE_WORDS: Record<string, Role | 'employee'> = {
  leader: 'leader',
  'team leader': 'leader',
  руководитель: 'leader',
  מנהל: 'leader',
  מנהלת: 'leader',
  hr: 'hr',
  кадры: 'hr',
  'משאבי אנוש': 'hr',
  owner: 'owner',
  владелец: 'owner',
  בעלים: 'owner',
  employee: 'employee',
  сотрудник: 'employee',
  עובד: 'employee',
  עובדת: 'employee',
}
const STATUS_WORDS: Record<string, 'active' | 'left'> = {
  active: 'active',
  работает: 'active',
  פעיל: 'active',
  פעילה: 'active',
  left: 'left',
  уволен: 'left',
  уволена: 'left',
  עזב: 'left',
  עזבה: 'left',
}
const LOCALE_WORDS: Record<string, Locale> = {
  english: 'en',
  английский: 'en',
  אנגלית: 'en',
  russian: 'ru',
  русский: 'ru',
  רוסית: 'ru',
  hebrew: 'he',
  иврит: 'he',
  עברית: 'he',
}

export const LONGEST = 200

export const unitNames = (path: string): string[] =>
  path
    .split('/')
    .map((name) => name.replace(/\s+/gu, ' ').trim())
    .filter(Boolean)

/** 'YYYY-MM-DD' of a day as files write it: so, with a time behind, or `31.12.2026`; else as it came. */
function dayOf(text: string): string {
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text)
  if (dotted) return `${dotted[3]}-${dotted[2]!.padStart(2, '0')}-${dotted[1]!.padStart(2, '0')}`
  return text.replace(/[ T]\d{2}:\d{2}(:\d{2})?$/, '')
}

/**
 * What the row wants, or why it cannot be used. `has` are the columns of the file: one that is not there leaves what is
 * known. `seen` are staff numbers of the rows before.
 */
export function wantedOf(
  row: PersonLine,
  has: ReadonlySet<Column>,
  seen: ReadonlySet<string>,
): Wanted | RowFault {
  const fault = (place: Column, reason: Reason, value: string): RowFault => ({
    ...{ line: row.line, place, reason, value: value.slice(0, LONGEST) },
  })
  const number = row.staff_number
  if (number === '') return fault('staff_number', 'missing', '')
  if (seen.has(number)) return fault('staff_number', 'twice', number)
  const long = COLUMNS.find((column) => row[column].length > LONGEST)
  if (long) return fault(long, 'long', row[long])
  const status = row.status === '' ? 'active' : STATUS_WORDS[row.status.toLowerCase()]
  if (!status) return fault('status', 'status', row.status)
  const names = unitNames(row.unit)
  const wanted: Wanted = {
    ...{ line: row.line, staffNumber: number, left: status === 'left', name: row.name },
    ...{ email: has.has('email') ? row.email || null : undefined, unit: names },
    ...{ roles: undefined, locale: undefined, hiredOn: undefined, timeZone: undefined },
  }
  if (wanted.left) return wanted

  if (row.name === '') return fault('name', 'missing', '')
  if (names.length === 0) return fault('unit', 'missing', '')
  const locale = row.locale.toLowerCase()
  if (locale !== '') wanted.locale = isLocale(locale) ? locale : LOCALE_WORDS[locale]
  if (locale !== '' && !wanted.locale) return fault('locale', 'locale', row.locale)
  if (row.email !== '' && !isEmail(row.email)) return fault('email', 'email', row.email)
  if (row.hired !== '') wanted.hiredOn = dayOf(row.hired)
  if (wanted.hiredOn !== undefined && !isDay(wanted.hiredOn)) {
    return fault('hired', 'hired', row.hired)
  }
  if (row.time_zone !== '') wanted.timeZone = row.time_zone
  if (wanted.timeZone !== undefined && !isTimeZone(wanted.timeZone)) {
    return fault('time_zone', 'time-zone', row.time_zone)
  }
  if (!has.has('roles')) return wanted
  const words = row.roles
    .split(/[;,]/)
    .map((word) => word.trim())
    .filter(Boolean)
  const unknown = words.find((word) => !(word.toLowerCase() in ROLE_WORDS))
  if (unknown !== undefined) return fault('roles', 'role', unknown)
  const roles = words.map((word) => ROLE_WORDS[word.toLowerCase()]!)
  wanted.roles = [...new Set(roles)].filter((role) => role !== 'employee')
  return wanted
}

/** An address somebody can be written to, by its form alone. */
export function isEmail(text: string): boolean {
  return text.length <= LONGEST && /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(text)
}

/**
 * Whether so many leavers need somebody to say their number: more than a tenth of the people, and five at least.
 */
export function tooManyLeave(leaves: number, active: number): boolean {
  return leaves >= 5 && leaves > active / 10
}
