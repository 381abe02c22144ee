import { afterEach, expect, test } from 'vitest'
import { GRADES, SIGNS } from '../../app/feedback/kinds.ts'
import { type Locale, LOCALES } from '../../app/i18n/locale.ts'
import { speak } from '../../app/i18n/messages.ts'
import { fixProse } from '../../app/impact/fix-prose.server.ts'
import type { FixOutcome, FixResult } from '../../app/impact/fix.ts'
import { mapProse } from '../../app/impact/map-prose.server.ts'
import { scoreProse } from '../../app/impact/prose.server.ts'
import { scoreView, shownGrades, shownScore } from '../../app/impact/score.ts'
import { signsTitle } from '../../app/impact/sign-rows.tsx'
import { signsBesidePromoters } from '../../app/impact/signs.ts'
import { touchpointMap } from '../../app/impact/touchpoint-map.ts'
import { shownWords } from '../../app/impact/words.ts'
import type { Counts } from '../../app/statistics/scores.ts'

afterEach(() => speak('en'))

/** Answers on either side of each gate, with a score above 0, below it, and 0. */
const SIZES = {
  none: 0,
  one: 1,
  'below the first gate': 9,
  interval: 10,
  'still one': 29,
  value: 30,
}
const DIRECTIONS = ['above', 'below', 'even'] as const

function counts(n: number, direction: (typeof DIRECTIONS)[number]): Counts {
  const most = Math.ceil(n * 0.8)
  const half = Math.floor(n / 2)
  return {
    above: { promoters: most, passives: 0, detractors: n - most },
    below: { promoters: n - most, passives: 0, detractors: most },
    even: { promoters: half, passives: n - 2 * half, detractors: half },
  }[direction]
}

/** A sentence as a person would judge it: whole, closed, in its own script, without a hole. */
function expectWhole(words: string, locale: Locale, what: string) {
  expect(words, what).not.toMatch(/[{}]|undefined|null|NaN|Infinity|impact_|feedback_| {2}/)
  expect(words.trim(), what).not.toBe('')
  if (locale === 'ru') expect(words, what).toMatch(/\p{Script=Cyrillic}/u)
  if (locale === 'he') expect(words, what).toMatch(/\p{Script=Hebrew}/u)
}

test('a place’s score has a sentence for every gate, whether above zero, below or even, in three languages', () => {
  for (const locale of LOCALES) {
    const said = new Map<string, string>()
    for (const [gate, n] of Object.entries(SIZES)) {
      for (const direction of DIRECTIONS) {
        const score = scoreView([{ collectedBy: 'code', ...counts(n, direction) }])
        for (const newest of n === 0 ? [null, '2025-03'] : [null]) {
          const words = scoreProse({ score, newest }, 'Lindenhof', locale)
          expectWhole(words, locale, `${gate} ${direction}`)
          expect(words).toContain('Lindenhof')
          said.set(`${gate} ${direction} ${newest}`, words)
        }
      }
    }
    // Below the first gate no figure of the score is in it, whatever it is.
    expect(said.get('below the first gate above null')).toBe(
      said.get('below the first gate below null'),
    )
    expect(said.get('below the first gate above null')).not.toMatch(/\d/)
    // One number from thirty on, two ends before.
    const numbers = (key: string) => said.get(key)?.match(/[+−]?\d+/g)?.length
    expect(numbers('still one above null')).toBe(2)
    expect(numbers('value above null')).toBe(3)
    expect(said.get('value below null')).toContain('−')
    expect(said.get('value above null')).toContain('+')
  }
})

test('a figure on the map has its words for every gate and both sides, in three languages', () => {
  for (const locale of LOCALES) {
    for (const [gate, n] of Object.entries(SIZES)) {
      for (const direction of DIRECTIONS) {
        const answers = counts(n, direction)
        const grades = {
          wow: answers.promoters,
          normal: answers.passives,
          poor: answers.detractors,
        }
        const said = shownWords(shownScore(answers), 'answers', locale)
        const noted = shownWords(shownGrades(grades), 'notes', locale)
        for (const words of [said, noted]) {
          expect(words, `${gate} ${direction}`).not.toMatch(/[{}]|undefined|null|NaN|impact_/)
          expect(words).not.toBe('')
        }
        if (n < 10) for (const words of [said, noted]) expect(words).not.toMatch(/[+−…]/)
        expect(said.includes('(')).toBe(n >= 30)
      }
    }
  }
})

