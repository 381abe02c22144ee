import { expect, test } from 'vitest'
import { csvText } from '../../../app/files/csv-out.server.ts'
import { addEmployee, deactivateEmployee } from '../../../app/people/employee.server.ts'
import { addUnit } from '../../../app/people/unit.server.ts'
import { modulesOn } from '../../../app/training/certificates/standing.server.ts'
import { revokeCertificate } from '../../../app/training/certificates/certificate.server.ts'
import { recordTable, trainingRecords } from '../../../app/training/records/record.server.ts'
import { recordCounts, spanOf } from '../../../app/training/records/span.server.ts'
import { eventsWithin } from '../../../app/training/records/statement.server.ts'
import { readWish, type Wish } from '../../../app/training/records/wish.ts'
import type { Db } from '../../../db/connect.ts'
import { onBothDatabases } from '../../support/database.ts'
import { at, certified, COMPANY, day, round } from '../certificates/passing.ts'

const { timeZone } = COMPANY
const ANY: Wish = { unit: null, from: null, to: null }

async function company(db: Db) {
  const unit = (id: string, parentId: string | null, kind: 'company' | 'site') =>
    addUnit(db, { id, parentId, code: id, name: id, kind })
  await unit('whole', null, 'company')
  await unit('north', 'whole', 'site')
  await unit('south', 'whole', 'site')
  const person = (staffNumber: string, name: string, unitId: string) =>
    addEmployee(db, { staffNumber, name, unitId, locale: 'en' }, at(0))
  return {
    maya: await person('1', 'Maya Levi', 'north'),
    lev: await person('2', '=HYPERLINK("http://evil")', 'south'),
  }
}

async function records(db: Db, wish: Partial<Wish> = {}) {
  const span = await spanOf(db, { ...ANY, ...wish }, timeZone)
  return trainingRecords(db, span!, timeZone, 'en')
}

onBothDatabases(
  'HR reads who finished, passed and earned what, by unit and by days, and no answer',
  async ({ db }) => {
    const { maya, lev } = await company(db)
    const [first] = await modulesOn(db, 'hr')
    const hr = { id: maya, name: 'Maya Levi', roles: ['hr'] }
    const { id } = await certified(db, hr, 'hr')
    await round(db, lev, first!, at(2), 1)
    await round(db, lev, first!, at(5))

    const all = await records(db)
    const modules = (await modulesOn(db, 'hr')).length
    const counts = async (wish: Partial<Wish> = {}) =>
      recordCounts(db, (await spanOf(db, { ...ANY, ...wish }, timeZone))!)
    expect(await counts()).toEqual({
      finished: modules + 1,
      passed: modules + 1,
      certificates: 1,
    })
    expect(all[0]).toEqual({
      staffNumber: '1',
      name: 'Maya Levi',
      unit: 'north',
      kind: 'certificate',
      what: 'People behind good service',
      finishedOn: null,
      passedOn: day(7),
      revokedOn: null,
    })
    expect(await counts({ unit: 'north' })).toEqual({
      ...{ finished: modules, passed: modules, certificates: 1 },
    })
    // A page counts so many and no further; then it says that there are more.
    const whole = (await spanOf(db, ANY, timeZone))!
    expect(await recordCounts(db, whole, modules + 1)).toEqual(await counts())
    expect(await recordCounts(db, whole, modules)).toBeNull()
    const told = async (unit: string | null) =>
      (await eventsWithin(db, (await spanOf(db, { ...ANY, unit }, timeZone))!)).map(
        ({ employeeId }) => employeeId,
      )
    expect(new Set(await told(null))).toEqual(new Set([maya, lev]))
    expect(new Set(await told('south'))).toEqual(new Set([lev]))
    // A page reads no more than it shows: the newest, as the file has them.
    for (const wish of [ANY, { ...ANY, to: day(2) }, { ...ANY, unit: 'north' }]) {
      const span = (await spanOf(db, wish, timeZone))!
      for (const most of [1, 2, 3]) {
        const page = await trainingRecords(db, span, timeZone, 'en', most)
        expect(page).toEqual((await records(db, wish)).slice(0, most))
      }
    }
    const south = await records(db, { unit: 'south' })
    expect(south).toMatchObject([
      { staffNumber: '2', kind: 'module', finishedOn: day(2), passedOn: day(5) },
    ])
    // Either day brings it into the time asked for; both ends are included.
    for (const [from, to, found] of [
      [1, 2, 1],
      [3, 4, 0],
      [5, 5, 1],
      [6, 9, 0],
    ] as const) {
      const wish = { unit: 'south', from: day(from), to: day(to) }
      expect(await records(db, wish), `${from}–${to}`).toHaveLength(found)
      expect(await counts(wish)).toEqual({ finished: found, passed: found, certificates: 0 })
    }
    expect(await records(db, { from: day(7) })).toHaveLength(1)
    expect(await spanOf(db, { ...ANY, unit: 'nowhere' }, timeZone)).toBeNull()

    await revokeCertificate(db, id, { id: lev }, 'Wrong person', at(9))
    await deactivateEmployee(db, maya)
    expect((await records(db))[0]).toMatchObject({ name: 'Maya Levi', revokedOn: day(9) })
    expect(JSON.stringify(await records(db))).not.toContain('Wrong person')

    const { head, rows } = recordTable(south, 'ru')
    const file = csvText([head, ...rows])
    expect(file).toContain('Табельный номер')
    // A name that a spreadsheet would run stays a name.
    expect(file).toContain(`"'=HYPERLINK(""http://evil"")"`)
  },
)

test('a time that cannot be is told at its field', () => {
  const faultsOf = (query: string) => readWish(new URLSearchParams(query)).faults
  expect(faultsOf('unit=&from=&to=')).toEqual([])
  expect(faultsOf('from=2026-02-30')).toEqual([{ field: 'from', fault: 'day' }])
  expect(faultsOf('to=tomorrow')).toEqual([{ field: 'to', fault: 'day' }])
  expect(faultsOf('from=2026-03-02&to=2026-03-01')).toEqual([{ field: 'to', fault: 'order' }])
  expect(faultsOf('from=2026-03-02&to=2026-03-02')).toEqual([])
})
