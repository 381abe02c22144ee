import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawQuestions, optionOrder } from '../../app/training/draw.ts'

const plan = {
  draw: 3,
  questions: ['pay', 'promise', 'village', 'unsaid', 'check'].map((id) => ({
    id,
    concepts: ['K01'],
    variants: [
      { id: 'one', answer: 'a' as const },
      { id: 'two', answer: 'b' as const },
    ],
  })),
}
const seeds = fc.string({ minLength: 1, maxLength: 40 })
const numbers = fc.integer({ min: 1, max: 40 })

test('three different questions are drawn, the same ones on every device', () => {
  fc.assert(
    fc.property(seeds, numbers, (seed, number) => {
      const drawn = drawQuestions(plan, seed, number)
      expect(new Set(drawn.map(({ question }) => question)).size).toBe(3)
      expect(drawQuestions(plan, seed, number)).toEqual(drawn)
    }),
  )
})

test('a question met again on the next try has another wording', () => {
  fc.assert(
    fc.property(seeds, numbers, fc.subarray(plan.questions), (seed, number, some) => {
      const first = drawQuestions(plan, seed, number)
      const missed = some.map(({ id }) => id).filter((id) => first.some((d) => d.question === id))
      for (const again of drawQuestions(plan, seed, number + 1, missed)) {
        const before = first.find(({ question }) => question === again.question)
        if (before) expect(again.variant).not.toBe(before.variant)
      }
    }),
  )
})

test('what was missed comes first on the next try', () => {
  fc.assert(
    fc.property(seeds, numbers, (seed, number) => {
      const missed = drawQuestions(plan, seed, number).slice(1, 3)
      const next = drawQuestions(
        plan,
        seed,
        number + 1,
        missed.map(({ question }) => question),
      )
      expect(new Set(next.slice(0, 2).map(({ question }) => question))).toEqual(
        new Set(missed.map(({ question }) => question)),
      )
    }),
  )
})

test('two tries in a row meet all five questions', () => {
  fc.assert(
    fc.property(seeds, numbers, (seed, number) => {
      const met = [number, number + 1].flatMap((n) => drawQuestions(plan, seed, n))
      expect(new Set(met.map(({ question }) => question)).size).toBe(5)
    }),
  )
})

test('over many people each option stands in each place about equally often', () => {
  const first = { a: 0, b: 0, c: 0 }
  for (let i = 0; i < 3000; i++) first[optionOrder(`attempt-${i}/pay`)[0] ?? 'a']++
  for (const times of Object.values(first)) expect(Math.abs(times - 1000)).toBeLessThan(150)
})
