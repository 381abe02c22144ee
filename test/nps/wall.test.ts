import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Db } from '../../db/connect.ts'
import { unitTree } from '../../app/people/unit.server.ts'
import { daysBefore, placeOf, placeText } from '../../app/nps/wall/wall.ts'
import {
  praiseFor,
  saidByIds,
  wallCounts,
  wallOf,
  wallPage,
} from '../../app/nps/wall/wall.server.ts'
import { chooseServed, servedBy } from '../../app/touchpoints/serving.server.ts'
import { onBothDatabases } from '../support/database.ts'
import { garden } from '../feedback/garden.ts'
import { customers } from './customers.ts'

async function oakWall(db: Db, unitId = 'oak', since = '2026-10-11') {
  const units = await unitTree(db)
  return wallOf(db, units, 'oak', (await servedBy(db, units, unitId)).codes, since, 'en')
}

test('a wall goes thirty days back, and a place in it survives its address', () => {
  expect(daysBefore('2026-03-01', 30)).toBe('2026-01-30')
  const place = { band: 'low', answeredOn: '2026-11-05', id: 7 } as const
  expect(placeOf(placeText(place))).toEqual(place)
  for (const wrong of [null, '', 'low', 'worst.2026-11-05.7', 'low.2026-11-05.7;drop']) {
    expect(placeOf(wrong)).toBeNull()
  }
})

onBothDatabases(
  'praise comes first, the newest first, and what is low is there as well',
  async ({ db }) => {
    await garden(db)
    await customers(db, [
      { score: 3, why: 'Waited twenty minutes', answeredOn: '2026-11-09' },
      { score: 9, why: 'Quick and kind', answeredOn: '2026-11-01' },
      { score: 10, why: 'Carried my pots', answeredOn: '2026-11-08', unitId: 'oak-tills' },
      { score: 8, improve: 'A second till' },
      { score: 10 },
      { score: 10, why: 'Somewhere else', unitId: 'elm' },
      { score: 10, why: 'Long ago', answeredOn: '2026-10-10' },
    ])
    const wall = await oakWall(db)
    const { said, next } = await wallPage(db, wall, null)
    expect(said.map((one) => one.why || one.improve)).toEqual([
      'Carried my pots',
      'Quick and kind',
      'A second till',
      'Waited twenty minutes',
    ])
    expect(next).toBeNull()
    expect(await wallCounts(db, wall)).toEqual({ praise: 2, middling: 1, low: 1 })
  },
)

onBothDatabases('pages follow each other without a gap or a repetition', async ({ db }) => {
  await garden(db)
  await customers(
    db,
    Array.from({ length: 23 }, (_, i) => ({
      score: [10, 7, 2][i % 3]!,
      why: `Word ${i}`,
      answeredOn: `2026-11-0${1 + (i % 4)}`,
    })),
  )
  const wall = await oakWall(db)
  const whole = (await wallPage(db, wall, null, 50)).said.map(({ id }) => id)
  const walked: number[] = []
  let next: string | null = null
  do {
    const page: Awaited<ReturnType<typeof wallPage>> = await wallPage(db, wall, placeOf(next), 4)
    walked.push(...page.said.map(({ id }) => id))
    next = page.next
  } while (next)
  expect(walked).toHaveLength(23)
  expect(walked).toEqual(whole)
})

onBothDatabases(
  'what tells who a customer is, and who of staff was meant, is hidden',
  async ({ db }) => {
    await garden(db)
    await customers(db, [
      { score: 10, why: 'Dana was great, thank her from me, 052-555-0134, a.b@example.org' },
    ])
    const [one] = (await wallPage(db, await oakWall(db), null)).said
    expect(one!.why).not.toMatch(/0134|example\.org|Dana/)
    expect(one!.why).toContain('was great')
  },
)

onBothDatabases(
  'a team sees the touchpoints it serves and whole visits; without a choice all of the site’s',
  async ({ db }) => {
    await garden(db)
    await customers(db, [
      { score: 9, why: 'Till' },
      { score: 9, why: 'Parking', touchpoint: 'parking' },
      { score: 9, why: 'Visit', touchpoint: '' },
    ])
    const words = async (unit: string) =>
      (await wallPage(db, await oakWall(db, unit), null)).said.map(({ why }) => why).sort()
    expect(await words('oak-tills')).toEqual(['Parking', 'Till', 'Visit'])
    await chooseServed(db, 'oak-tills', ['checkout', 'no-such-place'])
    expect(await words('oak-tills')).toEqual(['Till', 'Visit'])
    expect(await words('oak')).toEqual(['Parking', 'Till', 'Visit'])
    // The site's choice holds for teams that made none.
    await chooseServed(db, 'oak-tills', [])
    await chooseServed(db, 'oak', ['parking'])
    expect(await words('oak-tills')).toEqual(['Parking', 'Visit'])
    const units = await unitTree(db)
    expect((await servedBy(db, units, 'oak-tills')).chosenBy?.id).toBe('oak')
    expect((await servedBy(db, units, 'elm')).chosenBy).toBeNull()
  },
)

onBothDatabases('a talk gets praise of different places before two of one', async ({ db }) => {
  await garden(db)
  await customers(db, [
    { score: 9, why: 'Till 1', answeredOn: '2026-11-09' },
    { score: 9, why: 'Till 2', answeredOn: '2026-11-08' },
    { score: 10, why: 'Advice', touchpoint: 'advice', answeredOn: '2026-11-01' },
    { score: 5, why: 'Not praise' },
  ])
  const wall = await oakWall(db)
  const praise = await praiseFor(db, wall, 3)
  expect(praise.map(({ why }) => why)).toEqual(['Till 1', 'Advice', 'Till 2'])
  const ids = [praise[1]!.id, praise[0]!.id, 999_999]
  expect((await saidByIds(db, wall, ids)).map(({ why }) => why)).toEqual(['Advice', 'Till 1'])
  const { locale, staff, since, touchpoints } = wall
  const elsewhere = { unitIds: ['elm'], locale, staff, since, touchpoints }
  expect(await saidByIds(db, elsewhere, ids)).toEqual([])
})

onBothDatabases(
  'a wall is found by the index of answers with words, however many years there are',
  async ({ db, dialect }) => {
    if (dialect !== 'sqlite') return
    await garden(db)
    const plan = await sql<{ detail: string }>`explain query plan select id from nps_response
      where unit_id in ('oak') and touchpoint in ('checkout', '') and answered_on >= '2026-11-01'
      and (why is not null or improve is not null)`.execute(db)
    expect(plan.rows[0]!.detail).toMatch(/USING INDEX nps_response_words \(.*answered_on>/)
  },
)
