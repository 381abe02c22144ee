import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { uploadedFile } from '../../app/files/upload.server.ts'
import { deactivateEmployee } from '../../app/people/employee.server.ts'
import { recordPeopleFile } from '../../app/people/importing/run.server.ts'
import { leaversKept } from '../../app/people/leaver.server.ts'
import { ask } from '../../app/rights/request.server.ts'
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

const send = (path: string, fields: Record<string, string>) =>
  portal.fetch(path, { method: 'POST', cookie: hr, body: new URLSearchParams(fields) })
const keep = (fields: Record<string, string>) => send('/hr/privacy/leavers', fields)

test('leavers are erased by themselves only after HR has written how many it means', async () => {
  const { db } = portal.portal
  expect((await keep({ months: '12' })).headers.get('location')).toBe('/hr/privacy/leavers?saved')
  expect(await leaversKept(db)).toBe(12)
  await deactivateEmployee(db, people.stranger, new Date('2010-01-01T10:00:00Z'))
  for (const typed of ['', '2', 'one']) {
    const answer = await keep({ months: '84', typed })
    const text = await answer.text()
    expect([typed, answer.status, await leaversKept(db)]).toEqual([typed, 422, 12])
    expect(text).toContain('<title>Error:')
    expect(text).toContain('href="#typed"')
    expect(text).toMatch(/<option value="84" selected=""/)
  }
  expect((await keep({ months: '84', typed: ' 1 ' })).status).toBe(302)
  expect(await leaversKept(db)).toBe(84)
  expect((await keep({ months: '1' })).headers.get('location')).toBe('/hr/privacy/leavers')
  expect(await leaversKept(db)).toBe(84)
  expect((await keep({ months: '' })).status).toBe(302)
  expect(await leaversKept(db)).toBeNull()
  const log = await (await portal.fetch('/hr/audit', { cookie: hr })).text()
  expect(log).toContain('Changed how long leavers stay by name')
})

test('who erases somebody is told of a people file that waited with their name, and it is gone', async () => {
  const { db, settings, now } = portal.portal
  const file = uploadedFile(settings.dataDir, 'waits')
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, 'staff_number,name,unit\n1,Emma Floor,Company\n')
  const brought = { fileName: 'people.csv', sha256: 'x', upload: 'waits', refusal: null }
  await recordPeopleFile(db, brought, people.hr, now())
  await ask(db, people.employee, 'erase', '', now())
  const { id } = await db.selectFrom('people_request').select('id').executeTakeFirstOrThrow()
  const erased = await send(`/hr/requests/${id}/erase`, { number: '1' })
  const page = await portal.fetch(erased.headers.get('location')!, { cookie: hr })
  expect(await page.text()).toContain('people file that waited named them')
  expect(existsSync(file)).toBe(false)
  const log = await (await portal.fetch('/hr/audit?action=people.dropped', { cookie: hr })).text()
  expect(log).toContain('number 1')
})
