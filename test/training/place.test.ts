import { expect, test } from 'vitest'
import { KINDS } from '../../app/training/interactives/kinds.ts'
import { mentions } from '../../app/training/text.ts'
import { somebodyBefore } from './tapping.ts'

const { place } = KINDS

const plan = {
  id: 'moments',
  kind: 'place',
  look: 'list',
  places: ['sign', 'not-yet'],
  cards: [
    { id: 'brings', place: 'sign' },
    { id: 'smiles', place: 'not-yet' },
    { id: 'figure', place: 'not-yet', claim: 'C05' },
  ],
}
const texts = {
  title: 'Moments',
  body: 'Sort them.',
  places: { sign: { name: 'A sign' }, 'not-yet': { name: 'Not yet' } },
  cards: {
    brings: { text: 'Brings a sister.', why: 'Somebody took a step.' },
    smiles: { text: 'Smiles at everybody.', why: 'A smile may be manners.' },
    figure: {
      text: 'Keep {% claim id="C05" %}a few{% /claim %} and profit doubles.',
      why: 'It was never a year.',
    },
  },
  after: 'Deeds, not faces.',
}
const somebody = (seed?: string) => somebodyBefore(place, plan, texts, { seed })

test('no explanation, no place and no figure reaches the browser before its card is placed', () => {
  const maya = somebody()
  for (let turn = 0; turn < 3; turn++) {
    const { next, placed } = maya.sees()
    const untouched = plan.cards.filter(({ id }) => !placed.some((card) => card.id === id))
    for (const { id } of untouched)
      expect(maya.page()).not.toContain(texts.cards[id as keyof typeof texts.cards].why)
    if (untouched.some(({ claim }) => claim)) expect(mentions(maya.sees(), 'claim')).toEqual([])
    expect(maya.page()).not.toContain(texts.after)
    maya.tap(`put:${next?.id}:sign`)
  }
  expect(maya.page()).toContain(texts.after)
  expect(mentions(maya.sees(), 'claim')).toEqual(['C05'])
})

test('a placed card says where it fits best and why, wherever it was put', () => {
  const maya = somebody()
  maya.tap('put:smiles:sign')
  expect(maya.sees().placed).toMatchObject([{ id: 'smiles', place: 'sign', best: 'not-yet' }])
  expect(maya.page()).toContain('A smile may be manners.')
})

test('a card pressed twice lies where it was put first; a card or a place that is not there moves nothing', () => {
  const maya = somebody()
  maya.tap('put:smiles:sign')
  for (const odd of [
    'put:smiles:not-yet',
    'put:nobody:sign',
    'put:brings:attic',
    'take:brings',
    '',
  ])
    expect(maya.tap(odd)).toBeNull()
  expect(maya.kept()).toEqual([{ card: 'smiles', place: 'sign' }])
})

test('cards come in another order for another person, and in the same for one', () => {
  const first = (seed: string) => somebody(seed).sees().next?.id
  const seen = new Set(Array.from({ length: 30 }, (_, index) => first(`person ${index}`)))
  expect(seen.size).toBe(3)
  expect(first('dana')).toBe(first('dana'))
})

test('a card cannot grade a figure otherwise than the register does', () => {
  const graded = {
    ...plan,
    places: ['solid', 'folklore'],
    cards: [
      { id: 'brings', place: 'solid', claim: 'C05' },
      { id: 'smiles', place: 'folklore', claim: 'C01' },
      { id: 'figure', place: 'solid' },
    ],
  }
  const faults = place.faults(place.plan.parse(graded), () => 'folklore')
  expect(faults).toMatchObject([{ message: 'C05 is folklore in the register, not solid' }])
  expect(place.faults(place.plan.parse(plan), () => 'folklore')).toEqual([])
})
