import { expect } from 'vitest'
import { movedFor, moveObservation } from '../../app/feedback/move.server.ts'
import { observation } from '../../app/feedback/observation.server.ts'
import { fixesDone, gradeTotals, wrongObservationTotals } from '../../app/feedback/total.server.ts'
import {
  eraseWishes,
  takeUpWish,
  wishesKept,
  wishesTakenUp,
} from '../../app/feedback/wish.server.ts'
import { onBothDatabases } from '../support/database.ts'
import { garden, log, NOON } from './garden.ts'

const WISH = {
  answer: 'nps:17',
  unitId: 'oak-tills',
  touchpoint: 'checkout',
  words: 'A second till on Saturdays',
}

onBothDatabases(
  'a customer’s wish becomes one observation: who taps second says “me too”, and both are told',
  async ({ db }) => {
    const { dana, boris, oakLeader } = await garden(db)
    const first = await takeUpWish(db, dana, WISH, NOON)
    if (!('id' in first)) throw new Error('not taken up')
    expect(first.outcome).toBe('taken-up')
    const { id } = first
    expect(await takeUpWish(db, dana, WISH, NOON)).toEqual({ outcome: 'own', id })
    expect(await takeUpWish(db, boris, WISH, NOON)).toEqual({ outcome: 'joined', id })
    expect(await observation(db, id, oakLeader)).toMatchObject({
      siteId: 'oak',
      suggestion: WISH.words,
      note: '',
      wish: true,
      joiners: 1,
      authorName: null,
    })
    expect(await wishesTakenUp(db, ['nps:17', 'nps:18'])).toEqual(new Map([['nps:17', id]]))
    await moveObservation(db, id, oakLeader, { status: 'done' }, new Date(NOON.getTime() + 1))
    for (const who of [dana, boris]) {
      expect(await movedFor(db, who.id)).toMatchObject([{ id, status: 'done' }])
    }
    expect(await fixesDone(db)).toHaveLength(1)
  },
)

onBothDatabases(
  'a customer’s wish is no grade of a colleague’s: it is in no total',
  async ({ db }) => {
    const { dana } = await garden(db)
    await log(db, dana, { grade: 'normal' })
    await takeUpWish(db, dana, WISH, NOON)
    expect(await gradeTotals(db, { from: '2026-11', to: '2026-11' })).toMatchObject([{ n: 1 }])
    expect(await wrongObservationTotals(db)).toEqual([])
  },
)

onBothDatabases(
  'a wish of another site, without words or of no single place is taken up by nobody',
  async ({ db }) => {
    const { dana, figLeader, northLeader } = await garden(db)
    expect(await takeUpWish(db, figLeader, WISH, NOON)).toEqual({ outcome: 'not-found' })
    for (const wrong of [{ unitId: 'fig' }, { words: '  ' }, { touchpoint: '' }]) {
      expect(await takeUpWish(db, dana, { ...WISH, ...wrong }, NOON)).toEqual({
        outcome: 'not-found',
      })
    }
    expect(await takeUpWish(db, northLeader, WISH, NOON)).toMatchObject({ outcome: 'taken-up' })
  },
)

onBothDatabases('an answer that was erased takes its words along, not the fix', async ({ db }) => {
  const { dana } = await garden(db)
  const made = await takeUpWish(db, dana, WISH, NOON)
  if (!('id' in made)) throw new Error('not taken up')
  expect(await wishesKept(db)).toEqual([WISH.answer])
  await eraseWishes(db, [WISH.answer])
  expect(await wishesKept(db)).toEqual([])
  expect(await observation(db, made.id, dana)).toMatchObject({ suggestion: '', wish: true })
})
