import { spoken } from './messages.ts'
import type { Locale } from './locale.ts'

/** Tags with a region, so that dates read as people here write them. */
export const TAGS: Record<Locale, string> = { en: 'en-GB', ru: 'ru-RU', he: 'he-IL' }

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()

function cached<T extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => T): T {
  let made = cache.get(key) as T | undefined
  if (!made) cache.set(key, (made = make()))
  return made
}

const SAID = 500
const said = new Map<string, string>()

/** Days and deadlines repeat, from page to page and from reader to reader; to spell one takes longer than to find it. */
function onceSaid(key: string, when: number | Date, say: () => string): string {
  const of = `${key}${Number(when)}`
  let words = said.get(of)
  if (words === undefined) {
    if (said.size >= SAID) said.clear()
    said.set(of, (words = say()))
  }
  return words
}

export function formatNumber(value: number, digits = 0, locale: Locale = spoken()): string {
  // Written alike in all three. The first format a browser makes takes it longer than to wake a page.
  if (Number.isInteger(value) && value >= 0 && value < 1000) return `${value + 0}`
  return cached(
    `n${digits}${locale}`,
    () => new Intl.NumberFormat(TAGS[locale], { maximumFractionDigits: digits }),
  ).format(value)
}

/** A mean of a rating with one decimal, also where that is 0: figures under figures. */
export function formatMean(value: number, locale: Locale = spoken()): string {
  return cached(
    `a${locale}`,
    () =>
      new Intl.NumberFormat(TAGS[locale], { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  ).format(value)
}

/** −100…+100 with its sign and a true minus, as the score is spoken; never as a percentage. */
export function formatScore(value: number, digits = 0, locale: Locale = spoken()): string {
  return cached(
    `s${digits}${locale}`,
    () =>
      new Intl.NumberFormat(TAGS[locale], {
        maximumFractionDigits: digits,
        signDisplay: 'exceptZero',
      }),
  )
    .format(value)
    .replaceAll('-', '−')
}

/** A share 0…1 as a whole percentage. */
export function formatShare(value: number, locale: Locale = spoken()): string {
  return cached(
    `p${locale}`,
    () => new Intl.NumberFormat(TAGS[locale], { style: 'percent', maximumFractionDigits: 0 }),
  ).format(value)
}

/** A day for reading: "2 November 2026". Days ('YYYY-MM-DD') are read as UTC, times in the zone given. */
export function formatDay(
  when: string | number | Date,
  timeZone = 'UTC',
  locale: Locale = spoken(),
): string {
  if (typeof when === 'string') return writtenDay(when, locale)
  const key = `d${timeZone}${locale}`
  return onceSaid(key, when, () => {
    const made = cached(
      key,
      () => new Intl.DateTimeFormat(TAGS[locale], { dateStyle: 'long', timeZone }),
    )
    // Russian ends in an abbreviation, "30 ноября 2026 г.", whose stop would meet the one that ends a sentence.
    return made.format(when).replace(/\sг\.$/, '\u00a0года')
  })
}

const MONTHS: Record<Locale, string> = {
  en: 'January February March April May June July August September October November December',
  ru: 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
  he: 'בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר',
}

/** A day of the calendar needs no clock, and so none of the browser's formats, whose first takes longer than waking a page. */
function writtenDay(day: string, locale: Locale): string {
  const [year, month, date] = day.split('-').map(Number)
  const name = MONTHS[locale].split(' ')[month! - 1]
  return `${date} ${name} ${year}${locale === 'ru' ? '\u00a0года' : ''}`
}

/** A deadline: day, hour and the zone beside it. */
export function formatTime(
  when: number | Date,
  timeZone: string,
  locale: Locale = spoken(),
): string {
  const key = `t${timeZone}${locale}`
  return onceSaid(key, when, () =>
    cached(
      key,
      () =>
        new Intl.DateTimeFormat(TAGS[locale], {
          day: 'numeric',
          month: 'long',
          hour: '2-digit',
          minute: '2-digit',
          timeZone,
          timeZoneName: 'short',
        }),
    ).format(when),
  )
}

/** 'YYYY-MM' as "Nov 2026". */
export function formatMonth(month: string, locale: Locale = spoken()): string {
  const made = cached(
    `m${locale}`,
    () =>
      new Intl.DateTimeFormat(TAGS[locale], { month: 'short', year: 'numeric', timeZone: 'UTC' }),
  )
  return bareYear(made.format(new Date(`${month}-01T00:00:00Z`)))
}

/** The month a moment falls in, written out: "November 2026". */
export function formatMonthOf(
  when: number | Date,
  timeZone: string,
  locale: Locale = spoken(),
): string {
  const key = `l${timeZone}${locale}`
  return onceSaid(key, when, () => {
    const made = cached(
      key,
      () => new Intl.DateTimeFormat(TAGS[locale], { month: 'long', year: 'numeric', timeZone }),
    )
    return bareYear(made.format(when))
  })
}

/** Russian formats put a word after the year, which belongs into sentences and not into labels. */
function bareYear(text: string): string {
  return text.replace(/\sг\.$/, '')
}
