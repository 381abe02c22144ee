import { expect, test } from 'vitest'
import { KINDS } from '../../app/training/interactives/kinds.ts'
import { somebodyBefore } from './tapping.ts'

const { dialogue } = KINDS

const plan = {
  id: 'soup',
  kind: 'dialogue',
  turns: [
    {
      id: 'table',
      choices: [
        { id: 'a', to: 'till', fit: 'poor' },
        { id: 'b', to: 'told', fit: 'good' },
      ],
    },
    {
      id: 'till',
      choices: [
        { id: 'a', to: 'shut', fit: 'poor' },
        { id: 'b', to: 'told', fit: 'fair' },
      ],
    },
  ],
  ends: ['shut', 'told'],
}
const turn = (name: string) => ({
  says: `The guest at the ${name}.`,
  choices: {
    a: { text: `Silence at the ${name}.`, why: `Why silence at the ${name}.` },
    b: { text: `A question at the ${name}.`, why: `Why a question at the ${name}.` },
  },
})
const texts = {
  title: 'Cold soup',
  body: 'Say something.',
  turns: { table: turn('table'), till: turn('till') },
  ends: {
    shut: { title: 'Shut', body: 'Try the question.' },
    told: { title: 'Told', body: 'She told you.' },
  },
}
const somebody = () => somebodyBefore(dialogue, plan, texts)

test('a talk goes on from turn to turn and stays readable up to its end', () => {
  const maya = somebody()
  expect(maya.sees()).toMatchObject({ past: [], now: { id: 'table' }, end: null })
  maya.tap('say:table:a')
  expect(maya.sees()).toMatchObject({ past: [{ id: 'table', fit: 'poor' }], now: { id: 'till' } })
  maya.tap('say:till:b')
  expect(maya.sees()).toMatchObject({
    past: [{ id: 'table' }, { id: 'till', fit: 'fair' }],
    now: null,
    end: { title: 'Told' },
    anew: 'Walk it again',
  })
})

test('only what was said is explained, and a turn that was not met is not told', () => {
  const maya = somebody()
  expect(maya.page()).not.toMatch(/Why|"fit"|The guest at the till|Shut|Told/)
  maya.tap('say:table:b')
  expect(maya.page()).toContain('Why a question at the table.')
  expect(maya.page()).not.toMatch(/Why silence|The guest at the till|Shut/)
})

test('what was said cannot be said again, and nobody answers a turn that is not on', () => {
  const maya = somebody()
  maya.tap('say:table:a')
  const kept = maya.kept()
  for (const odd of ['say:table:b', 'say:nowhere:a', 'say:till:c', 'say:till', 'shout:till:a'])
    maya.tap(odd)
  expect(maya.kept()).toEqual(kept)
})

test('a path that a newer talk does not have is forgotten', () => {
  const kept = dialogue.work(dialogue.plan.parse(plan))
  expect(kept.safeParse(['a', 'b']).success).toBe(true)
  expect(kept.safeParse(['b', 'a']).success).toBe(false)
  expect(kept.safeParse(['c']).success).toBe(false)
})

test('a talk that could run in a circle, or that nothing leads to, is no talk', () => {
  const [table, till] = plan.turns
  const circle = [
    table,
    { ...till, choices: [{ id: 'a', to: 'table', fit: 'poor' }, till!.choices[1]] },
  ]
  expect(dialogue.plan.safeParse({ ...plan, turns: circle }).success).toBe(false)
  expect(dialogue.plan.safeParse({ ...plan, ends: [...plan.ends, 'island'] }).success).toBe(false)
})
