import { expect, test } from 'vitest'
import {
  addEmployee,
  addEmployees,
  changeEmployee,
  grantRole,
} from '../../app/people/employee.server.ts'
import { folded } from '../../app/people/finding/key.ts'
import { fillKeys } from '../../app/people/finding/search.server.ts'
import { peoplePage } from '../../app/people/list.server.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'
import { smallCompany } from '../support/portal.ts'

const now = new Date('2026-11-30T09:00:00Z')

const NAMES = [
  ['10', 'Артём Щёголев', 'artem@example.org'],
  ['11', 'Юлия Иванова', null],
  ['12', 'יוֹסֵף כֹּהֵן', null],
  ['13', 'François Lefèvre', 'fl@example.org'],
  ['14', "Anne-Marie O'Neill", null],
  ['15', 'Alexander Müller', null],
  ['16', 'שרה לוין', null],
] as const

async function office(db: Db) {
  const people = await smallCompany(db, now)
  for (const [staffNumber, name, email] of NAMES) {
    await addEmployee(db, { staffNumber, name, email, unitId: 'other', locale: 'en' }, now)
  }
  const found = async (search: string) => {
    const page = await peoplePage(db, { search })
    return page.people.map(({ name }) => name)
  }
  return { people, found }
}

test('one name in two scripts, with or without its signs, is compared as one', () => {
  expect(folded('Щёголев')).toBe(folded('Shchegolev'))
  expect(folded('Семён')).toBe(folded('семен'))
  expect(folded('Yulia')).toBe(folded('Юлия'))
  expect(folded('Julia')).toBe(folded('Юлия'))
  expect(folded('Lefèvre')).toBe(folded('LEFEVRE'))
  expect(folded('כֹּהֵן')).toBe(folded('כהן'))
  expect(folded('Anna')).not.toBe(folded('Inna'))
})

onBothDatabases('people are found by words written otherwise, in three scripts', async ({ db }) => {
  const { found } = await office(db)
  const of: Record<string, string> = {
    // ё and е, case, the beginning of a word, words in any order.
    щеголев: 'Артём Щёголев',
    'Щёг арт': 'Артём Щёголев',
    // A letter missing, added, another, two swapped.
    Щголев: 'Артём Щёголев',
    Щегоулев: 'Артём Щёголев',
    Щеглоев: 'Артём Щёголев',
    'Ивнаова Юля': 'Юлия Иванова',
    // Another alphabet, and the keyboard left in another language.
    Shchegolev: 'Артём Щёголев',
    Ivanova: 'Юлия Иванова',
    Bdfyjdf: 'Юлия Иванова',
    // Without points, accents and marks.
    'יוסף כהן': 'יוֹסֵף כֹּהֵן',
    יוסק: 'יוֹסֵף כֹּהֵן',
    לויין: 'שרה לוין',
    lefevre: 'François Lefèvre',
    'marie oneill': "Anne-Marie O'Neill",
    Muler: 'Alexander Müller',
    Alexnader: 'Alexander Müller',
    // Copied out of a text that runs from right to left.
    '\u200fשרה\u200f לוין \u200f': 'שרה לוין',
    '\u200e13': 'François Lefèvre',
    // A number and an address by their beginnings.
    '13': 'François Lefèvre',
    'ARTEM@ex': 'Артём Щёголев',
  }
  for (const [search, name] of Object.entries(of))
    expect(await found(search), search).toEqual([name])
  expect(await found('Zzzzz')).toEqual([])
})

onBothDatabases(
  'who is written exactly so comes alone; similar ones are said to be similar',
  async ({ db }) => {
    const { people } = await office(db)
    await addEmployee(
      db,
      { staffNumber: '17', name: 'Alexandra Miller', unitId: 'other', locale: 'en' },
      now,
    )
    const exact = await peoplePage(db, { search: 'Muller' })
    expect(exact).toMatchObject({ similar: false, people: [{ name: 'Alexander Müller' }] })
    const near = await peoplePage(db, { search: 'Moller' })
    expect(near.similar).toBe(true)
    expect(near.people.map(({ name }) => name)).toEqual(['Alexander Müller', 'Alexandra Miller'])

    await changeEmployee(db, people.employee, {
      ...{ name: 'Emma Petal', email: null, unitId: 'team', hiredOn: null, timeZone: null },
    })
    expect((await peoplePage(db, { search: 'Floor' })).people).toEqual([])
    expect((await peoplePage(db, { search: 'petal' })).people).toHaveLength(1)
  },
)

