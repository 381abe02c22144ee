import { isLocale, LOCALES, type Locale } from '../i18n/locale.ts'
import { isTimeZone } from '../i18n/zone.ts'
import { colourFrom } from './company-accent.ts'

export interface Company {
  name: string
  /** An IANA name. */
  timeZone: string
  /** 'HH:00', from an evening to the next morning. */
  quiet: { from: string; to: string }
  /** In use; one at least. */
  locales: Locale[]
  /** Answers behind a figure, and behind a distribution, eNPS and comments; locked into a wave at its launch. */
  thresholds: { cell: number; detail: number }
  /** Whose name stands on mails; null for the company's. */
  sender: string | null
  /** Its own colour, '#rrggbb', of which readable tones are made; null for the portal's. */
  accent: string | null
}

/** A portal before its first setting. Nothing below these thresholds was ever promised. */
export const UNSET: Company = {
  name: 'Zveno',
  timeZone: 'UTC',
  quiet: { from: '21:00', to: '08:00' },
  locales: [...LOCALES],
  thresholds: { cell: 6, detail: 10 },
  sender: null,
  accent: null,
}

/** Quiet hours begin and end within these, so that a night is at least seven hours and a day at least eleven. */
export const EVENINGS = ['19:00', '20:00', '21:00', '22:00', '23:00'] as const
export const MORNINGS = ['06:00', '07:00', '08:00', '09:00', '10:00'] as const

/** More than that would hide everything of a company this is made for. */
export const MOST = { cell: 20, detail: 50 }
const LONGEST = 100

export type CompanyField =
  | 'name'
  | 'accent'
  | 'time_zone'
  | 'quiet_from'
  | 'quiet_to'
  | 'locales'
  | 'cell'
  | 'detail'
  | 'sender'

/** What stands in the form as it was typed; languages with commas between them. */
export type CompanyTyped = Record<CompanyField, string>

export function companyTyped(company: Company): CompanyTyped {
  return {
    ...{ name: company.name, time_zone: company.timeZone, sender: company.sender ?? '' },
    accent: company.accent ?? '',
    ...{ quiet_from: company.quiet.from, quiet_to: company.quiet.to },
    locales: LOCALES.filter((locale) => company.locales.includes(locale)).join(','),
    cell: String(company.thresholds.cell),
    detail: String(company.thresholds.detail),
  }
}

/** What the form says, or which of its fields are wrong. */
export function companyFrom(typed: CompanyTyped): Company | CompanyField[] {
  const words = (text: string) => text.replace(/\s+/gu, ' ').trim()
  // A line break in a sender's name could add a header to a mail.
  const plain = (text: string) => text.length <= LONGEST && !/[\p{Cc}<>"]/u.test(text)
  const [name, sender] = [words(typed.name), words(typed.sender)]
  const from = EVENINGS.find((hour) => hour === typed.quiet_from)
  const to = MORNINGS.find((hour) => hour === typed.quiet_to)
  const locales = LOCALES.filter((locale) => typed.locales.split(',').includes(locale))
  const [cell, detail] = [whole(typed.cell), whole(typed.detail)]
  const accent = typed.accent.trim() === '' ? null : colourFrom(typed.accent)
  const wrong: CompanyField[] = []
  if (name === '' || !plain(name)) wrong.push('name')
  if (typed.accent.trim() !== '' && !accent) wrong.push('accent')
  if (!isTimeZone(typed.time_zone)) wrong.push('time_zone')
  if (!from) wrong.push('quiet_from')
  if (!to) wrong.push('quiet_to')
  if (locales.length === 0) wrong.push('locales')
  if (!(cell >= UNSET.thresholds.cell && cell <= MOST.cell)) wrong.push('cell')
  if (!(detail >= Math.max(UNSET.thresholds.detail, cell || 0) && detail <= MOST.detail)) {
    wrong.push('detail')
  }
  if (!plain(sender)) wrong.push('sender')
  if (wrong.length > 0 || !from || !to) return wrong
  return {
    ...{ name, timeZone: typed.time_zone, quiet: { from, to }, locales },
    ...{ thresholds: { cell, detail }, sender: sender || null, accent },
  }
}

const whole = (text: string) => (/^\s*\d{1,3}\s*$/.test(text) ? Number(text) : Number.NaN)

/** Of the stored list what this version speaks. */
export function localesOf(text: string): Locale[] {
  const known = text.split(',').filter(isLocale)
  return known.length > 0 ? known : [...LOCALES]
}

/** That language, or the first in use where it is none of them. */
export function spoken(locale: Locale, inUse: readonly Locale[]): Locale {
  return inUse.includes(locale) ? locale : (inUse[0] ?? locale)
}
