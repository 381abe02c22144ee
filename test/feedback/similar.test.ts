import { expect, test } from 'vitest'
import { alike, mostAlike } from '../../app/feedback/similar.ts'
import { joinObservation } from '../../app/feedback/join.server.ts'
import { similarTo } from '../../app/feedback/list.server.ts'
import { foldObservation, mergeObservation } from '../../app/feedback/merge.server.ts'
import { markLooked, movedFor, moveObservation, undoMove } from '../../app/feedback/move.server.ts'
import { observationHistory } from '../../app/feedback/move.server.ts'
import { observation } from '../../app/feedback/observation.server.ts'
import { onBothDatabases } from '../support/database.ts'
import { garden, log, NOON } from './garden.ts'

const later = (ms: number) => new Date(NOON.getTime() + ms)

/** What is open at the tills, in the three languages that meet there. */
const OPEN = [
  'The queue at the till reached the plants at noon',
  'Очередь у кассы стояла до самых горшков',
  'התור לקופה הגיע עד העציצים',
  'The card reader fails when it rains',
  'Терминал не принимает карты',
  'קורא הכרטיסים לא עובד בגשם',
]

test.each([
  ['long qeue at the tills again', 0],
  ['Queues to the till are too long', 0],
  ['очереди на кассе опять длинные', 1],
  ['Опять ОЧЕРЕДЬ у касы', 1],
  ['תור ארוך מאוד בקופה', 2],
  ['card readers failing', 3],
  ['терминал карту не принемает', 4],
  ['קורא הכרטיס שוב לא עובד', 5],
])('“%s” finds the note about the same, with slips and other endings', (typed, place) => {
  const notes = OPEN.map((note) => ({ note, suggestion: '' }))
  expect(mostAlike(typed, notes)[0]?.note).toBe(OPEN[place])
})

test.each([
  'the',
  'A lovely smell of jasmine',
  'Красивая витрина у входа',
  'שלט חדש בכניסה',
  '',
  '🌱🌱🌱',
])('“%s” is like none of them', (typed) => {
  expect(alike(typed, OPEN).filter((share) => share > 0)).toEqual([])
})

test('accents, vowel points and final letters make no difference', () => {
  expect(alike('Ёлка упала у входа', ['Елка упала у входа'])).toEqual([3])
  expect(alike('הָעֲצִיצִים נָפְלוּ', ['העציצים נפלו'])).toEqual([2])
})

onBothDatabases(
  'similar ones are looked for among the open ones of the same place and site alone',
  async ({ db }) => {
    const { dana, boris, eli, oakLeader } = await garden(db)
    const same = await log(db, boris, { note: 'The queue reached the pots by noon' })
    const elsewhere = await log(db, boris, { touchpoint: 'parking' })
    await log(db, eli)
    const declined = await log(db, boris)
    await moveObservation(db, declined, oakLeader, { status: 'declined', reason: 'Twice' }, NOON)
    const mine = (await observation(db, await log(db, dana), dana))!
    const found = await similarTo(db, dana.id, mine)
    expect(found.map(({ id }) => id)).toEqual([same])
    expect(elsewhere).not.toBe(same)
    // Nothing about its author is in what is suggested.
    expect(JSON.stringify(found)).not.toContain(boris.id)
    expect(found[0]).toMatchObject({ authorName: null, mine: false })
  },
)

onBothDatabases(
  'an author puts their own under the one that was there, and nobody learns whose it is',
  async ({ db }) => {
    const { dana, boris, eli, oakLeader } = await garden(db)
    const head = await log(db, boris)
    await moveObservation(db, head, oakLeader, { status: 'planned', reason: 'Soon' }, later(1))
    const mine = await log(db, dana, {}, later(2))
    expect(await foldObservation(db, mine, head, eli)).toBe('not-found')
    // Only whose it is decides; a leader merges elsewhere.
    expect(await foldObservation(db, mine, head, boris)).toBe('not-found')
    expect(await foldObservation(db, mine, mine, dana)).toBe('not-alike')
    expect(await foldObservation(db, mine, head, dana)).toBe('folded')
    expect(await foldObservation(db, mine, head, dana)).toBe('not-alike')
    expect(await observation(db, mine, dana)).toMatchObject({ mergedInto: head, status: 'planned' })
    expect(await observation(db, head, boris)).toMatchObject({ joiners: 1 })
    expect(await observationHistory(db, mine, true)).toEqual([])
    expect(await movedFor(db, dana.id)).toEqual([])
    // It follows from now on, also back.
    await moveObservation(db, head, oakLeader, { status: 'done' }, later(10))
    expect(await movedFor(db, dana.id)).toMatchObject([{ id: mine, status: 'done' }])
    expect(await undoMove(db, head, oakLeader, later(11))).toBe('undone')
    expect(await observation(db, mine, dana)).toMatchObject({ status: 'planned' })
  },
)

onBothDatabases(
  'one of another place, a closed one and a merged one take nothing in',
  async ({ db }) => {
    const { dana, boris, oakLeader } = await garden(db)
    const mine = await log(db, dana)
    const parking = await log(db, boris, { touchpoint: 'parking' })
    const done = await log(db, boris)
    await moveObservation(db, done, oakLeader, { status: 'done' }, NOON)
    const head = await log(db, boris)
    const under = await log(db, boris)
    await mergeObservation(db, under, head, oakLeader, NOON)
    for (const into of [parking, done, under]) {
      expect(await foldObservation(db, mine, into, dana)).toBe('not-alike')
    }
    // What a leader has moved already has its own way.
    await moveObservation(db, mine, oakLeader, { status: 'seen' }, NOON)
    expect(await foldObservation(db, mine, head, dana)).toBe('not-alike')
  },
)

onBothDatabases(
  'who said “me too” is told when it moves, until they have looked',
  async ({ db }) => {
    const { dana, boris, eli, oakLeader } = await garden(db)
    const id = await log(db, dana)
    await moveObservation(db, id, oakLeader, { status: 'seen' }, later(1))
    await joinObservation(db, id, boris, later(2))
    // What happened before they joined they saw when they joined.
    expect(await movedFor(db, boris.id)).toEqual([])
    await moveObservation(db, id, oakLeader, { status: 'planned', reason: 'In May' }, later(3))
    expect(await movedFor(db, boris.id)).toMatchObject([
      { id, status: 'planned', reason: 'In May' },
    ])
    expect(await movedFor(db, eli.id)).toEqual([])
    await markLooked(db, id, boris.id, later(3).getTime())
    expect(await movedFor(db, boris.id)).toEqual([])
    expect(await movedFor(db, dana.id)).toHaveLength(1)
    await moveObservation(db, id, oakLeader, { status: 'done' }, later(4))
    expect(await movedFor(db, boris.id)).toMatchObject([{ id, status: 'done' }])
  },
)
