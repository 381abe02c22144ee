import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { deactivateEmployee } from '../../app/people/employee.server.ts'
import { Thanks } from '../../app/feedback/thanks/thanks.ts'
import {
  colleaguesOf,
  markThanksRead,
  newThanks,
  removeThanks,
  reportedThanks,
  reportThanks,
  restoreThanks,
  sendThanks,
  settleReported,
  sweepThanks,
  thanksOf,
} from '../../app/feedback/thanks/thanks.server.ts'
import { onBothDatabases } from '../support/database.ts'
import { garden, NOON } from './garden.ts'

const later = (ms: number) => new Date(NOON.getTime() + ms)
const thanks = (to: string, data: Partial<Thanks> = {}): Thanks => ({
  key: randomUUID(),
  to,
  sign: 'comes-back',
  words: 'For the pot you carried to the car',
  ...data,
})

test('thanks are one line for one of the nine signs, without a tenth and without a letter', () => {
  expect(Thanks.parse(thanks('x', { words: ' a\n\n b ' }))).toMatchObject({ words: 'a b' })
  expect(Thanks.safeParse(thanks('x', { words: 'x'.repeat(141) })).success).toBe(false)
  expect(Thanks.safeParse({ ...thanks('x'), sign: 'smiles' }).success).toBe(false)
})

onBothDatabases(
  'colleagues of the site thank each other, a leader above it too, and nobody of elsewhere',
  async ({ db }) => {
    const { dana, boris, eli, northLeader } = await garden(db)
    const names = async (who: Parameters<typeof colleaguesOf>[1]) =>
      (await colleaguesOf(db, who)).map(({ name }) => name)
    expect(await names(dana)).toEqual(['Boris', 'Olga', 'Tal'])
    expect(await names(northLeader)).toEqual(['Boris', 'Dana', 'Eli', 'Olga', 'Tal'])
    expect(await sendThanks(db, dana, thanks(eli.id), NOON)).toBe('unknown-colleague')
    expect(await sendThanks(db, dana, thanks(dana.id), NOON)).toBe('unknown-colleague')
    await deactivateEmployee(db, boris.id)
    expect(await sendThanks(db, dana, thanks(boris.id), NOON)).toBe('unknown-colleague')
  },
)

onBothDatabases(
  'the two read it and nobody else, and it is news until it was read',
  async ({ db }) => {
    const { dana, boris, oakLeader } = await garden(db)
    const form = thanks(boris.id)
    expect(await sendThanks(db, dana, form, NOON)).toBe('sent')
    expect(await sendThanks(db, dana, form, NOON)).toBe('already-sent')
    expect(await sendThanks(db, dana, thanks(boris.id), later(5))).toBe('already-sent')
    expect(await sendThanks(db, dana, thanks(boris.id, { sign: 'buys-more' }), later(6))).toBe(
      'sent',
    )
    expect(await newThanks(db, boris.id)).toMatchObject([
      { name: 'Dana', sign: 'buys-more' },
      { name: 'Dana', sign: 'comes-back' },
    ])
    expect(await thanksOf(db, boris.id, 'got')).toHaveLength(2)
    expect(await thanksOf(db, dana.id, 'gave')).toMatchObject([
      { name: 'Boris' },
      { name: 'Boris' },
    ])
    for (const way of ['got', 'gave'] as const) {
      expect(await thanksOf(db, oakLeader.id, way)).toEqual([])
    }
    await markThanksRead(db, boris.id, later(7))
    expect(await newThanks(db, boris.id)).toEqual([])
  },
)

onBothDatabases('ten in a day are enough, and the next day there are ten more', async ({ db }) => {
  const { person, dana } = await garden(db)
  const many = []
  for (let i = 0; i < 11; i++) many.push(await person(`New ${i}`, 'oak'))
  const sent = []
  for (const one of many) sent.push(await sendThanks(db, dana, thanks(one.id), NOON))
  expect(sent).toEqual([...Array.from({ length: 10 }, () => 'sent'), 'enough'])
  const next = later(24 * 60 * 60_000)
  expect(await sendThanks(db, dana, thanks(many[10]!.id), next)).toBe('sent')
})

onBothDatabases(
  'either of the two takes it away for both, can bring it back for a minute, and then it is deleted',
  async ({ db }) => {
    const { dana, boris, oakLeader } = await garden(db)
    await sendThanks(db, dana, thanks(boris.id), NOON)
    const [id = ''] = (await thanksOf(db, boris.id, 'got')).map((one) => one.id)
    expect(await removeThanks(db, id, oakLeader, NOON)).toBe('not-found')
    expect(await removeThanks(db, id, boris, NOON)).toBe('removed')
    expect(await thanksOf(db, dana.id, 'gave')).toEqual([])
    expect(await newThanks(db, boris.id)).toEqual([])
    expect(await restoreThanks(db, id, dana, later(1000))).toBe('not-found')
    expect(await restoreThanks(db, id, boris, later(1000))).toBe('restored')
    expect(await thanksOf(db, dana.id, 'gave')).toHaveLength(1)
    await removeThanks(db, id, dana, later(2000))
    expect(await restoreThanks(db, id, dana, later(70_000))).toBe('not-found')
    await sweepThanks(db, later(70_000))
    expect(await db.selectFrom('feedback_thanks').select('id').execute()).toEqual([])
  },
)

onBothDatabases(
  'what is no thanks its receiver shows to HR, who alone reads it; its sender does not learn of it',
  async ({ db }) => {
    const { dana, boris } = await garden(db)
    await sendThanks(db, dana, thanks(boris.id, { words: 'Something unkind' }), NOON)
    const [id = ''] = (await thanksOf(db, boris.id, 'got')).map((one) => one.id)
    expect(await reportedThanks(db)).toEqual([])
    expect(await reportThanks(db, id, dana, NOON)).toBe('not-found')
    expect(await reportThanks(db, id, boris, NOON)).toBe('reported')
    expect(await thanksOf(db, boris.id, 'got')).toMatchObject([{ reported: true }])
    expect(await thanksOf(db, dana.id, 'gave')).toMatchObject([{ reported: false }])
    // Neither of the two can take it from HR, and the sender is answered as always.
    expect(await removeThanks(db, id, dana, NOON)).toBe('removed')
    await sweepThanks(db, later(1e9))
    expect(await reportedThanks(db)).toMatchObject([
      { from: 'Dana', to: 'Boris', words: 'Something unkind' },
    ])
    expect(await settleReported(db, id)).toBe('settled')
    expect(await settleReported(db, id)).toBe('not-found')
  },
)
