import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as shares from '../../app/training/interactives/shares.ts'
import type { Language } from '../../app/training/module.ts'
import { somebodyBefore } from './tapping.ts'

const groups = ['full', 'satisfied', 'neutral', 'against']
const plan = {
  id: 'ladder',
  kind: 'shares',
  groups,
  actions: [
    { id: 'thank', group: 'full' },
    { id: 'ask', group: 'satisfied' },
    { id: 'notice', group: 'neutral' },
  ],
  movable: ['satisfied', 'neutral'],
}
const texts = {
  title: 'Your hundred',
  body: 'Give them out.',
  groups: Object.fromEntries(groups.map((id) => [id, { name: `Group ${id}`, hint: `Hint ${id}` }])),
  prompt: 'What first?',
  actions: Object.fromEntries(
    plan.actions.map(({ id }) => [id, { text: `Do ${id}.`, why: `Why ${id}.` }]),
  ),
  after: 'Ask the same people again.',
}
const somebody = (options?: { tie?: unknown; language?: Language }) =>
  somebodyBefore(shares, plan, texts, options)
const fields = (...of: (number | string)[]) =>
  Object.fromEntries(groups.map((id, index) => [`share-${id}`, String(of[index] ?? '')]))

test('shares that do not make a hundred are refused in words, with how many are left or too many', () => {
  const maya = somebody()
  expect(maya.tap('give', fields(40, 30, 20, 5))).toBe('5 still to give out.')
  expect(maya.tap('give', fields(40, 30, 20, 18))).toBe('8 too many.')
  expect(somebody({ language: 'ru' }).tap('give', fields(95))).toBe('Осталось распределить 5.')
  expect(somebody({ language: 'he' }).tap('give', fields(99))).toBe('נשאר לחלק אחד.')
  expect(maya.kept()).toBeNull()
})

test('what is no whole number from 0 to 100 is refused; an empty field gets nothing', () => {
  const maya = somebody()
  for (const odd of ['-5', '12.5', '1e2', 'ten', '101', '0x10'])
    expect(maya.tap('give', fields(100, odd)), odd).toBe(
      'A whole number from 0 to 100 in each field.',
    )
  expect(maya.tap('give', fields(100))).toBeNull()
  expect(maya.sees().groups.map(({ share }) => share)).toEqual([100, 0, 0, 0])
})

test('only shares that sum to a hundred are ever kept', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 4, maxLength: 4 }),
      (of) => {
        const maya = somebody()
        const refused = maya.tap('give', fields(...of))
        const sum = of.reduce((all, one) => all + one, 0)
        expect(refused === null).toBe(sum === 100)
        expect(maya.kept() === null).toBe(sum !== 100)
      },
    ),
  )
})

test('the action is asked for once the shares stand, and only the one that was chosen is explained', () => {
  const maya = somebody()
  maya.tap('act:ask')
  expect(maya.kept()).toBeNull()
  expect(maya.sees().actions).toEqual([])
  maya.tap('give', fields(20, 30, 40, 10))
  expect(maya.page()).not.toMatch(/Why|Ask the same people/)
  maya.tap('act:ask')
  expect(maya.page()).toContain('Why ask.')
  expect(maya.page()).not.toMatch(/Why thank|Why notice/)
  maya.tap('act:notice')
  expect(maya.sees().chosen).toMatchObject({ id: 'ask', moves: 'Group satisfied' })
})

test('the largest group that can move is told, and where two are as large, both', () => {
  const largest = (...of: number[]) => {
    const maya = somebody()
    maya.tap('give', fields(...of))
    maya.tap('act:ask')
    return maya.sees().chosen?.largest
  }
  expect(largest(60, 15, 25, 0)).toEqual(['Group neutral'])
  expect(largest(40, 30, 30, 0)).toEqual(['Group satisfied', 'Group neutral'])
  expect(largest(90, 0, 0, 10)).toEqual([])
})

test("the company's own answers stand beside the estimate, never before it", () => {
  const says = 'Most likely 9 to 16 of a hundred are full.'
  const tie = { shares: { full: 12, satisfied: 55, neutral: 23, against: 10 }, n: 240, says }
  const maya = somebody({ tie })
  expect(maya.page()).not.toMatch(/55|240|9 to 16/)
  maya.tap('give', fields(25, 25, 25, 25))
  expect(maya.sees()).toMatchObject({ answers: 240, groups: [{ ours: 12 }, { ours: 55 }, {}, {}] })
  expect(maya.sees().says).toBe(says)
})

test('without answers of its own the company says why; shares of other groups stand beside nothing', () => {
  const none = somebody({ tie: { shares: null, n: 4, says: 'Too few yet.' } })
  none.tap('give', fields(25, 25, 25, 25))
  expect(none.sees()).toMatchObject({
    answers: null,
    says: 'Too few yet.',
    groups: [{ ours: null }, {}, {}, {}],
  })
  const shares = { full: 12, satisfied: 55, neutral: 23, dissatisfied: 6, against: 4 }
  const other = somebody({ tie: { shares, n: 240, says: 'Of five groups.' } })
  other.tap('give', fields(25, 25, 25, 25))
  expect(other.sees()).toMatchObject({ answers: null, says: null })
})
