import { formatDay, formatMean, formatNumber, formatScore, formatShare } from '../../i18n/format.ts'
import type { Locale } from '../../i18n/locale.ts'
import { m, spoken } from '../../i18n/messages.ts'
import type { Gap } from './driver.ts'
import type { Figure, Scale, Shown } from './figure.ts'
import type { Since } from './trend.ts'

/** The bare figure, for a table: "+12", "64 %", "3.6". */
export function valueWords(figure: Figure, locale: Locale = spoken()): string {
  const { of, value, low, high } = figure
  if (value !== null) return numberWords(value, of, locale)
  const l = { locale }
  return low + high > 100
    ? m.pulse_over({ share: formatShare(0.9, locale) }, l)
    : m.pulse_under({ share: formatShare(0.1, locale) }, l)
}

function numberWords(value: number, of: Scale, locale: Locale): string {
  if (of === 'points') return formatScore(value, 0, locale)
  return of === 'percent' ? formatShare(value / 100, locale) : formatMean(value, locale)
}

/** What is shown, as it stands alone in a line: "3.6 of 5", or the sentence in place of a figure. */
export function shownWords(shown: Shown, locale: Locale = spoken()): string {
  const l = { locale }
  switch (shown.shown) {
    case 'hidden':
      return m.pulse_hidden({}, l)
    case 'nearly-all':
      return m.pulse_nearly_all({}, l)
    case 'band':
      return { low: m.pulse_band_low, middle: m.pulse_band_middle, high: m.pulse_band_high }[
        shown.band
      ]({}, l)
    case 'figure': {
      const value = valueWords(shown, locale)
      if (shown.of === 'points') return m.pulse_enps({ score: value }, l)
      return shown.of === 'percent'
        ? m.pulse_agree({ share: value }, l)
        : m.pulse_results_mean({ value }, l)
    }
  }
}

/** How sure we are, and from how many answers; null where there is no figure. */
export function surenessWords(shown: Shown, locale: Locale = spoken()): string | null {
  return surenessParts(shown, locale).join(' · ') || null
}

/** The same as two phrases; none where there is no figure. */
export function surenessParts(shown: Shown, locale: Locale = spoken()): string[] {
  if (shown.shown !== 'figure') return []
  const [low, high] = [shown.low, shown.high].map((end) => numberWords(end, shown.of, locale))
  return [
    m.pulse_between({ low: low!, high: high! }, { locale }),
    m.pulse_answers_n({ n: shown.n }, { locale }),
  ]
}

/** What changed since an earlier wave, or that it cannot be told. */
export function sinceWords(
  change: Since,
  of: Scale,
  timeZone: string,
  locale: Locale = spoken(),
): string {
  const l = { locale }
  const digits = of === 'mean' ? 1 : 0
  const [low, high] = [change.low, change.high].map((end) => formatScore(end, digits, locale))
  const words = { before: formatDay(change.since, timeZone, locale), low: low!, high: high! }
  if (change.outcome === 'cannot-tell') return m.pulse_change_unknown(words, l)
  const points = formatNumber(Math.abs(change.difference), digits, locale)
  return change.outcome === 'higher'
    ? m.pulse_change_up({ ...words, points }, l)
    : m.pulse_change_down({ ...words, points }, l)
}

/** The unit beside the company; null where the company has no figure to stand beside. */
export function againstWords(
  against: Gap['outcome'] | null,
  company: Shown,
  locale: Locale = spoken(),
): string | null {
  if (against === null || company.shown !== 'figure') return null
  const words = {
    higher: m.pulse_results_against_above,
    lower: m.pulse_results_against_below,
    'cannot-tell': m.pulse_results_against_unknown,
  }[against]
  return words({ company: valueWords(company, locale) }, { locale })
}

/** Its two ends as short as a table needs them: "3.2…3.9". */
export function rangeWords({ of, low, high }: Figure, locale: Locale = spoken()): string {
  return `${numberWords(low, of, locale)}…${numberWords(high, of, locale)}`
}
