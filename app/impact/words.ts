import { formatNumber, formatScore } from '../i18n/format.ts'
import { m } from '../i18n/messages.ts'
import type { Shown } from './score.ts'

/** A figure inside a sentence keeps its own direction: "−5" must not become "5−" in Hebrew. */
export function apart(figure: string): string {
  return `\u2066${figure}\u2069`
}

export function points(value: number): string {
  return apart(formatScore(value))
}

/** "+31…+52", for narrow places. */
export function span(low: number, high: number): string {
  return apart(`${formatScore(low)}…${formatScore(high)}`)
}

/** The same in words, for sentences. */
export function range(low: number, high: number): string {
  return m.impact_range({ low: points(low), high: points(high) })
}

/** A figure with its range as far as it is shown: both, the range alone, or what is missing. */
export function shownWords(shown: Shown, kind: 'notes' | 'answers'): string {
  const { n, value, low, high, missing } = shown
  if (n === 0) return kind === 'notes' ? m.impact_map_no_notes() : m.impact_map_no_answers()
  if (low === null || high === null) {
    return kind === 'notes'
      ? m.impact_missing_notes({ n: missing })
      : m.impact_missing_range({ n: missing })
  }
  return value === null ? span(low, high) : `${points(value)} (${span(low, high)})`
}

/** "p .03" as statisticians read it; never 0. */
export function chance(p: number): string {
  return apart(p < 0.001 ? `< ${formatNumber(0.001, 3)}` : formatNumber(p, 3))
}

export function notesWords(n: number): string {
  return m.impact_notes({ n, count: formatNumber(n) })
}

export function answersWords(n: number): string {
  return m.impact_answers({ n, count: formatNumber(n) })
}