onBothDatabases(
  'people are narrowed down by unit, role and status, and paged without a gap',
  async ({ db }) => {
    const { people } = await office(db)
    const names = async (wish: Parameters<typeof peoplePage>[1]) =>
      (await peoplePage(db, wish)).people.map(({ name }) => name)
    expect(await names({ role: 'leader' })).toEqual(['Lev Leader'])
    expect(await names({ unitIds: ['team'] })).toEqual(['Emma Floor', 'Lev Leader'])
    expect(await names({ unitIds: [] })).toEqual([])
    expect(await names({ status: 'left' })).toEqual([])
    await db
      .updateTable('people_employee')
      .set({ status: 'left' })
      .where('id', '=', people.stranger)
      .execute()
    expect(await names({ status: 'left', search: 'elswhere' })).toEqual(['Sara Elsewhere'])

    for (let i = 0; i < 120; i++) {
      const staffNumber = `p${String(i).padStart(3, '0')}`
      await addEmployee(db, { staffNumber, name: 'Many More', unitId: 'site', locale: 'en' }, now)
    }
    const seen: string[] = []
    let after: string | null = ''
    let pages = 0
    while (after !== null) {
      const page: Awaited<ReturnType<typeof peoplePage>> = await peoplePage(db, {
        ...{ after, search: 'Mnay', unitIds: ['site'] },
      })
      seen.push(...page.people.map(({ staffNumber }) => staffNumber))
      after = page.next
      pages += 1
    }
    expect(pages).toBe(3)
    expect(new Set(seen).size).toBe(120)
  },
)

onBothDatabases(
  'a name that more than a thousand bear is paged in order too, and narrowed down',
  async ({ db }) => {
    await smallCompany(db, now)
    const crowd = Array.from({ length: 1100 }, (_, i) => ({
      ...{ id: `crowd-${i}`, staffNumber: `c${String(i).padStart(4, '0')}`, locale: 'en' as const },
      ...{ name: `${i % 2 === 0 ? 'Ann' : 'Bob'} Smith`, unitId: i % 100 === 7 ? 'team' : 'other' },
    }))
    await addEmployees(db, crowd, now)
    await grantRole(db, 'crowd-1003', 'leader', 'other')
    const numbers = async (wish: Parameters<typeof peoplePage>[1]) =>
      (await peoplePage(db, wish)).people.map(({ staffNumber }) => staffNumber)
    const of = (some: typeof crowd) => some.map(({ staffNumber }) => staffNumber)

    expect(await numbers({ search: 'Smith' })).toEqual(of(crowd.slice(0, 50)))
    expect(await numbers({ search: 'Smith', after: 'c1059' })).toEqual(of(crowd.slice(1060)))
    expect((await peoplePage(db, { search: 'Smith' })).next).toBe('c0049')
    expect(await numbers({ search: 'Smiht' })).toEqual(of(crowd.slice(0, 50)))
    expect(await numbers({ search: 'Smith', unitIds: ['other'], after: 'c1090' })).toEqual(
      of(crowd.slice(1091)),
    )
    const bobs = crowd.filter(({ name }) => name === 'Bob Smith')
    expect(await numbers({ search: 'bob smith', after: 'c1079' })).toEqual(of(bobs.slice(540)))
    expect(await numbers({ search: 'Smith', unitIds: ['team'] })).toEqual(
      of(crowd.filter(({ unitId }) => unitId === 'team')),
    )
    expect(await numbers({ search: 'Smith', role: 'leader' })).toEqual(['c1003'])
    expect(await numbers({ search: 'Smith', status: 'left' })).toEqual([])
  },
)

onBothDatabases('people of before there were keys get theirs', async ({ db }) => {
  const { found } = await office(db)
  await db.deleteFrom('people_search').execute()
  expect(await found('Артём')).toEqual([])
  await fillKeys(db)
  expect(await found('Артём')).toEqual(['Артём Щёголев'])
})
