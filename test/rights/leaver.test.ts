import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { auditPage } from '../../app/audit/list.server.ts'
import { uploadedFile } from '../../app/files/upload.server.ts'
import { deactivateEmployee } from '../../app/people/employee.server.ts'
import { dropFilesNaming, namesOf } from '../../app/people/importing/naming.server.ts'
import { peopleRun, recordPeopleFile } from '../../app/people/importing/run.server.ts'
import { countAgedLeavers, keepLeavers, monthsBefore } from '../../app/people/leaver.server.ts'
import { eraseLeavers } from '../../app/rights/leaver.server.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'
import { smallCompany } from '../support/portal.ts'

const NOW = new Date('2026-11-30T10:00:00Z')
const ALL = { person: '', action: '', from: '', to: '' } as const

const namesIn = async (db: Db) =>
  (
    await db
      .selectFrom('people_employee')
      .where('erased', '=', 0)
      .orderBy('staff_number')
      .select('name')
      .execute()
  ).map(({ name }) => name)

/** A people file that HR brought and that waits for a yes. */
async function waiting(db: Db, dataDir: string, by: string, upload: string, text: string) {
  const file = uploadedFile(dataDir, upload)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
  const brought = { fileName: `${upload}.csv`, sha256: upload, upload, refusal: null }
  const { id } = await recordPeopleFile(db, brought, by, NOW)
  return { id, file }
}

test('months are counted by the calendar: half a year before the last of August is the last of February', () => {
  const before = (day: string, months: number) =>
    monthsBefore(new Date(`${day}T10:00:00Z`), months)
      .toISOString()
      .slice(0, 10)
  expect(before('2026-08-31', 6)).toBe('2026-02-28')
  expect(before('2026-11-30', 12)).toBe('2025-11-30')
  expect(before('2026-01-15', 84)).toBe('2019-01-15')
})

onBothDatabases(
  'who left longer ago than HR has set is erased at night; who is here, or left since, is not',
  async ({ db, dataDir }) => {
    const { employee, leader, stranger } = await smallCompany(db)
    await deactivateEmployee(db, employee, new Date('2025-11-29T10:00:00Z'))
    await deactivateEmployee(db, stranger, new Date('2025-12-01T10:00:00Z'))
    const night = (now = NOW) => eraseLeavers(db, dataDir, () => now)
    await night()
    expect(await namesIn(db)).toHaveLength(5)

    await keepLeavers(db, 12, NOW)
    expect(await countAgedLeavers(db, 12, NOW)).toBe(1)
    await night()
    expect(await namesIn(db)).toEqual([
      ...['Lev Leader', 'Hanna Resources', 'Oleg Owner', 'Sara Elsewhere'],
    ])
    const { entries } = await auditPage(db, ALL, 'UTC', null)
    expect(entries).toMatchObject([
      { action: 'person.erased', by: null, subject: '', detail: { months: 12 } },
    ])
    await night()
    expect((await auditPage(db, ALL, 'UTC', null)).entries).toHaveLength(1)

    // Whose day nobody wrote down is counted from when HR chose.
    await deactivateEmployee(db, leader, NOW)
    await db
      .updateTable('people_employee')
      .set({ left_at: null })
      .where('id', '=', leader)
      .execute()
    await night(new Date('2027-11-29T10:00:00Z'))
    expect(await namesIn(db)).toContain('Lev Leader')
    await night(new Date('2027-12-02T10:00:00Z'))
    expect(await namesIn(db)).toEqual(['Hanna Resources', 'Oleg Owner'])

    await keepLeavers(db, null, NOW)
    expect(await countAgedLeavers(db, 6, NOW)).toBe(0)
  },
)

onBothDatabases(
  'a people file that waits and names somebody who is erased goes from the disk; others stay',
  async ({ db, dataDir }) => {
    const { employee, hr } = await smallCompany(db)
    const head = 'staff_number,name,email,unit\n'
    const files = [
      await waiting(db, dataDir, hr, 'a', `${head}7,Nina New,,Company\n1,Somebody Else,,Company\n`),
      await waiting(db, dataDir, hr, 'b', `${head}8,emma floor,,Company\n`),
      await waiting(db, dataDir, hr, 'c', `${head}9,Otto Other,,Company\n`),
      await waiting(db, dataDir, hr, 'd', `${head}10,"Broken off,,Company\n`),
    ]
    const named = await namesOf(db, [employee])
    expect(await dropFilesNaming(db, dataDir, named, NOW)).toBe(3)
    expect(files.map(({ file }) => existsSync(file))).toEqual([false, false, true, false])
    const states = await Promise.all(
      files.map(async ({ id }) => (await peopleRun(db, String(id)))?.state),
    )
    expect(states).toEqual(['dropped', 'dropped', 'checking', 'dropped'])
    expect(await dropFilesNaming(db, dataDir, [], NOW)).toBe(0)
  },
)
