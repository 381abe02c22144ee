import { afterAll, beforeAll, expect, test } from 'vitest'
import writeXlsx, { type Cell } from 'write-excel-file/node'
import { employeeById, employeeIdByStaffNumber } from '../../app/people/employee.server.ts'
import { peopleRun } from '../../app/people/importing/run.server.ts'
import { smallCompany, startPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
let people: Awaited<ReturnType<typeof smallCompany>>
let hr: string

beforeAll(async () => {
  portal = await startPortal()
  people = await smallCompany(portal.portal.db)
  hr = await portal.signIn(people.hr)
})
afterAll(() => portal.remove())

/** Sends the file as the page's form does; the address of its own page. */
async function bring(book: Buffer): Promise<string> {
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(book)]), 'Staff of May.xlsx')
  const sent = await portal.fetch('/hr/people/import/upload', {
    ...{ method: 'POST', cookie: hr, body: form },
  })
  expect(sent.status).toBe(303)
  return sent.headers.get('location')!
}

/** The words of a file's page, read when the portal's own jobs have done what they were asked. */
async function settled(page: string): Promise<string> {
  const busy = ['checking', 'queued', 'running']
  for (;;) {
    const run = (await peopleRun(portal.portal.db, page.split('/').at(-1)!))!
    if (!busy.includes(run.state)) break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const html = await (await portal.fetch(page, { cookie: hr })).text()
  return html
    .replace(/<script.*?<\/script>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
}

const person = async (number: string) => {
  const { db } = portal.portal
  return employeeById(db, (await employeeIdByStaffNumber(db, number)) ?? '')
}

test('HR brings a spreadsheet of people on the page, reads what it would change, and the same one again changes nothing', async () => {
  const day: Cell = { value: new Date('2024-02-01T00:00:00Z'), type: Date, format: 'dd.mm.yyyy' }
  const book = await writeXlsx([
    {
      sheet: 'Staff',
      data: [
        ['Staff number', 'Name', 'Unit', 'Hired'],
        // A number as spreadsheets like to keep it, and one that must not lose its zeros.
        [1, 'Emma Flor', 'Company/Region/Other site', day],
        ['2', 'Lev Leader', 'Company/Region/Site/Team', null],
        ['5', 'Sara Elsewhere', 'Company/Region/Other site', null],
        ['0006', 'Мария Новая', 'Company/Region/Night site', null],
        ['7', '', 'Company/Region/Site', null],
      ].map((row) => row.map((cell) => (typeof cell === 'object' ? cell : { value: cell }))),
    },
  ]).toBuffer()

  const page = await bring(book)
  const looked = await settled(page)
  for (const words of [
    'Staff of May.xlsx',
    'Emma Flor 1 From Region / Site / Team To Region / Other site',
    'Emma Flor 1 What Name From Emma Floor To Emma Flor',
    'Emma Flor 1 What Hired From nothing To 2024-02-01',
    'Мария Новая 0006 Unit Region / Night site',
  ]) {
    expect(looked).toContain(words)
  }
  expect(await person('0006')).toBeNull()
  expect(await person('1')).toMatchObject({ name: 'Emma Floor', unitId: 'team' })

  const go = { method: 'POST', cookie: hr, body: new URLSearchParams() }
  expect((await portal.fetch(page, go)).headers.get('location')).toBe(page)
  expect(await settled(page)).toMatch(
    /is taken Join 1 Move to another unit 1 .* Stay as they are 2 .* 6 Column Name What is wrong is missing/,
  )
  expect(await person('1')).toMatchObject({
    ...{ id: people.employee, name: 'Emma Flor', unitId: 'other', hiredOn: '2024-02-01' },
  })
  expect(await person('0006')).toMatchObject({ name: 'Мария Новая', hiredOn: null })
  expect(await person('6')).toBeNull()

  const again = await bring(book)
  expect(again).not.toBe(page)
  expect(await settled(again)).toMatch(
    /Join 0 Move to another unit 0 Something else changes 0 Leave 0 New units 0 Stay as they are 4 /,
  )
  expect(await portal.fetch(again, go)).toMatchObject({ status: 302 })
  expect(await settled(again)).toMatch(/is taken Join 0 .* Stay as they are 4 /)
  expect(await person('1')).toMatchObject({ name: 'Emma Flor', unitId: 'other' })
})
