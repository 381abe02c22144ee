import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  clockAfter,
  FREQUENCIES,
  type Frequency,
  minutesBetween,
  opening,
  openingAfter,
  openingUntil,
  SHORTEST_DAYS,
} from '../../../app/pulse/planning/calendar.ts'
import { driversOf, fewestItems, surveyOfRound } from '../../../app/pulse/planning/rotation.ts'
import type { Question, Survey } from '../../../app/pulse/survey.ts'
import { survey } from '../../../app/pulse/survey.server.ts'

const words = (text: string) => ({ en: text, ru: text, he: text })

/** eNPS, drivers with so many items each, one item of no driver where asked for, and a comment. */
function surveyOf(drivers: readonly number[], own = 0): Survey {
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  const item = (id: string, driver?: string): Question => ({
    id,
    kind: 'item',
    text: words(id),
    ...(driver ? { driver } : {}),
  })
  return {
    id: 'turns',
    version: 1,
    title: words('In turn'),
    questions: [
      { id: 'enps', kind: 'enps', text: words('enps') },
      ...drivers.flatMap((count, d) =>
        Array.from({ length: count }, (_, i) => item(`q_${letters[d]}_${letters[i]}`, `d${d}`)),
      ),
      ...Array.from({ length: own }, (_, i) => item(`own_${letters[i]}`)),
      { id: 'comment', kind: 'comment', text: words('comment') },
    ],
  }
}

const ids = (survey: Survey) => survey.questions.map(({ id }) => id)

test('two items a round of four drivers: each is back in the round after next, with its other item', () => {
  const turns = surveyOf([2, 2, 2, 2])
  expect([0, 1, 2, 3, 4].map((round) => ids(surveyOfRound(turns, 2, round)))).toEqual([
    ['enps', 'q_a_a', 'q_b_a', 'comment'],
    ['enps', 'q_c_a', 'q_d_a', 'comment'],
    ['enps', 'q_a_b', 'q_b_b', 'comment'],
    ['enps', 'q_c_b', 'q_d_b', 'comment'],
    ['enps', 'q_a_a', 'q_b_a', 'comment'],
  ])
})

test('fourteen drivers need two items a week, three a fortnight, five a month, all in a quarter', () => {
  const turns = surveyOf(Array.from({ length: 14 }, () => 3))
  expect(FREQUENCIES.map((frequency) => fewestItems(turns, frequency))).toEqual([2, 3, 5, 14])
})

test('without rotation the survey stays as it was written', () => {
  const whole = survey('chain')!
  expect(surveyOfRound(whole, 0, 7)).toBe(whole)
  const driver = driversOf(whole).length
  expect(surveyOfRound(whole, driver, 0).questions.length).toBeLessThanOrEqual(
    whole.questions.length,
  )
})

const frequencies = fc.constantFrom(...FREQUENCIES)
const surveys = fc
  .tuple(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 16 }), fc.nat(4))
  .map(([drivers, own]) => surveyOf(drivers, own))
const DAY = 24 * 60
const starts = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2032-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 16))

test('with the smallest number that the page allows, every driver is back within a quarter, for ever', () => {
  fc.assert(
    fc.property(surveys, frequencies, starts, fc.nat(9), (turns, frequency, first, more) => {
      const drivers = driversOf(turns)
      const items = Math.min(fewestItems(turns, frequency) + more, drivers.length)
      const last = new Map<number, string>()
      // A quarter of the calendar has at most 92 days; thirteen weeks have 91.
      const longest = frequency === 'monthly' || frequency === 'quarterly' ? 92 : 91
      for (let round = 0; round < 60; round++) {
        const at = opening(first, frequency, round)
        const asked = new Set(surveyOfRound(turns, items, round).questions)
        for (const [d, driver] of drivers.entries()) {
          if (!driver.some((item) => asked.has(item))) continue
          expect(minutesBetween(last.get(d) ?? first, at)).toBeLessThanOrEqual(longest * DAY)
          last.set(d, at)
        }
      }
      expect(last.size).toBe(drivers.length)
    }),
    { numRuns: 300 },
  )
})

test('with one item fewer some driver is not asked once in a quarter’s rounds', () => {
  fc.assert(
    fc.property(surveys, frequencies, fc.nat(40), (turns, frequency, begin) => {
      const items = fewestItems(turns, frequency) - 1
      if (items === 0) return
      const rounds = { weekly: 13, fortnightly: 6, monthly: 3, quarterly: 1 }[frequency]
      const asked = new Set<Question>()
      for (let i = begin; i < begin + rounds; i++) {
        for (const question of surveyOfRound(turns, items, i).questions) asked.add(question)
      }
      expect(driversOf(turns).some((driver) => !driver.some((item) => asked.has(item)))).toBe(true)
    }),
  )
})

test('a round asks eNPS and the comment always, no driver twice, and a driver’s items come round evenly', () => {
  fc.assert(
    fc.property(surveys, fc.integer({ min: 1, max: 20 }), (turns, wanted) => {
      const drivers = driversOf(turns)
      const items = Math.min(wanted, drivers.length)
      const counts = new Map<Question, number>()
      for (let round = 0; round < drivers.length * 60; round++) {
        const { questions } = surveyOfRound(turns, wanted, round)
        expect(questions[0]!.kind).toBe('enps')
        expect(questions.at(-1)!.kind).toBe('comment')
        expect(questions.length).toBe(items + 2)
        for (const driver of drivers) {
          expect(driver.filter((item) => questions.includes(item)).length).toBeLessThanOrEqual(1)
        }
        for (const question of questions) counts.set(question, (counts.get(question) ?? 0) + 1)
      }
      for (const driver of drivers) {
        const asked = driver.map((item) => counts.get(item) ?? 0)
        expect(Math.max(...asked) - Math.min(...asked)).toBeLessThanOrEqual(1)
      }
    }),
    { numRuns: 30 },
  )
})

test('the thirty-first is the last day of shorter months, and the thirty-first again after them', () => {
  const month = [0, 1, 2, 3].map((nth) => opening('2027-12-31T09:00', 'monthly', nth))
  expect(month.map((at) => at.slice(0, 10))).toEqual([
    '2027-12-31',
    '2028-01-31',
    '2028-02-29',
    '2028-03-31',
  ])
  expect(opening('2026-11-30T09:00', 'quarterly', 1)).toBe('2027-02-28T09:00')
  expect(opening('2026-03-22T09:00', 'weekly', 1)).toBe('2026-03-29T09:00')
  expect(opening('2026-12-25T09:00', 'fortnightly', 1)).toBe('2027-01-08T09:00')
})

test('openings follow one another without gap or overlap, and no wave is open when the next opens', () => {
  fc.assert(
    fc.property(frequencies, starts, fc.nat(80), (frequency: Frequency, first, nth) => {
      const at = opening(first, frequency, nth)
      const next = opening(first, frequency, nth + 1)
      expect(openingAfter(first, frequency, at)).toBe(next)
      expect(openingAfter(first, frequency, clockAfter(next, -1))).toBe(next)
      expect(openingUntil(first, frequency, at)).toBe(at)
      expect(openingUntil(first, frequency, clockAfter(next, -1))).toBe(at)
      expect(openingUntil(first, frequency, clockAfter(first, -1))).toBeNull()
      expect(openingAfter(first, frequency, clockAfter(first, -9))).toBe(first)
      expect(minutesBetween(at, next)).toBeGreaterThanOrEqual(SHORTEST_DAYS[frequency] * DAY)
    }),
  )
})