const MONTHS = ['2026-10', '2026-11']

test('each of the nine signs can stand in the title, once or often, and none at all has its own, in three languages', () => {
  for (const locale of LOCALES) {
    speak(locale)
    const titles = SIGNS.flatMap((sign) =>
      // One, two, few and many: every plural form of the three.
      [1, 2, 3, 11, 21].map((seen) => {
        const found = signsBesidePromoters(MONTHS, [{ sign, month: '2026-11', seen }], new Map())
        const title = signsTitle(found)
        expectWhole(title, locale, `${sign} ${seen}`)
        return title
      }),
    )
    expect(new Set(titles).size).toBe(SIGNS.length * 5)
    const none = signsTitle(signsBesidePromoters(MONTHS, [], new Map()))
    expectWhole(none, locale, 'none')
    expect(titles).not.toContain(none)
  }
})

test('months of the signs keep the gates of a score: nothing below ten answers, no value below thirty', () => {
  for (const n of [0, 9, 10, 29, 30]) {
    const answers = new Map([['2026-11', counts(n, 'above')]])
    const [, month] = signsBesidePromoters(MONTHS, [], answers).promoters
    expect(month?.n).toBe(n)
    expect(month?.low === null).toBe(n < 10)
    expect(month?.share === null).toBe(n < 30)
  }
})

test('whatever colleagues and customers say of a touchpoint, the map has a title and one next step, in three languages', () => {
  const usual = { grades: { wow: 40, normal: 40, poor: 40 }, answers: counts(300, 'even') }
  const others = ['advice', 'plants', 'parking', 'labels'].map((touchpoint) => {
    return { touchpoint, ...usual }
  })
  for (const locale of LOCALES) {
    const titles = new Set<string>()
    for (const grade of [...GRADES, null]) {
      for (const direction of DIRECTIONS) {
        const grades = { wow: 0, normal: 0, poor: 0, ...(grade ? { [grade]: 60 } : {}) }
        const one = { touchpoint: 'cafe', grades, answers: counts(200, direction) }
        const { title, next } = mapProse(touchpointMap([one, ...others]), ['delivery'], locale)
        for (const words of [title, next?.text ?? '']) {
          expectWhole(words, locale, `${grade} ${direction}`)
        }
        titles.add(title)
      }
    }
    // Apart, both low, both high, customers alone below or above, and nothing.
    expect(titles.size).toBe(6)
  }
})

const fix: FixResult = {
  outcome: 'helped',
  before: counts(60, 'below'),
  after: counts(60, 'above'),
  others: { from: 'site', before: counts(90, 'even'), after: counts(90, 'even') },
  difference: { difference: 60, se: 12, z: 5, p: 0.00001, low: 36, high: 84, outcome: 'higher' },
  ...{ from: '2026-03-01', to: '2026-10-27', more: null, weeks: null, inTime: false, also: 1 },
}
const OUTCOMES: FixOutcome[] = [
  ...(['helped', 'worse', 'no-change', 'not-yet'] as const),
  ...(['few-before', 'few-after', 'no-others'] as const),
]

test('every outcome of a fix has its sentences in three languages, and thanks stand only where it helped', () => {
  for (const locale of LOCALES) {
    const said = OUTCOMES.map((outcome) => {
      const { title, sentences, thanks, how } = fixProse(
        { ...fix, outcome, more: 40, weeks: 3 },
        true,
        locale,
      )
      for (const words of [title, ...sentences, ...how]) expectWhole(words, locale, outcome)
      expect(thanks !== null).toBe(outcome === 'helped')
      return sentences.join(' ')
    })
    expect(new Set(said).size).toBe(OUTCOMES.length)
  }
})
