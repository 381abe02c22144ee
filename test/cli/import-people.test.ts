import { expect } from 'vitest'
import { run } from '../../app/cli/import.ts'
import { xlsxFile } from '../../app/files/xlsx-out.server.ts'
import { employeeIdByStaffNumber } from '../../app/people/employee.server.ts'
import { fileOf } from '../support/command.ts'
import { onBothDatabases, type TestDatabase } from '../support/database.ts'

/** The command as the operator types it; a refusal is thrown in words. */
async function imported({ dataDir, databaseUrl }: TestDatabase, ...args: string[]) {
  const lines: { out: string[]; err: string[] } = { out: [], err: [] }
  const code = await run(['people', ...args], {
    out: (line) => lines.out.push(line),
    err: (line) => lines.err.push(line),
    env: { NODE_ENV: 'test', DATA_DIR: dataDir, DATABASE_URL: databaseUrl },
  })
  return { code, ...lines }
}

const HEAD = ['staff_number', 'name', 'unit', 'status']
const people = (n: number, status = '') =>
  Array.from({ length: n }, (_, i) => [`0${i + 1}`, `Person ${i + 1}`, 'Garden/Oak', status])
const csv = (rows: string[][]) =>
  fileOf([HEAD, ...rows].map((row) => row.join(',')).join('\n'), 'people.csv')

onBothDatabases(
  'a file that would let more than a tenth leave is refused with the number, which the operator then types',
  async (database) => {
    const here = () =>
      database.db
        .selectFrom('people_employee')
        .where('status', '=', 'active')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
        .then(({ n }) => Number(n))
    expect((await imported(database, csv(people(20)))).out).toEqual([
      '20 added, 0 changed, 0 left, 0 unchanged',
    ])
    const leaving = csv([...people(6, 'left'), ...people(20).slice(6)])
    await expect(imported(database, leaving)).rejects.toThrow('--leavers 6 lets it.')
    await expect(imported(database, leaving, '--leavers', '5')).rejects.toThrow('--leavers 6')
    await expect(imported(database, leaving, '--leavers', 'all')).rejects.toThrow('a number')
    expect(await here()).toBe(20)
    expect((await imported(database, leaving, '--leavers', '6')).out).toEqual([
      '0 added, 0 changed, 6 left, 14 unchanged',
    ])
    expect(await here()).toBe(14)
    const told = await database.db.selectFrom('audit_entry').selectAll().orderBy('seq').execute()
    expect(told.map(({ action, by_ref, detail }) => [action, by_ref, detail])).toEqual([
      ['people.imported', null, '{"n":20}'],
      ['people.imported', null, '{"n":6}'],
    ])
  },
)

onBothDatabases(
  'a spreadsheet of people is read as its CSV: leading noughts stay, a bad row is told with its line, twice changes nothing',
  async (database) => {
    const rows = [
      ...people(3),
      ['', 'Without a number', 'Garden/Oak', ''],
      ['7', 'דנה', 'Garden', ''],
    ]
    const sheet = { name: 'People', head: HEAD, rows, widths: HEAD.map(() => 20) }
    const file = fileOf(await xlsxFile([sheet], false), 'people.xlsx')
    const first = await imported(database, file)
    expect(first.code).toBe(1)
    expect(first.out).toEqual(['4 added, 0 changed, 0 left, 0 unchanged'])
    expect(first.err).toEqual([expect.stringMatching(/people\.xlsx, line 5, staff_number: \w/)])
    expect(await employeeIdByStaffNumber(database.db, '01')).not.toBeNull()
    expect(await employeeIdByStaffNumber(database.db, '1')).toBeNull()
    const names = await database.db.selectFrom('people_employee').select('name').execute()
    expect(names.map(({ name }) => name)).toContain('דנה')
    expect((await imported(database, file)).out).toEqual([
      '0 added, 0 changed, 0 left, 4 unchanged',
    ])
    expect((await imported(database, csv(people(3)))).out).toEqual([
      '0 added, 0 changed, 0 left, 3 unchanged',
    ])
  },
)
