import { formatMonth, formatNumber } from '../i18n/format.ts'
import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { claimViews } from '../training/screen.server.ts'
import { type BesideProse, lessonProse, pulseProse } from './beside-prose.server.ts'
import type { Impact } from './impact.server.ts'
import { linkProse, type LinkProse } from './link-prose.server.ts'
import type { Verdict } from './link.ts'
import { mapProse, type MapProse } from './map-prose.server.ts'
import type { Score } from './score.ts'
import { answersWords, apart, notesWords, points, span } from './words.ts'

/** What is known from elsewhere about the chain. */
const CHAIN_CLAIM = 'C24'

export interface Prose {
  lead: string
  /** Who asked the customers, and what stands apart. */
  asked: string[]
  /** What a client leaves, where HR has entered what it takes. */
  money: string | null
  arrows: Arrow[]
  map: MapProse & { how: string; change: string }
  signs: { how: string }
  link: LinkProse
  beside: { heading: string; lesson: BesideProse; pulse: BesideProse }
  rule: { none: string; how: string }
  share: { title: string; text: string; picture: string; sheet: string }
}

/** Every arrow of the chain answers "how do we know?", also where the answer is that we do not. */
export interface Arrow {
  key: string
  name: string
  /** What kind of knowledge it is, in two or three words. */
  tag: string
  text: string[]
}

/**
 * The sentences of the page in the reader's language. They are made here, not in the browser: three
 * languages of every sentence for every gate would weigh more than the page.
 */
export function prose(page: Impact, place: string, timeZone: string, locale: Locale): Prose {
  const options = { locale }
  return {
    lead: scoreProse(page, place, locale),
    asked: [...askedOf(page.score, locale), ...pooledOf(page.pooled, locale)],
    money: moneyOf(page.money, locale),
    arrows: arrowsOf(page, locale),
    map: {
      ...mapProse(page.map, page.silent, locale),
      how: m.impact_map_how({}, options),
      change: m.impact_change_title({}, options),
    },
    signs: { how: m.impact_signs_how({}, options) },
    link: linkProse(page.link, timeZone, locale),
    beside: {
      heading: m.impact_beside({}, options),
      lesson: lessonProse(page.lesson, timeZone, locale),
      pulse: pulseProse(page.pulse, timeZone, locale),
    },
    rule: { none: m.impact_rule_none({}, options), how: m.impact_rule_how({}, options) },
    share: {
      title: m.impact_share_title({}, options),
      text: m.impact_share_text({}, options),
      picture: m.impact_share_picture({}, options),
      sheet: m.impact_share_sheet({}, options),
    },
  }
}

/** What we know of the score, and how surely, in one sentence. */
export function scoreProse(
  { score, newest }: Pick<Impact, 'score' | 'newest'>,
  name: string,
  locale: Locale,
): string {
  const { n, value, low, high } = score
  const options = { locale }
  // A name in its own direction inside a sentence.
  const place = `\u2068${name}\u2069`
  if (n === 0) {
    const none = m.impact_lead_none({ place }, options)
    if (!newest) return none
    return `${none} ${m.impact_lead_newest({ month: formatMonth(newest, locale) }, options)}`
  }
  if (low === null || high === null) return m.impact_lead_comments({ place }, options)
  const ends = { low: points(low, locale), high: points(high, locale) }
  const range = m.impact_range(ends, options)
  return value === null
    ? m.impact_lead_interval({ place, range }, options)
    : m.impact_lead_value({ place, score: points(value, locale), range }, options)
}

function pooledOf(pooled: number | null, locale: Locale): string[] {
  return pooled === null ? [] : [m.impact_pooled({ score: points(pooled, locale) }, { locale })]
}

function moneyOf({ gap }: Impact['money'], locale: Locale): string | null {
  if (!gap) return null
  const whole = (value: number) => apart(formatNumber(value, 0, locale).replaceAll('-', '−'))
  return m.impact_money_ring({ low: whole(gap.low), high: whole(gap.high) }, { locale })
}

const ASKED = {
  code: m.impact_collected_code,
  import: m.impact_collected_import,
  agency: m.impact_collected_agency,
}

function askedOf({ collected, staff }: Score, locale: Locale): string[] {
  const options = { locale }
  const lines: string[] = []
  const counted = collected.map(({ by, n }) =>
    by === 'staff' ? '' : ASKED[by]({ n: formatNumber(n, 0, locale) }, options),
  )
  if (counted.length > 0) lines.push(`${m.impact_collected({}, options)}: ${counted.join(', ')}.`)
  if (staff) {
    const answers = answersWords(staff.n, locale)
    const beside = m.impact_staff_apart({ answers }, options)
    lines.push(
      staff.low === null || staff.high === null
        ? beside
        : `${beside} ${m.impact_staff_score(
            {
              score:
                staff.value === null
                  ? span(staff.low, staff.high, locale)
                  : `${points(staff.value, locale)} (${span(staff.low, staff.high, locale)})`,
            },
            options,
          )}`,
    )
  }
  return lines
}

const LINK_TAG = {
  higher: m.impact_tag_together,
  lower: m.impact_tag_together,
  reversed: m.impact_tag_against,
  'cannot-tell': m.impact_tag_cannot_tell,
  'too-few': m.impact_tag_cannot_tell,
} satisfies Record<Verdict, unknown>

const LESSON_TAG = {
  higher: m.impact_tag_together,
  lower: m.impact_tag_against,
  'cannot-tell': m.impact_tag_cannot_tell,
  'too-few': m.impact_tag_cannot_tell,
}

function arrowsOf(
  { link, lesson, noted, money }: Pick<Impact, 'link' | 'lesson' | 'noted' | 'money'>,
  locale: Locale,
): Arrow[] {
  const options = { locale }
  const [claim] = claimViews([CHAIN_CLAIM], locale)
  return [
    {
      key: 'learn',
      name: m.impact_arrow_learn({}, options),
      tag: LESSON_TAG[lesson?.outcome ?? 'cannot-tell']({}, options),
      text: [m.impact_arrow_learn_text({}, options)],
    },
    {
      key: 'pulse',
      name: m.impact_arrow_pulse({}, options),
      tag: m.impact_tag_not_measured({}, options),
      text: [m.impact_arrow_pulse_text({}, options)],
    },
    {
      key: 'notice',
      name: m.impact_arrow_notice({}, options),
      tag: m.impact_tag_counted({}, options),
      text: [m.impact_arrow_notice_text({ notes: notesWords(noted.n, locale) }, options)],
    },
    {
      key: 'score',
      name: m.impact_arrow_score({}, options),
      tag: LINK_TAG[link?.verdict ?? 'cannot-tell']({}, options),
      text: [m.impact_arrow_score_text({}, options)],
    },
    {
      key: 'revenue',
      name: m.impact_arrow_revenue({}, options),
      tag: money.gap ? m.impact_tag_estimate({}, options) : m.impact_tag_elsewhere({}, options),
      text: [
        money.gap
          ? m.impact_revenue_text_own({}, options)
          : m.impact_arrow_revenue_text({}, options),
        ...(claim ? [claim.measured, `${claim.gradeWords.name} ${claim.wording}`] : []),
      ],
    },
    {
      key: 'benefit',
      name: m.impact_arrow_benefit({}, options),
      tag: m.impact_tag_decision({}, options),
      text: [m.impact_arrow_benefit_text({}, options)],
    },
  ]
}
