import { formatDay, formatMonth, formatNumber } from '../i18n/format.ts'
import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { GROUP_NAMES } from './group-names.server.ts'
import type { StoredLink } from './link.server.ts'
import type { Verdict } from './link.ts'
import { answersWords, apart, notesWords } from './words.ts'

/** Above that many places a link is out of reach for any company that would read this. */
const MOST_PLACES = 500

export interface LinkProse {
  title: string
  /** What is known, how surely, and what it would take to know more. */
  sentences: string[]
  /** The same question for each kind of touchpoints; empty where even all together are too few. */
  groups: { group: string; name: string; says: string; rho: string; places: string }[]
  /** For a statistician: every figure with its n, and what was left out. */
  numbers: string[]
}

/** The link in the words that its numbers allow, in the reader's language. */
export function linkProse(link: StoredLink | null, timeZone: string, locale: Locale): LinkProse {
  const options = { locale }
  if (!link) {
    const sentences = [m.impact_link_none_text({}, options)]
    return { title: m.impact_link_none({}, options), sentences, groups: [], numbers: [] }
  }
  return {
    title: TITLES[link.verdict]({}, options),
    sentences: sentencesOf(link, locale),
    groups: link.verdict === 'too-few' ? [] : groupsOf(link, locale),
    numbers: numbersOf(link, timeZone, locale),
  }
}

const TITLES = {
  higher: m.impact_link_higher,
  lower: m.impact_link_lower,
  reversed: m.impact_link_reversed,
  'cannot-tell': m.impact_link_cannot_tell,
  'too-few': m.impact_link_cannot_tell,
} satisfies Record<Verdict, unknown>

function sentencesOf(link: StoredLink, locale: Locale): string[] {
  const { verdict, used, within } = link
  const options = { locale }
  const places = formatNumber(used, 0, locale)
  if (verdict === 'too-few') return tooFew(link, locale)
  if (verdict === 'reversed' && within) {
    const up = (link.spearman?.rho ?? 0) > 0
    const direction = up ? m.impact_link_word_higher : m.impact_link_word_lower
    return [
      m.impact_link_reversed_text(
        {
          direction: direction({}, options),
          against: formatNumber(within.against, 0, locale),
          sites: formatNumber(within.along + within.against, 0, locale),
        },
        options,
      ),
    ]
  }
  const second = within
    ? {
        rises: m.impact_within_rises,
        falls: m.impact_within_falls,
        'cannot-tell': m.impact_within_cannot_tell,
      }[within.outcome]
    : m.impact_within_unknown
  return verdict === 'cannot-tell'
    ? [
        m.impact_link_chance({ used: places }, options),
        whatIsMissing(link, locale),
        second({}, options),
        ...laterOf(link, locale),
      ]
    : [m.impact_link_told({ used: places }, options), second({}, options), ...laterOf(link, locale)]
}

/** Whether it shows later than at once: the clearest of the lags that are told, or that none is. */
function laterOf({ lags }: StoredLink, locale: Locale): string[] {
  const options = { locale }
  const later = lags.filter(({ months }) => months > 0)
  if (later.length === 0) return []
  const told = lags.filter(({ outcome }) => outcome !== 'cannot-tell')
  const clearest = told.toSorted((a, b) => a.p - b.p || a.months - b.months)[0]
  if (!clearest) return [m.impact_lag_none({}, options)]
  if (clearest.months === 0) return []
  const move = clearest.outcome === 'rises' ? m.impact_lag_rise : m.impact_lag_fall
  const months = m.impact_lag_months({ n: clearest.months }, options)
  return [m.impact_lag_later({ months, move: move({}, options) }, options)]
}

function tooFew({ used, sites, missing }: StoredLink, locale: Locale): string[] {
  const options = { locale }
  const counted = {
    used: formatNumber(used, 0, locale),
    sites: formatNumber(sites, 0, locale),
  }
  return [
    m.impact_link_few(counted, options),
    missing
      ? m.impact_link_few_missing(
          {
            answers: answersWords(missing.answers, locale),
            notes: notesWords(missing.grades, locale),
          },
          options,
        )
      : m.impact_link_small({}, options),
  ]
}

