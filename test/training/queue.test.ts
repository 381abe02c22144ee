import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { KeptModule, KeptScreen, Result } from '../../app/training/phone/pack.ts'
import {
  answersIn,
  cardsLeft,
  furthest,
  isAnswered,
  nextBatch,
  settled,
  toldNow,
  type Waiting,
  waitingOf,
} from '../../app/training/phone/queue.ts'

const read: KeptScreen = {
  ...{ asked: null, answered: false },
  screen: { kind: 'text', title: 'Read', body: [] },
}
const asked = (name: string, answered = false): KeptScreen => ({
  ...{ asked: name, answered },
  screen: {
    kind: 'question',
    title: null,
    question: null,
    prompt: [],
    options: [],
    feedback: null,
  },
})

const MODULE: KeptModule = {
  ...{ slug: 'chain', version: 3, number: 1, title: 'The chain', summary: '', step: 2 },
  screens: [read, asked('guess', true), read, asked('k1/a'), asked('k2/b'), read],
}

/** What was done on screen `step`, in the order of `seq`. */
function done(seq: number, step: number, choice: 'a' | null = 'a'): Waiting {
  const { slug, version, number, title } = MODULE
  const item = {
    ...({ kind: 'step', id: `id-${seq}`, slug, version, number, step, choice } as const),
    asked: choice && MODULE.screens[step - 1]!.asked,
  }
  return { ...waitingOf('maya', title, item), seq }
}

function card(seq: number, name = `chain/k${seq}/a@3`): Waiting {
  const item = { kind: 'card', id: `id-${seq}`, card: name, choice: 'b', unsure: false } as const
  return { ...waitingOf('maya', 'The chain', item), seq }
}

test('a module goes on where it stopped, there or here, and never past its end', () => {
  expect(furthest(MODULE, [])).toBe(2)
  expect(furthest(MODULE, [done(1, 2, null), done(2, 3, null)])).toBe(4)
  expect(furthest(MODULE, [done(1, 6, null)])).toBe(6)
  const elsewhere = done(1, 5)
  const other = { ...elsewhere, item: { ...elsewhere.item, slug: 'signs' } } as Waiting
  expect(furthest(MODULE, [other])).toBe(2)
})

test('a question is known as answered, whether it was before or waits here', () => {
  expect(isAnswered(MODULE, 1, [])).toBeNull()
  expect(isAnswered(MODULE, 2, [])).toBe('before')
  expect(isAnswered(MODULE, 4, [])).toBeNull()
  expect(isAnswered(MODULE, 4, [done(1, 4)])).toBe('here')
  expect(isAnswered(MODULE, 5, [done(1, 4)])).toBeNull()
})

test('the same question has one place in the queue, whatever was answered; another try has its own', () => {
  const first = done(1, 4)
  const changed = { ...first.item, id: 'another', choice: 'c' } as Waiting['item']
  expect(waitingOf('maya', '', changed).what).toBe(first.what)
  const later = { ...first.item, number: 2 } as Waiting['item']
  expect(waitingOf('maya', '', later).what).not.toBe(first.what)
  const names = MODULE.screens.map((_, index) => done(index, index + 1, null).what)
  expect(new Set(names).size).toBe(MODULE.screens.length)
})

test('answers are counted, reading on is not', () => {
  expect(answersIn([done(1, 1, null), done(2, 3, null), done(3, 4), card(4)])).toBe(2)
})

test('cards that wait here are not shown again', () => {
  const cards = ['chain/k1/a@3', 'chain/k2/a@3'].map((name) => ({
    ...{ card: name, moduleTitle: 'The chain', screen: asked(name).screen },
  }))
  expect(cardsLeft(cards, [card(1)]).map((one) => one.card)).toEqual(['chain/k2/a@3'])
})

test('nobody’s queue but one’s own is sent', () => {
  const mine = [card(1), card(2)]
  const theirs = { ...card(3), person: 'lev' }
  expect(nextBatch([...mine, theirs], 'maya', new Set())).toEqual(mine)
})

const outcome = fc.constantFrom('recorded', 'stands', 'gone', 'wait' as const)

test('whatever the portal says, each item leaves once, in order, and nothing unheard is lost', () => {
  const queue = fc
    .array(fc.integer({ min: 1, max: 500 }), { maxLength: 80 })
    .map((seqs) => [...new Set(seqs)].map((seq) => card(seq)))
  fc.assert(
    fc.property(queue, fc.infiniteStream(fc.option(outcome)), (waiting, says) => {
      let left = [...waiting]
      const sent: number[] = []
      const putOff = new Set<string>()
      for (;;) {
        const batch = nextBatch(left, 'maya', putOff)
        if (batch.length === 0) break
        const results = batch.flatMap(({ item: { id } }): Result[] => {
          const said = says.next().value
          return said ? [{ id, outcome: said, page: null }] : []
        })
        const after = settled(batch, results)
        for (const id of after.putOff) putOff.add(id)
        expect(after.told.length).toBe(after.done.length)
        sent.push(...batch.map(({ seq }) => seq))
        left = left.filter(({ seq }) => !after.done.includes(seq))
      }
      expect(sent).toEqual(waiting.map(({ seq }) => seq).toSorted((a, b) => a - b))
      expect(left.map(({ item }) => item.id).toSorted()).toEqual([...putOff].toSorted())
    }),
  )
})

test('what became of answers is told, the newest thirty; of reading nothing is said', () => {
  const batch = [done(1, 3, null), done(2, 4)]
  const results: Result[] = batch.map(({ item: { id } }) => ({
    id,
    outcome: 'recorded',
    page: '/x',
  }))
  const { told } = settled(batch, results)
  expect(told).toEqual([{ outcome: 'recorded', title: 'The chain', page: '/x' }])
  const many = Array.from({ length: 40 }, (_, n) => ({ ...told[0]!, page: `/${n}` }))
  expect(toldNow(many, told).length).toBe(30)
  expect(toldNow(many, told).at(-1)?.page).toBe('/x')
})
