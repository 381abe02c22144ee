import { formatNumber } from '../i18n/format.ts'
import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import type { Outcome } from '../statistics/comparison.ts'
import type { Ladder, Ladders, Question, Step } from './satisfaction.ts'
import type { StoredSatisfaction } from './satisfaction.server.ts'
import type { Shown } from './score.ts'
import { apart, points, span } from './words.ts'

export interface LadderProse {
  key: string
  /** The sentence the table proves; null where two steps may not be compared. */
  title: string | null
  /** How it was asked, and how many answered. */
  caption: string
  /** Empty where so few answered that nothing may be said. */
  rows: { key: string; step: string; n: string; share: string; score: string }[]
  missing: string | null
}

export interface QuestionProse {
  key: Question
  heading: string
  /** Why there is nothing, or what was left out. */
  notes: string[]
  ladders: LadderProse[]
}

/** How satisfied customers were, and how sure to come again, beside the score: in the reader's language. */
export function satisfactionProse(
  stored: StoredSatisfaction | null,
  locale: Locale,
): { lead: string; questions: QuestionProse[]; how: string[] } {
  const options = { locale }
  const of = (key: Question) =>
    questionOf(key, stored?.[key] ?? { ladders: [], unclear: 0 }, locale)
  return {
    lead: m.impact_satisfaction_lead({}, options),
    questions: [of('satisfaction'), of('intent')],
    how: [
      m.impact_satisfaction_how_scale({}, options),
      m.impact_satisfaction_how_gates({}, options),
      m.impact_satisfaction_how_cause({}, options),
    ],
  }
}

const HEADINGS = {
  satisfaction: m.impact_satisfaction_heading,
  intent: m.impact_satisfaction_intent_heading,
}
const NONE = { satisfaction: m.impact_satisfaction_none, intent: m.impact_satisfaction_intent_none }
const TITLES = {
  satisfaction: {
    higher: m.impact_satisfaction_higher,
    lower: m.impact_satisfaction_lower,
    'cannot-tell': m.impact_satisfaction_cannot,
  },
  intent: {
    higher: m.impact_satisfaction_intent_higher,
    lower: m.impact_satisfaction_intent_lower,
    'cannot-tell': m.impact_satisfaction_intent_cannot,
  },
} satisfies Record<Question, Record<Outcome, unknown>>
const SCALES = { five: m.impact_satisfaction_five, eleven: m.impact_satisfaction_eleven }

function questionOf(key: Question, { ladders, unclear }: Ladders, locale: Locale): QuestionProse {
  const options = { locale }
  const count = formatNumber(unclear, 0, locale)
  return {
    key,
    heading: HEADINGS[key]({}, options),
    notes: [
      ...(ladders.length === 0 ? [NONE[key]({}, options)] : []),
      ...(unclear > 0 ? [m.impact_satisfaction_unclear({ n: unclear, count }, options)] : []),
    ],
    ladders: ladders.map((ladder) => ladderOf(key, ladder, locale)),
  }
}

function ladderOf(question: Question, ladder: Ladder, locale: Locale): LadderProse {
  const { scale, n, steps, top, missing } = ladder
  const options = { locale }
  return {
    key: scale,
    title: top && TITLES[question][top]({}, options),
    caption: SCALES[scale]({ n, count: formatNumber(n, 0, locale) }, options),
    rows:
      missing > 0
        ? []
        : steps.map((step) => ({
            key: step.step,
            step: stepName(question, scale, step.step, locale),
            n: formatNumber(step.n, 0, locale),
            share: shareOf(step, locale),
            score: scoreOf(step.score, locale),
          })),
    missing: missing > 0 ? m.impact_satisfaction_missing({ n: missing }, options) : null,
  }
}

const DEGREES: Record<string, typeof m.impact_satisfaction_degree_5> = {
  5: m.impact_satisfaction_degree_5,
  4: m.impact_satisfaction_degree_4,
  3: m.impact_satisfaction_degree_3,
  2: m.impact_satisfaction_degree_2,
  1: m.impact_satisfaction_degree_1,
}
const ENDS: Record<string, typeof m.impact_satisfaction_intent_5> = {
  5: m.impact_satisfaction_intent_5,
  1: m.impact_satisfaction_intent_1,
}

function stepName(question: Question, scale: string, step: string, locale: Locale): string {
  const options = { locale }
  const range = apart(step.replace('-', '–'))
  if (scale === 'eleven') return m.impact_satisfaction_of_ten({ step: range }, options)
  const named = (question === 'satisfaction' ? DEGREES : ENDS)[step]
  return named ? named({}, options) : m.impact_satisfaction_of_five({ step: range }, options)
}

/** "34 (31…37)" of a hundred; from ten answers the range alone. */
function shareOf({ share, reach }: Step, locale: Locale): string {
  if (!reach) return '–'
  const whole = (value: number) => formatNumber(100 * value, 0, locale)
  const range = apart(`${whole(reach.low)}…${whole(reach.high)}`)
  return share === null ? range : `${apart(whole(share))} (${range})`
}

function scoreOf({ n, value, low, high, missing }: Shown, locale: Locale): string {
  if (n === 0 || low === null || high === null) {
    return m.impact_missing_range({ n: missing }, { locale })
  }
  return value === null
    ? span(low, high, locale)
    : `${points(value, locale)} (${span(low, high, locale)})`
}

/** The company's own five degrees for somebody who has just estimated them, and how sure they are. */
export function degreesBeside(
  stored: StoredSatisfaction | null,
  locale: Locale,
): { shares: Record<string, number> | null; n: number; says: string } {
  const five = stored?.satisfaction.ladders.find(({ scale }) => scale === 'five')
  const full = five?.steps[0]
  if (!five || !full?.reach || full.share === null) {
    const says = m.impact_satisfaction_ours_none({}, { locale })
    return { shares: null, n: five?.n ?? 0, says }
  }
  const whole = (value: number) => apart(formatNumber(100 * value, 0, locale))
  return {
    shares: Object.fromEntries(
      five.steps.map(({ step, share }) => [GROUPS[step]!, Math.round(100 * (share ?? 0))]),
    ),
    n: five.n,
    says: m.impact_satisfaction_ours(
      { low: whole(full.reach.low), high: whole(full.reach.high) },
      { locale },
    ),
  }
}

/** What the module on the ladder calls the five degrees. */
const GROUPS: Record<string, string> = {
  5: 'full',
  4: 'satisfied',
  3: 'neutral',
  2: 'dissatisfied',
  1: 'against',
}
