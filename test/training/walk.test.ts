import { expect } from 'vitest'
import { addEmployee } from '../../app/people/employee.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import { countWalk, walksLed } from '../../app/training/walk.server.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'

const now = new Date('2026-11-02T20:30:00Z')

async function site(db: Db) {
  const units = [
    { id: 'company', parentId: null, code: 'a', name: 'Company', kind: 'company' },
    { id: 'site', parentId: 'company', code: 'b', name: 'Site', kind: 'site' },
    { id: 'till', parentId: 'site', code: 'c', name: 'Till', kind: 'team' },
    { id: 'yard', parentId: 'site', code: 'd', name: 'Yard', kind: 'team' },
  ] as const
  for (const unit of units) await addUnit(db, unit)
  let number = 0
  return async (unitId: string, leads: string[] = []) => {
    const staffNumber = String(++number)
    const id = await addEmployee(
      db,
      { staffNumber, name: `Person ${number}`, unitId, locale: 'en' },
      now,
    )
    return { id, unitId, leads }
  }
}

const poor = [{ touchpoint: 'entrance', grade: 'poor' as const }]
const wow = [{ touchpoint: 'entrance', grade: 'wow' as const }]
const boss = { leads: ['site'] }
const sums = async (db: Db) =>
  (await walksLed(db, boss)).flatMap(({ unit, touchpoints }) =>
    touchpoints.map(({ touchpoint, n, poor, wow }) => ({
      unit: unit.id,
      touchpoint,
      n,
      poor,
      wow,
    })),
  )

onBothDatabases(
  'five grades are withheld; the sixth brings all six into the sum',
  async ({ db }) => {
    const person = await site(db)
    for (let i = 0; i < 5; i++) await countWalk(db, await person('till'), i < 2 ? wow : poor)
    expect(await sums(db)).toEqual([])
    await countWalk(db, await person('till'), wow)
    expect(await sums(db)).toEqual([
      { unit: 'till', touchpoint: 'entrance', n: 6, poor: 3, wow: 3 },
    ])
  },
)

onBothDatabases('a sum changes by six people at once, never by one', async ({ db }) => {
  const person = await site(db)
  for (let i = 0; i < 11; i++) await countWalk(db, await person('till'), i % 2 === 0 ? poor : wow)
  expect(await sums(db)).toMatchObject([{ n: 6 }])
  await countWalk(db, await person('till'), wow)
  expect(await sums(db)).toMatchObject([{ n: 12, poor: 6, wow: 6 }])
})

onBothDatabases(
  'six who all but agree are not shown, or each one’s grade would be known; nor do they come in behind others',
  async ({ db }) => {
    const person = await site(db)
    for (let i = 0; i < 6; i++) await countWalk(db, await person('till'), poor)
    await countWalk(db, await person('till'), wow)
    await countWalk(db, await person('till'), wow)
    expect(await sums(db)).toEqual([])
    await countWalk(db, await person('till'), wow)
    expect(await sums(db)).toMatchObject([{ n: 9, poor: 6, wow: 3 }])
    for (let i = 0; i < 8; i++) await countWalk(db, await person('till'), poor)
    expect(await sums(db)).toMatchObject([{ n: 9 }])
  },
)

onBothDatabases('one person counts once, with their first grade', async ({ db }) => {
  const person = await site(db)
  const maya = await person('till')
  for (let i = 0; i < 8; i++) await countWalk(db, maya, poor)
  expect(await sums(db)).toEqual([])
  for (let i = 0; i < 5; i++) await countWalk(db, await person('till'), i < 2 ? poor : wow)
  await countWalk(db, maya, wow)
  expect(await sums(db)).toMatchObject([{ n: 6, poor: 3, wow: 3 }])
})

onBothDatabases(
  'units stand each for itself: three and three of two teams are not six',
  async ({ db }) => {
    const person = await site(db)
    for (let i = 0; i < 3; i++) {
      await countWalk(db, await person('till'), poor)
      await countWalk(db, await person('yard'), poor)
      await countWalk(db, await person('site'), poor)
    }
    expect(await sums(db)).toEqual([])
    for (let i = 0; i < 3; i++) await countWalk(db, await person('yard'), wow)
    expect(await sums(db)).toMatchObject([{ unit: 'yard', n: 6 }])
  },
)

onBothDatabases('who leads the unit, or one above it, is not counted', async ({ db }) => {
  const person = await site(db)
  await countWalk(db, await person('till', ['till']), poor)
  await countWalk(db, await person('till', ['site']), poor)
  for (let i = 0; i < 5; i++) await countWalk(db, await person('till'), i < 2 ? poor : wow)
  expect(await sums(db)).toEqual([])
  // Leading something else does not matter.
  await countWalk(db, await person('till', ['yard']), poor)
  expect(await sums(db)).toMatchObject([{ n: 6 }])
})

onBothDatabases('a leader reads the units below theirs and no others', async ({ db }) => {
  const person = await site(db)
  for (let i = 0; i < 6; i++) await countWalk(db, await person('till'), i < 3 ? poor : wow)
  expect(await walksLed(db, { leads: ['yard'] })).toEqual([
    { unit: { id: 'yard', name: 'Yard' }, touchpoints: [] },
  ])
  expect(await walksLed(db, { leads: [] })).toEqual([])
  expect((await walksLed(db, boss)).map(({ unit }) => unit.id)).toEqual(['site', 'till'])
})

onBothDatabases('those who finish at the same moment do not come in alone', async ({ db }) => {
  const person = await site(db)
  for (let i = 0; i < 5; i++) await countWalk(db, await person('till'), poor)
  const last = await Promise.all(Array.from({ length: 10 }, () => person('till')))
  await Promise.all(last.map((one) => countWalk(db, one, wow)))
  // The third of the ten makes three who differ; the seven after them all agree, and wait.
  expect(await sums(db)).toMatchObject([{ n: 8, poor: 5, wow: 3 }])
})
