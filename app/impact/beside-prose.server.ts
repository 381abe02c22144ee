import { formatDay, formatMonth, formatNumber } from '../i18n/format.ts'
import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import type { StoredLesson } from './lesson.server.ts'
import type { QuestionLink } from './pulse-link.ts'
import { PULSE_UNITS } from './pulse-link.ts'
import type { StoredPulse } from './pulse-link.server.ts'
import { apart, points } from './words.ts'

export interface BesideProse {
  title: string
  sentences: string[]
  /** For a statistician: every figure with its n. */
  numbers: string[]
}

/** Places where the lesson came earlier against places where it came later, in the words its numbers allow. */
export function lessonProse(
  found: StoredLesson | null,
  timeZone: string,
  locale: Locale,
): BesideProse {
  const options = { locale }
  if (!found) {
    const sentences = [m.impact_link_none_text({}, options)]
    return { title: m.impact_lesson_none({}, options), sentences, numbers: [] }
  }
  const { outcome, difference, p, low, high } = found
  const numbers = [
    ...(difference === null || p === null
      ? []
      : [
          m.impact_lesson_numbers(
            {
              difference: points(difference, locale),
              range: rangeOf(low, high, locale),
              p: chance(p, locale),
            },
            options,
          ),
        ]),
    m.impact_lesson_base(
      {
        begun: number(found.begun, locale),
        units: number(found.units, locale),
        sites: number(found.sites, locale),
        from: formatMonth(found.from, locale),
        to: formatMonth(found.to, locale),
      },
      options,
    ),
    m.impact_link_computed({ day: formatDay(found.computedAt, timeZone, locale) }, options),
  ]
  return {
    title: LESSON_TITLES[outcome]({}, options),
    sentences: lessonSentences(found, locale),
    numbers,
  }
}

const LESSON_TITLES = {
  higher: m.impact_lesson_higher,
  lower: m.impact_lesson_lower,
  'cannot-tell': m.impact_lesson_cannot_tell,
  'too-few': m.impact_lesson_cannot_tell,
}

function lessonSentences(found: StoredLesson, locale: Locale): string[] {
  const { outcome, difference, low, high } = found
  const options = { locale }
  const counted = {
    units: number(found.units, locale),
    sites: number(found.sites, locale),
    begun: number(found.begun, locale),
  }
  if (outcome === 'too-few' || difference === null) {
    return [
      m.impact_lesson_few(counted, options),
      found.trained === 0
        ? m.impact_lesson_nowhere({}, options)
        : m.impact_lesson_waiting({}, options),
    ]
  }
  if (outcome === 'cannot-tell') {
    return [
      m.impact_lesson_chance(counted, options),
      low === null || high === null
        ? m.impact_lesson_no_range({}, options)
        : m.impact_lesson_range({ range: rangeOf(low, high, locale) }, options),
    ]
  }
  const told = outcome === 'higher' ? m.impact_lesson_told_higher : m.impact_lesson_told_lower
  return [
    told({ ...counted, points: apart(formatNumber(Math.abs(difference), 0, locale)) }, options),
    m.impact_lesson_not_proven({}, options),
  ]
}

/** The newest published wave beside the customers' score, in the words its numbers allow. */
export function pulseProse(
  found: StoredPulse | null,
  timeZone: string,
  locale: Locale,
): BesideProse {
  const options = { locale }
  if (!found) {
    const sentences = [m.impact_link_none_text({}, options)]
    return { title: m.impact_pulse_link_none({}, options), sentences, numbers: [] }
  }
  const computed = formatDay(found.computedAt, timeZone, locale)
  return {
    title: pulseTitle(found, locale),
    sentences: pulseSentences(found, locale),
    numbers: [
      ...found.questions.map((one) => questionNumbers(one, found, locale)),
      ...(found.ended === null
        ? []
        : [
            m.impact_pulse_link_base(
              {
                day: formatDay(found.ended, timeZone, locale),
                from: formatMonth(found.from, locale),
                to: formatMonth(found.to, locale),
              },
              options,
            ),
          ]),
      m.impact_link_computed({ day: computed }, options),
    ],
  }
}

/** The clearest is the sentence; the others stand in the numbers. */
function clearest({ questions }: StoredPulse): QuestionLink | undefined {
  return questions.find(({ outcome }) => outcome !== 'cannot-tell')
}

function pulseTitle(found: StoredPulse, locale: Locale): string {
  const told = clearest(found)
  if (!told) return m.impact_pulse_link_cannot_tell({}, { locale })
  const says = told.outcome === 'higher' ? m.impact_pulse_link_higher : m.impact_pulse_link_lower
  return says({ question: textOf(told, found, locale) }, { locale })
}

function pulseSentences(found: StoredPulse, locale: Locale): string[] {
  const { verdict, ended, places, sites } = found
  const options = { locale }
  if (ended === null) return [m.impact_pulse_link_no_wave({}, options)]
  const published = m.impact_pulse_link_published({}, options)
  if (verdict === 'too-few') {
    const counted = {
      needed: number(PULSE_UNITS, locale),
      places: number(places, locale),
      sites: number(sites, locale),
    }
    return [
      sites < PULSE_UNITS
        ? m.impact_pulse_link_small(counted, options)
        : m.impact_pulse_link_few(counted, options),
      published,
    ]
  }
  const told = clearest(found)
  const over = { places: number(told?.places ?? places, locale) }
  return told
    ? [m.impact_pulse_link_told(over, options), published]
    : [m.impact_pulse_link_chance(over, options), published]
}

function questionNumbers(one: QuestionLink, found: StoredPulse, locale: Locale): string {
  const two = (value: number) => apart(formatNumber(value, 2, locale).replaceAll('-', '−'))
  const { rho, low, high, p, places } = one
  return m.impact_pulse_link_question(
    {
      question: textOf(one, found, locale),
      rho: rho === null ? '–' : two(rho),
      range: low === null || high === null ? '–' : `${two(low)}…${two(high)}`,
      p: chance(p, locale),
      places: number(places, locale),
    },
    { locale },
  )
}

function textOf({ question }: QuestionLink, { texts }: StoredPulse, locale: Locale): string {
  return texts[question]?.[locale] || texts[question]?.en || question
}

function rangeOf(low: number | null, high: number | null, locale: Locale): string {
  return low === null || high === null
    ? m.impact_link_no_range({}, { locale })
    : m.impact_range({ low: points(low, locale), high: points(high, locale) }, { locale })
}

function number(value: number, locale: Locale): string {
  return formatNumber(value, 0, locale)
}

/** A p is never 0: permutations cannot show less than one in ten thousand. */
function chance(p: number, locale: Locale): string {
  return apart(p < 0.001 ? `< ${formatNumber(0.001, 3, locale)}` : formatNumber(p, 3, locale))
}
