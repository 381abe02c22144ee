import { expect, test } from 'vitest'
import * as order from '../../app/training/interactives/order.ts'
import { somebodyBefore } from './tapping.ts'

const steps = ['listen', 'own', 'fix', 'inform', 'thank']
const plan = { id: 'rescue', kind: 'order', steps }
const texts = {
  title: 'Five steps',
  body: 'Bring them into an order.',
  steps: Object.fromEntries(
    steps.map((step) => [step, { text: `The step ${step}.`, why: `Because of ${step}.` }]),
  ),
  after: 'Other orders work, too.',
}
const somebody = (seed?: string) => somebodyBefore(order, plan, texts, { seed })
const ids = (one: ReturnType<typeof somebody>) => one.sees().steps.map(({ id }) => id)

test('steps stand shuffled, one way for one person, and hardly ever in the best order', () => {
  expect(ids(somebody('dana'))).toEqual(ids(somebody('dana')))
  const orders = Array.from({ length: 40 }, (_, index) => ids(somebody(`person ${index}`)).join())
  expect(new Set(orders).size).toBeGreaterThan(20)
})

test('up and down change a step with its neighbour; at an end nothing moves', () => {
  const maya = somebody()
  const [a, b, c, d, e] = ids(maya)
  maya.tap(`down:${a}`)
  expect(ids(maya)).toEqual([b, a, c, d, e])
  maya.tap(`up:${e}`)
  expect(ids(maya)).toEqual([b, a, c, e, d])
  expect(maya.sees().moved).toBe(e)
  for (const odd of [`up:${b}`, `down:${d}`, 'up:nobody', 'sideways:own', '']) maya.tap(odd)
  expect(ids(maya)).toEqual([b, a, c, e, d])
})

test('why a step stands where it stands is told after comparing, and not before', () => {
  const maya = somebody()
  expect(maya.page()).not.toMatch(/Because of|Other orders/)
  const before = ids(maya)
  maya.tap('compare')
  const { steps: shown } = maya.sees()
  expect(shown.map(({ id }) => id)).toEqual(steps)
  for (const { id, had } of shown) expect(before[had - 1]).toBe(id)
  expect(maya.page()).toContain('Because of thank.')
  expect(maya.page()).toContain(texts.after)
  const kept = maya.kept()
  maya.tap(`up:${before[3]}`)
  expect(maya.kept()).toEqual(kept)
})

test('who brings them into the best order stands with every step in its place', () => {
  const maya = somebody()
  for (const [place, step] of steps.entries())
    while (ids(maya).indexOf(step) > place) maya.tap(`up:${step}`)
  maya.tap('compare')
  expect(maya.sees().steps.map(({ had }) => had)).toEqual([1, 2, 3, 4, 5])
})
