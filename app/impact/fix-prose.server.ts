import { formatDay, formatNumber } from '../i18n/format.ts'
import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { type Counts, sizeOf } from '../statistics/scores.ts'
import type { FixResult } from './fix.ts'
import { shownScore, type SidesRow } from './score.ts'
import { answersWords, points, span } from './words.ts'

export interface FixProse {
  title: string
  /** What can be said, the most telling first. */
  sentences: string[]
  /** Only where it helped, and only to whoever noticed it. */
  thanks: string | null
  rows: SidesRow[]
  /** The difference of differences with its interval, and how it is made. */
  how: string[]
}

/** What customers said before and after a fix, in the words its numbers allow; null: the job has not seen it yet. */
export function fixProse(fix: FixResult | null, mine: boolean, locale: Locale): FixProse {
  const options = { locale }
  const title = m.impact_fix_title({}, options)
  if (!fix) {
    const sentences = [m.impact_fix_pending({}, options)]
    return { title, sentences, thanks: null, rows: [], how: [] }
  }
  const { before, after, others, difference, outcome, also } = fix
  const elsewhere = {
    site: m.impact_fix_elsewhere_site,
    company: m.impact_fix_elsewhere_company,
  }
  const told = outcome === 'helped' || outcome === 'worse' || outcome === 'no-change'
  const rows = [rowOf(m.impact_fix_here({}, options), before, after, locale)]
  if (others && outcome !== 'few-before') {
    rows.push(rowOf(elsewhere[others.from]({}, options), others.before, others.after, locale))
  }
  const how = m.impact_fix_how(
    { from: formatDay(fix.from, 'UTC', locale), to: formatDay(fix.to, 'UTC', locale) },
    options,
  )
  return {
    title,
    sentences: [
      ...sentencesOf(fix, locale),
      ...(also > 0 && told
        ? [m.impact_fix_also({ n: also, count: formatNumber(also, 0, locale) }, options)]
        : []),
    ],
    thanks: mine && outcome === 'helped' ? m.impact_fix_thanks({}, options) : null,
    rows: outcome === 'few-before' && sizeOf(before) === 0 ? [] : rows,
    how: told && difference ? [differenceOf(difference, locale), how] : [how],
  }
}

function differenceOf(
  { difference, low, high }: NonNullable<FixResult['difference']>,
  locale: Locale,
): string {
  const ends = { low: points(low, locale), high: points(high, locale) }
  const range = m.impact_range(ends, { locale })
  return m.impact_fix_difference({ difference: points(difference, locale), range }, { locale })
}

function sentencesOf(fix: FixResult, locale: Locale): string[] {
  const options = { locale }
  const counted = (counts: Counts) => ({
    n: sizeOf(counts),
    count: formatNumber(sizeOf(counts), 0, locale),
  })
  switch (fix.outcome) {
    case 'helped':
      return [m.impact_fix_helped({}, options)]
    case 'worse':
      return [m.impact_fix_worse({}, options)]
    case 'no-change':
      return [m.impact_fix_no_change({}, options)]
    case 'no-others':
      return [m.impact_fix_no_others({}, options)]
    case 'few-before':
      return sizeOf(fix.before) === 0
        ? [m.impact_fix_none_before({}, options)]
        : [m.impact_fix_few_before(counted(fix.before), options)]
    case 'few-after':
      return [m.impact_fix_few_after(counted(fix.after), options)]
    case 'not-yet':
      return [m.impact_fix_not_yet({}, options), ...waiting(fix, locale)]
  }
}

function waiting({ more, weeks, inTime }: FixResult, locale: Locale): string[] {
  const options = { locale }
  const plural = (n: number) => ({ n, count: formatNumber(n, 0, locale) })
  if (more === null) return [m.impact_fix_hard({}, options)]
  if (more === 0) return [m.impact_fix_settling({}, options)]
  const needed = m.impact_fix_more(plural(more), options)
  if (weeks === null) return [needed]
  return [
    needed,
    inTime ? m.impact_fix_weeks(plural(weeks), options) : m.impact_fix_not_in_time({}, options),
  ]
}

function rowOf(name: string, before: Counts, after: Counts, locale: Locale): SidesRow {
  const side = (label: string, counts: Counts) => {
    const shown = shownScore(counts)
    const { n, low, high, value } = shown
    const range = low === null || high === null ? '–' : span(low, high, locale)
    const score = value === null ? range : `${points(value, locale)} (${range})`
    return { name: label, shown, words: `${score} · ${answersWords(n, locale)}` }
  }
  return {
    name,
    sides: [
      side(m.impact_fix_before({}, { locale }), before),
      side(m.impact_fix_after({}, { locale }), after),
    ],
  }
}