function whatIsMissing({ missing, sitesNeeded }: StoredLink, locale: Locale): string {
  const options = { locale }
  if (missing === null) return m.impact_link_alike({}, options)
  if (missing.answers > 0) {
    const count = formatNumber(missing.answers, 0, locale)
    return m.impact_link_more_answers({ n: missing.answers, count }, options)
  }
  return sitesNeeded !== null && sitesNeeded <= MOST_PLACES
    ? m.impact_link_more_places({ n: formatNumber(sitesNeeded, 0, locale) }, options)
    : m.impact_link_weak({}, options)
}

const GROUP_SAYS = {
  higher: m.impact_group_higher,
  lower: m.impact_group_lower,
  reversed: m.impact_group_reversed,
  'cannot-tell': m.impact_group_cannot_tell,
  'too-few': m.impact_group_few,
} satisfies Record<Verdict, unknown>

function groupsOf({ groups }: StoredLink, locale: Locale): LinkProse['groups'] {
  const options = { locale }
  return groups.map(({ group, verdict, used, rho, low, high }) => ({
    group,
    name: GROUP_NAMES[group as keyof typeof GROUP_NAMES]({}, options),
    says: GROUP_SAYS[verdict]({}, options),
    rho:
      rho === null
        ? '–'
        : apart(
            low === null || high === null
              ? two(rho, locale)
              : `${two(rho, locale)} (${two(low, locale)}…${two(high, locale)})`,
          ),
    places: formatNumber(used, 0, locale),
  }))
}

function numbersOf(link: StoredLink, timeZone: string, locale: Locale): string[] {
  const { spearman, kendall, within } = link
  const options = { locale }
  const lines: string[] = []
  if (spearman && kendall) {
    const { rho, p, low, high } = spearman
    const range =
      low === null || high === null
        ? m.impact_link_no_range({}, options)
        : apart(`${two(low, locale)}…${two(high, locale)}`)
    lines.push(
      m.impact_link_numbers(
        {
          rho: apart(two(rho, locale)),
          range,
          p: chance(p, locale),
          tau: apart(two(kendall.tau, locale)),
          ptau: chance(kendall.p, locale),
        },
        options,
      ),
    )
  }
  if (within) {
    lines.push(
      m.impact_link_within_numbers(
        {
          slope: apart(minus(formatNumber(within.slope / 10, 1, locale))),
          p: chance(within.p, locale),
          quarters: formatNumber(within.quarters, 0, locale),
          sites: formatNumber(within.sites, 0, locale),
        },
        options,
      ),
    )
  }
  for (const lag of link.lags.filter(({ months }) => months > 0)) {
    lines.push(
      m.impact_lag_numbers(
        {
          n: lag.months,
          slope: apart(minus(formatNumber(lag.slope / 10, 1, locale))),
          p: chance(lag.p, locale),
          quarters: formatNumber(lag.quarters, 0, locale),
          sites: formatNumber(lag.sites, 0, locale),
        },
        options,
      ),
    )
  }
  lines.push(
    m.impact_link_base(
      {
        answers: answersWords(link.answers, locale),
        notes: notesWords(link.grades, locale),
        used: formatNumber(link.used, 0, locale),
        sites: formatNumber(link.sites, 0, locale),
        from: formatMonth(link.from, locale),
        to: formatMonth(link.to, locale),
      },
      options,
    ),
  )
  if (link.leftOut > 0) {
    lines.push(m.impact_link_left_out({ answers: answersWords(link.leftOut, locale) }, options))
  }
  lines.push(m.impact_link_computed({ day: formatDay(link.computedAt, timeZone, locale) }, options))
  return lines
}

function two(value: number, locale: Locale): string {
  return minus(formatNumber(value, 2, locale))
}

function minus(figure: string): string {
  return figure.replaceAll('-', '−')
}

/** A p is never 0: permutations cannot show less than one in ten thousand. */
function chance(p: number, locale: Locale): string {
  return apart(p < 0.001 ? `< ${formatNumber(0.001, 3, locale)}` : formatNumber(p, 3, locale))
}
