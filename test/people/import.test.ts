import { expect } from 'vitest'
import { employeeById, employeeIdByStaffNumber } from '../../app/people/employee.server.ts'
import { importPeople as importRows, rowsOf } from '../../app/people/importing/import.server.ts'
import type { PersonLine } from '../../app/people/importing/row.ts'
import { peoplePage } from '../../app/people/list.server.ts'
import { unitTree } from '../../app/people/unit.server.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'

const now = new Date('2026-11-22T08:00:00Z')

const importPeople = async (db: Db, lines: PersonLine[], at: Date) => {
  const report = await importRows(db, rowsOf(lines), at)
  if ('reason' in report) throw new Error(report.reason)
  return report
}

const line = (number: number, person: Partial<PersonLine>): PersonLine => ({
  line: number,
  staff_number: `${number}`,
  name: `Person ${number}`,
  email: '',
  unit: 'Garden/North/Lindenhof',
  roles: '',
  locale: '',
  status: '',
  hired: '',
  time_zone: '',
  ...person,
})

onBothDatabases(
  'a people file makes units and people; the same file again changes nothing',
  async ({ db }) => {
    const file = [
      line(2, { name: 'Йосеф Levi', roles: 'leader', locale: 'he' }),
      line(3, { unit: 'Garden', roles: 'hr;owner' }),
      line(4, { unit: 'Garden/North/Lindenhof/Till' }),
    ]
    expect(await importPeople(db, file, now)).toMatchObject({ added: 3, errors: [] })
    expect((await unitTree(db)).map(({ name, kind }) => `${name} ${kind}`).sort()).toEqual([
      'Garden company',
      'Lindenhof site',
      'North region',
      'Till team',
    ])
    expect(await importPeople(db, file, now)).toMatchObject({ added: 0, changed: 0, unchanged: 3 })
    const leader = await employeeById(db, (await employeeIdByStaffNumber(db, '2')) as string)
    expect(leader).toMatchObject({ locale: 'he', roles: ['leader'] })
    expect(leader?.leads).toHaveLength(1)
    expect((await peoplePage(db, { search: 'йОСЕФ' })).people.map(({ name }) => name)).toEqual([
      'Йосеф Levi',
    ])
  },
)

onBothDatabases(
  'moves, new roles and leaving are followed; people the file does not name stay',
  async ({ db }) => {
    await importPeople(db, [line(2, { roles: 'leader' }), line(3, {}), line(4, {})], now)
    const report = await importPeople(
      db,
      [line(2, { unit: 'Garden/South/Hof', roles: '' }), line(3, { status: 'left' })],
      now,
    )
    expect(report).toMatchObject({ added: 0, changed: 1, left: 1, unchanged: 0, errors: [] })
    const moved = await employeeById(db, (await employeeIdByStaffNumber(db, '2')) as string)
    expect(moved?.roles).toEqual([])
    expect(await employeeIdByStaffNumber(db, '3')).toBeNull()
    expect(await employeeIdByStaffNumber(db, '4')).not.toBeNull()
  },
)

onBothDatabases(
  'a line that cannot be used is named and changes nothing; the others count',
  async ({ db }) => {
    const report = await importPeople(
      db,
      [
        line(2, {}),
        line(3, { name: '' }),
        line(4, { unit: '' }),
        line(5, { roles: 'boss' }),
        line(6, { locale: 'fr' }),
        line(7, { status: 'gone' }),
        line(8, { staff_number: '2' }),
        line(9, { email: 'nobody' }),
        line(10, { staff_number: '' }),
      ],
      now,
    )
    expect(report.added).toBe(1)
    expect(report.errors.map(({ line, place }) => `${line} ${place}`)).toEqual([
      '3 name',
      '4 unit',
      '5 roles',
      '6 locale',
      '7 status',
      '8 staff_number',
      '9 email',
      '10 staff_number',
    ])
  },
)
