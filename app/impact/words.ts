import { formatNumber, formatScore } from '../i18n/format.ts'
import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import type { Shown } from './score.ts'

/** A figure inside a sentence keeps its own direction: "−5" must not become "5−" in Hebrew. */
export function apart(figure: string): string {
  return `\u2066${figure}\u2069`
}

export function points(value: number, locale?: Locale): string {
  return apart(formatScore(value, 0, locale))
}

/** "+31…+52", for narrow places. */
export function span(low: number, high: number, locale?: Locale): string {
  return apart(`${formatScore(low, 0, locale)}…${formatScore(high, 0, locale)}`)
}

/** A figure with its range as far as it is shown: both, the range alone, or what is missing. */
export function shownWords(shown: Shown, kind: 'notes' | 'answers', locale?: Locale): string {
  const { n, value, low, high, missing } = shown
  const options = { locale }
  if (n === 0) {
    return kind === 'notes'
      ? m.impact_map_no_notes({}, options)
      : m.impact_map_no_answers({}, options)
  }
  if (low === null || high === null) {
    return kind === 'notes'
      ? m.impact_missing_notes({ n: missing }, options)
      : m.impact_missing_range({ n: missing }, options)
  }
  return value === null
    ? span(low, high, locale)
    : `${points(value, locale)} (${span(low, high, locale)})`
}

export function notesWords(n: number, locale?: Locale): string {
  return m.impact_notes({ n, count: formatNumber(n, 0, locale) }, { locale })
}

export function answersWords(n: number, locale?: Locale): string {
  return m.impact_answers({ n, count: formatNumber(n, 0, locale) }, { locale })
}
