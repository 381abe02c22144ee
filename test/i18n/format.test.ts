import { expect, test } from 'vitest'
import { formatDay, formatNumber, TAGS } from '../../app/i18n/format.ts'
import { LOCALES } from '../../app/i18n/locale.ts'

test.each(LOCALES)('a number is written as people here write it [%s]', (locale) => {
  const written = new Intl.NumberFormat(TAGS[locale], { maximumFractionDigits: 1 })
  for (const value of [...Array(1002).keys(), -1, -0.04, 0.25, 12.5, 999.9, 13_612, 1e6])
    expect(formatNumber(value, 1, locale)).toBe(written.format(value))
})

test.each(LOCALES)('a day of the calendar is written out as people here do [%s]', (locale) => {
  const written = new Intl.DateTimeFormat(TAGS[locale], { dateStyle: 'long', timeZone: 'UTC' })
  for (let at = Date.UTC(2027, 11, 1); at < Date.UTC(2029, 0, 2); at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10)
    const expected = written.format(at).replace(/\sг\.$/, '\u00a0года')
    expect(formatDay(day, 'UTC', locale)).toBe(expected)
    expect(formatDay(at, 'UTC', locale)).toBe(expected)
  }
})
