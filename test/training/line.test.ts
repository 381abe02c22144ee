import { expect, test } from 'vitest'
import type { Db } from '../../db/connect.ts'
import { completionOf } from '../../app/training/attempt.server.ts'
import {
  answerLine,
  lineBack,
  lineOf,
  sealPlainLines,
  writeLine,
} from '../../app/training/line.server.ts'
import { addEmployee } from '../../app/people/employee.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import { onBothDatabases } from '../support/database.ts'

const SECRET = 'a secret of thirty-two characters'
const written = new Date('2026-11-02T20:30:00Z')
const after = (days: number) => new Date(written.getTime() + days * 24 * 60 * 60 * 1000)
const dayOf = (when: Date) => when.toISOString().slice(0, 10)

async function people(db: Db) {
  await addUnit(db, { id: 'team', parentId: null, code: 'team', name: 'Team', kind: 'team' })
  const person = (staffNumber: string, name: string) =>
    addEmployee(db, { staffNumber, name, unitId: 'team', locale: 'en' }, written)
  return { maya: await person('1', 'Maya'), lev: await person('2', 'Lev') }
}

const back = (db: Db, employeeId: string, now: Date) =>
  lineBack(db, SECRET, employeeId, dayOf(now), now)

onBothDatabases('the private line is read by its writer and goes when asked', async ({ db }) => {
  const { maya, lev } = await people(db)
  const place = { employeeId: maya, slug: 'chain' }
  expect(await writeLine(db, SECRET, place, '  ask one person \0 ', written)).toBe('kept')
  expect(await lineOf(db, SECRET, place)).toBe('ask one person')
  expect(await lineOf(db, SECRET, { ...place, employeeId: lev })).toBeNull()
  expect(await lineOf(db, SECRET, { ...place, slug: 'signs' })).toBeNull()
  expect(JSON.stringify(await completionOf(db, [maya]))).not.toContain('ask')
  await writeLine(db, SECRET, place, 'спросить кого-то одного 🌱', after(1))
  expect(await lineOf(db, SECRET, place)).toBe('спросить кого-то одного 🌱')
  expect(await writeLine(db, SECRET, place, ' ', after(1))).toBe('deleted')
  expect(await db.selectFrom('training_note').selectAll().execute()).toEqual([])
})

onBothDatabases('whoever reads the database reads no line, nor how long it is', async ({ db }) => {
  const { maya, lev } = await people(db)
  await writeLine(db, SECRET, { employeeId: maya, slug: 'chain' }, 'hi', written)
  await writeLine(db, SECRET, { employeeId: lev, slug: 'chain' }, 'thank the night shift', written)
  const rows = await db.selectFrom('training_note').selectAll().execute()
  expect(JSON.stringify(rows)).not.toMatch(/hi"|night|shift/)
  expect(new Set(rows.map(({ text }) => text.length)).size).toBe(1)
  // Another portal's secret, another person's or another module's row open nothing.
  expect(
    await lineOf(db, 'another secret of thirty-two chars', { employeeId: maya, slug: 'chain' }),
  ).toBeNull()
  const [mine] = rows.filter((row) => row.employee_id === maya)
  await db
    .updateTable('training_note')
    .set({ text: mine!.text })
    .where('employee_id', '=', lev)
    .execute()
  expect(await lineOf(db, SECRET, { employeeId: lev, slug: 'chain' })).toBeNull()
  await db
    .insertInto('training_note')
    .values({ ...mine!, module: 'signs' })
    .execute()
  expect(await lineOf(db, SECRET, { employeeId: maya, slug: 'signs' })).toBeNull()
})

onBothDatabases('a line of before stays readable and is sealed by the sweep', async ({ db }) => {
  const { maya } = await people(db)
  const place = { employeeId: maya, slug: 'chain' }
  const row = { employee_id: maya, module: 'chain', text: 'say it plainly', written_at: 5 }
  await db.insertInto('training_note').values(row).execute()
  expect(await lineOf(db, SECRET, place)).toBe('say it plainly')
  await sealPlainLines(db, SECRET)
  await sealPlainLines(db, SECRET)
  const [stored] = await db.selectFrom('training_note').selectAll().execute()
  expect(stored).toMatchObject({ sealed: 1, written_at: 5 })
  expect(stored?.text).not.toContain('plainly')
  expect(await lineOf(db, SECRET, place)).toBe('say it plainly')
})

onBothDatabases(
  'a line comes back from the third to the tenth day, until it is answered',
  async ({ db }) => {
    const { maya, lev } = await people(db)
    await writeLine(db, SECRET, { employeeId: maya, slug: 'chain' }, 'ask one', written)
    const expected = { slug: 'chain', line: 'ask one', writtenAt: written.getTime() }
    expect(await back(db, maya, after(2.9))).toBeNull()
    expect(await back(db, maya, after(3))).toEqual(expected)
    expect(await back(db, lev, after(3))).toBeNull()
    expect(await back(db, maya, after(10.9))).toEqual(expected)
    expect(await back(db, maya, after(11))).toBeNull()
    const place = { employeeId: maya, slug: 'chain' }
    const today = dayOf(after(4))
    expect(await answerLine(db, { ...place, employeeId: lev }, 'did', today)).toBe('not-found')
    expect(await answerLine(db, place, 'not-yet', today)).toBe('kept')
    expect(await back(db, maya, after(4))).toBeNull()
    expect(await back(db, maya, after(5))).toEqual(expected)
    expect(await answerLine(db, place, 'did', dayOf(after(5)))).toBe('kept')
    expect(await back(db, maya, after(6))).toBeNull()
    expect(await answerLine(db, place, 'let-go', dayOf(after(6)))).toBe('not-found')
    // It stays with its module, and another line is another resolution.
    expect(await lineOf(db, SECRET, place)).toBe('ask one')
    await writeLine(db, SECRET, place, 'ask one', after(6))
    expect(await back(db, maya, after(9.5))).toBeNull()
    await writeLine(db, SECRET, place, 'ask two', after(6))
    expect(await back(db, maya, after(9.5))).toMatchObject({ line: 'ask two' })
  },
)

onBothDatabases('of several lines the oldest comes first, one at a time', async ({ db }) => {
  const { maya } = await people(db)
  await writeLine(db, SECRET, { employeeId: maya, slug: 'signs' }, 'second', after(1))
  await writeLine(db, SECRET, { employeeId: maya, slug: 'chain' }, 'first', written)
  expect(await back(db, maya, after(5))).toMatchObject({ line: 'first' })
  await answerLine(db, { employeeId: maya, slug: 'chain' }, 'let-go', dayOf(after(5)))
  expect(await back(db, maya, after(5))).toMatchObject({ line: 'second' })
})

test('the line is read in one place', async () => {
  const { readdirSync, readFileSync } = await import('node:fs')
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  )
  const naming = (words: string) =>
    files.filter((name) => readFileSync(`app/${name}`, 'utf8').includes(words)).sort()
  // The demo's own list of tables to empty reads nothing, and what is stored about somebody is opened by `lineOf` …
  expect(naming("'training_note'")).toEqual([
    'demo/mark.server.ts',
    'rights/data.server.ts',
    'training/line.server.ts',
  ])
  // … for the two pages on which people see and take along what is their own.
  expect(naming("/rights/data.server.ts'")).toEqual([
    'routes/account.data._index/route.tsx',
    'routes/account.data.file[.]zip/route.ts',
  ])
})
