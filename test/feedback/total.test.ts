import { expect } from 'vitest'
import { mergeObservation } from '../../app/feedback/merge.server.ts'
import { moveObservation } from '../../app/feedback/move.server.ts'
import { fixesDone, gradeTotals, signTotals } from '../../app/feedback/total.server.ts'
import { onBothDatabases } from '../support/database.ts'
import { garden, log, NOON } from './garden.ts'

const NOVEMBER = { from: '2026-11', to: '2026-11' }

onBothDatabases(
  'grades are counted by site, touchpoint and month as they are logged',
  async ({ db }) => {
    const { dana, boris, eli } = await garden(db)
    await log(db, dana, { grade: 'poor' })
    await log(db, boris, { grade: 'poor' })
    await log(db, boris, { grade: 'wow' })
    await log(db, dana, { touchpoint: 'parking', grade: 'normal' })
    await log(db, eli, { grade: 'wow' })
    await log(db, dana, { grade: 'wow' }, new Date('2026-08-31T20:30:00Z'))
    await log(db, dana, { grade: 'wow' }, new Date('2026-08-31T21:30:00Z'))

    const checkout = { siteId: 'oak', touchpoint: 'checkout' }
    expect(await gradeTotals(db, NOVEMBER)).toEqual([
      { siteId: 'elm', touchpoint: 'checkout', poor: 0, normal: 0, wow: 1, n: 1, index: null },
      { ...checkout, poor: 2, normal: 0, wow: 1, n: 3, index: null },
      { siteId: 'oak', touchpoint: 'parking', poor: 0, normal: 1, wow: 0, n: 1, index: null },
    ])
    // Half past eleven in the evening of 31 August in Jerusalem, and half past midnight on 1 September.
    for (const month of ['2026-08', '2026-09']) {
      expect(await gradeTotals(db, { from: month, to: month })).toMatchObject([{ wow: 1, n: 1 }])
    }
    const year = await gradeTotals(db, { from: '2025-12', to: '2026-11', siteIds: ['oak'] })
    expect(year[0]).toMatchObject({ ...checkout, poor: 2, wow: 3, n: 5 })
    expect(await gradeTotals(db, { ...NOVEMBER, siteIds: [] })).toEqual([])
  },
)

onBothDatabases(
  'the stored totals equal a count of the observations, whatever became of them',
  async ({ db }) => {
    const { dana, boris, oakLeader } = await garden(db)
    const head = await log(db, dana)
    const same = await log(db, boris)
    const third = await log(db, boris, { grade: 'wow' })
    await mergeObservation(db, same, head, oakLeader, NOON)
    await moveObservation(db, third, oakLeader, { status: 'declined', reason: 'No' }, NOON)
    const counted = await db
      .selectFrom('feedback_observation')
      .groupBy('grade')
      .select(['grade', ({ fn }) => fn.countAll<number>().as('n')])
      .execute()
    const [total] = await gradeTotals(db, NOVEMBER)
    for (const { grade, n } of counted) expect(total?.[grade]).toBe(n)
    expect(total?.n).toBe(3)
  },
)

onBothDatabases('an index appears with the tenth grade of a touchpoint', async ({ db }) => {
  const { dana } = await garden(db)
  for (let i = 0; i < 9; i += 1) await log(db, dana, { grade: i < 6 ? 'wow' : 'poor' })
  expect((await gradeTotals(db, NOVEMBER))[0]?.index).toBeNull()
  await log(db, dana, { grade: 'normal' })
  expect((await gradeTotals(db, NOVEMBER))[0]?.index).toBeCloseTo(0.3)
})

onBothDatabases('each sign is counted once an observation, by site and month', async ({ db }) => {
  const { dana, boris, eli } = await garden(db)
  await log(db, dana, { signs: ['comes-back', 'comes-back', 'shares-news'] })
  await log(db, boris, { signs: ['comes-back'] })
  await log(db, eli, { signs: ['defends-us'] })
  expect(await signTotals(db, { ...NOVEMBER, siteIds: ['oak'] })).toEqual([
    { siteId: 'oak', sign: 'comes-back', seen: 2 },
    { siteId: 'oak', sign: 'shares-news', seen: 1 },
  ])
  expect(await signTotals(db, { from: '2026-01', to: '2026-10' })).toEqual([])
})

onBothDatabases('many people sending at once lose no count', async ({ db }) => {
  const { dana, boris } = await garden(db)
  const signs = ['comes-back', 'buys-more', 'defends-us'] as const
  await Promise.all(
    Array.from({ length: 30 }, (_, i) =>
      log(db, i % 2 ? dana : boris, {
        grade: 'wow',
        signs: i % 2 ? [...signs] : [...signs].reverse(),
      }),
    ),
  )
  expect(await gradeTotals(db, NOVEMBER)).toMatchObject([{ wow: 30, n: 30, index: 1 }])
  expect((await signTotals(db, NOVEMBER)).map((total) => total.seen)).toEqual([30, 30, 30])
})

onBothDatabases(
  'a fix counts from its day, once for all that were merged, and praise is no fix',
  async ({ db }) => {
    const { dana, boris, oakLeader } = await garden(db)
    const head = await log(db, dana)
    const same = await log(db, boris)
    const praise = await log(db, boris, { grade: 'wow' })
    await mergeObservation(db, same, head, oakLeader, NOON)
    await moveObservation(db, head, oakLeader, { status: 'done' }, NOON)
    await moveObservation(db, praise, oakLeader, { status: 'done' }, NOON)
    expect(await fixesDone(db)).toEqual([
      { siteId: 'oak', touchpoint: 'checkout', doneOn: '2026-11-10' },
    ])
    expect(await fixesDone(db, ['elm'])).toEqual([])
  },
)
