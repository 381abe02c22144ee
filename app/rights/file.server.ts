import { zipped } from '../files/zip.server.ts'
import { escaped } from '../http/escape.ts'
import { directionOf, type Locale } from '../i18n/locale.ts'
import { formatDay } from '../i18n/format.ts'
import { m } from '../i18n/messages.ts'
import type { Employee } from '../people/employee.server.ts'
import type { Share } from './data.server.ts'
import { kindName } from './words.server.ts'

/** Times are kept in milliseconds; a reader wants a date. Columns that hold one end so. */
const TIME = /(_at|^at|_after|^until)$/

/** What a person takes along: a page to read and the same as JSON. */
export function dataFile(shares: Share[], me: Employee, timeZone: string, now: Date): Buffer {
  const json = Object.fromEntries(shares.map(({ table, rows, times }) => [table, { rows, times }]))
  return zipped(
    new Map([
      ['my-data.html', page(shares, me, timeZone, now)],
      ['my-data.json', JSON.stringify(json, plainBytes, 2)],
    ]),
  )
}

function plainBytes(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value
}

function page(shares: Share[], me: Employee, timeZone: string, now: Date): string {
  const { locale } = me
  const title = escaped(m.rights_title({}, { locale }))
  const day = formatDay(now, timeZone, locale)
  const made = escaped(m.rights_file_made({ day, name: `\u2068${me.name}\u2069` }, { locale }))
  return `<!doctype html>
<html lang="${locale}" dir="${directionOf(locale)}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.25rem 1rem;padding:.75rem 0;border-bottom:1px solid #999;margin:0}
dd{margin:0;overflow-wrap:anywhere}</style>
<h1>${title}</h1>
<p>${made}</p>
${shares.map((share) => section(share, locale, timeZone)).join('\n')}
</html>
`
}

function section({ table, kind, rows, times }: Share, locale: Locale, timeZone: string): string {
  const lists = rows.map((row) => {
    const cells = Object.entries(row)
      .filter(([, value]) => value !== null && value !== '')
      .map(([column, value]) => {
        const text = valueText(column, value, timeZone)
        return `<dt>${escaped(column)}</dt><dd dir="auto">${escaped(text)}</dd>`
      })
    return `<dl>${cells.join('')}</dl>`
  })
  const acted = times > 0 ? `<p>${escaped(m.rights_file_times({ n: times }, { locale }))}</p>` : ''
  return `<h2>${escaped(kindName(kind, locale))} <small dir="ltr">${table}</small></h2>
${lists.join('\n')}${acted}`
}

function valueText(column: string, value: unknown, timeZone: string): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (typeof value === 'number' && TIME.test(column) && value > 1e11) {
    return new Date(value).toLocaleString('sv-SE', { timeZone })
  }
  return String(value)
}
