import { escaped } from '../http/escape.ts'
import { directionOf, type Locale } from '../i18n/locale.ts'

/**
 * A plain text as a simple page: its paragraphs, its lines, and each line that is an address as a link. Direction and language
 * stand on the body's only element too, since mail programs throw the outer ones away.
 */
export function asHtml(text: string, locale: Locale): string {
  const paragraphs = text
    .trim()
    .split(/\n{2,}/)
    .map((part) => `<p style="margin:0 0 1em">${part.split('\n').map(lineOf).join('<br>')}</p>`)
  const direction = `dir="${directionOf(locale)}" lang="${locale}"`
  const align = directionOf(locale) === 'rtl' ? 'right' : 'left'
  return `<!doctype html><html ${direction}><head><meta charset="utf-8"></head><body><div ${direction} style="font:16px/1.5 sans-serif;max-width:36em;text-align:${align}">${paragraphs.join('')}</div></body></html>`
}

function lineOf(line: string): string {
  const safe = escaped(line)
  return /^https?:\/\/\S+$/.test(line) ? `<a dir="ltr" href="${safe}">${safe}</a>` : safe
}
