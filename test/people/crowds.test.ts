import { expect } from 'vitest'
import { company, keepCompany, speakers } from '../../app/people/company.server.ts'
import {
  addEmployee,
  changeEmployee,
  deactivateEmployees,
  setLocale,
} from '../../app/people/employee.server.ts'
import { countPeople } from '../../app/people/list.server.ts'
import { crowds, sumCrowds } from '../../app/people/tree/standing.server.ts'
import { treeFaults } from '../../app/people/tree/verify.server.ts'
import { unitTree } from '../../app/people/unit.server.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'
import { smallCompany } from '../support/portal.ts'

const now = new Date('2026-11-30T09:00:00Z')
const PERSON = { name: 'Emma Floor', email: null, hiredOn: null, timeZone: null }

async function counted(db: Db) {
  const of = await crowds(db, await unitTree(db))
  const own = (id: string) => of.get(id)!.own
  expect(await treeFaults(db)).toEqual([])
  return {
    ...{ company: own('company'), team: own('team'), other: own('other') },
    ...{ all: await countPeople(db), spoken: await speakers(db) },
  }
}

onBothDatabases(
  'people are counted by unit and language as they come, move, learn a language, leave and come back',
  async ({ db }) => {
    const people = await smallCompany(db, now)
    const at = { company: 2, team: 2, other: 1, all: 5, spoken: { en: 5, ru: 0, he: 0 } }
    expect(await counted(db)).toEqual(at)

    await addEmployee(db, { ...PERSON, staffNumber: '9', unitId: 'other', locale: 'ru' }, now)
    await changeEmployee(db, people.employee, { ...PERSON, unitId: 'other' })
    await setLocale(db, people.leader, 'he')
    const moved = { ...at, team: 1, other: 3, all: 6, spoken: { en: 4, ru: 1, he: 1 } }
    expect(await counted(db)).toEqual(moved)

    await deactivateEmployees(db, [people.employee, people.stranger], now)
    await deactivateEmployees(db, [people.stranger], now)
    const left = { ...moved, other: 1, all: 4, spoken: { en: 2, ru: 1, he: 1 } }
    expect(await counted(db)).toEqual(left)
    // Where somebody who has left would work does not count.
    await changeEmployee(db, people.stranger, { ...PERSON, unitId: 'team' })
    expect(await counted(db)).toEqual(left)
    await changeEmployee(db, people.stranger, { ...PERSON, unitId: 'team', back: true })
    await keepCompany(db, { ...(await company(db)), locales: ['en', 'ru'] })
    const back = { ...left, team: 2, all: 5, spoken: { en: 4, ru: 1, he: 0 } }
    expect(await counted(db)).toEqual(back)
    await sumCrowds(db)
    expect(await counted(db)).toEqual(back)
    await db.deleteFrom('people_employee').where('staff_number', '=', '9').execute()
    expect(await counted(db)).toEqual({
      ...{ ...back, other: 0, all: 4, spoken: { en: 4, ru: 0, he: 0 } },
    })

    const gone = db.transaction().execute(async (trx) => {
      await deactivateEmployees(trx, [people.leader], now)
      throw new Error('nothing of this')
    })
    await expect(gone).rejects.toThrow('nothing of this')
    expect((await counted(db)).all).toBe(4)
    await db.updateTable('people_crowd').set({ n: 7 }).where('unit_id', '=', 'team').execute()
    expect(await treeFaults(db)).toEqual(['people of unit team are not counted right'])
  },
)

onBothDatabases(
  'many who place people at once, and the job that sums up between them, lose nobody',
  async ({ db }) => {
    const people = await smallCompany(db, now)
    const swap = async (first: string, second: string, unitId: string) =>
      db.transaction().execute(async (trx) => {
        await changeEmployee(trx, first, { ...PERSON, unitId })
        await changeEmployee(trx, second, {
          ...PERSON,
          unitId: unitId === 'team' ? 'other' : 'team',
        })
      })
    for (let times = 0; times < 5; times++) {
      await Promise.all([
        swap(people.employee, people.stranger, 'other'),
        swap(people.leader, people.hr, 'team'),
        sumCrowds(db),
        sumCrowds(db),
      ])
      expect(await counted(db)).toMatchObject({ company: 1, team: 2, other: 2, all: 5 })
      await Promise.all([
        swap(people.employee, people.stranger, 'team'),
        sumCrowds(db),
        swap(people.leader, people.hr, 'other'),
      ])
      expect(await counted(db)).toMatchObject({ company: 1, team: 2, other: 2, all: 5 })
    }
  },
)
