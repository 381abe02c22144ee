import { afterAll, beforeAll, expect, test } from 'vitest'
import { note } from '../../app/audit/note.server.ts'
import { smallCompany, startPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
let people: Awaited<ReturnType<typeof smallCompany>>
const cookies: Record<string, string> = {}

beforeAll(async () => {
  portal = await startPortal()
  people = await smallCompany(portal.portal.db)
  for (const role of ['hr', 'owner'] as const) cookies[role] = await portal.signIn(people[role])
})
afterAll(() => portal.remove())

const read = async (path: string, as = 'owner') => {
  const answer = await portal.fetch(path, { cookie: cookies[as] })
  return { status: answer.status, text: await answer.text() }
}

test('a link that HR makes is read in the log by the owner, with both names', async () => {
  const made = await portal.fetch(`/hr/people/${people.employee}/link`, {
    method: 'POST',
    cookie: cookies.hr,
    body: new URLSearchParams(),
  })
  expect(made.status).toBe(200)
  const { text } = await read('/hr/audit')
  expect(text).toMatch(/Made a sign-in link/)
  expect(text).toContain('Emma Floor')
  expect(text).toContain('Hanna Resources')
  expect((await read('/hr/audit?person=sara')).text).not.toContain('Hanna Resources')
})

test('the log leads back where its reader came from', async () => {
  const above = /<p class="mb-1[^>]*><a [^>]*href="([^"]+)"/
  expect(above.exec((await read('/hr/audit', 'owner')).text)?.[1]).toBe('/owner')
  expect(above.exec((await read('/hr/audit', 'hr')).text)?.[1]).toBe('/hr')
})

test('a day that is none is told, and what was typed stays', async () => {
  const { status, text } = await read('/hr/audit?from=2026-02-31&person=hanna')
  expect(status).toBe(422)
  expect(text).toContain('Write the day as year, month and day')
  expect(text).toContain('value="2026-02-31"')
  expect(text).toContain('value="hanna"')
})

test('the log is taken along as a file, and that is noted as well', async () => {
  const { db, now } = portal.portal
  const subject = { kind: 'webhook', id: 'w' } as const
  const detail = { name: '=cmd()' }
  await note(db, { by: people.hr, action: 'webhook.made', subject, detail }, now())
  const { text } = await read('/hr/audit.csv?action=webhook.made')
  const lines = text.trim().split('\r\n')
  expect(lines).toHaveLength(2)
  expect(lines[0]).toContain('Entry,When (UTC),Who,What,To what')
  expect(lines[1]).toContain('Hanna Resources,Made a connection,connection =cmd()')
  expect((await read('/hr/audit.xlsx')).status).toBe(200)
  expect((await read('/hr/audit?action=audit.exported')).text).toContain('Oleg Owner')
  expect((await read('/hr/audit.csv?from=never')).status).toBe(404)
})

test('what comes to nothing is not noted', async () => {
  const before = (await read('/hr/audit?person=hanna')).text
  const post = (path: string, fields: Record<string, string>) =>
    portal.fetch(path, {
      method: 'POST',
      cookie: cookies.hr,
      body: new URLSearchParams(fields),
    })
  expect((await post('/hr/codes?index', { unit: 'nowhere' })).status).toBe(422)
  expect((await post('/hr/privacy?index', { asked: 'nobody@example.org' })).status).toBe(422)
  expect((await post('/hr/topics?index', { name: '' })).status).toBe(422)
  const rows = (text: string) => text.split('role="row"').length
  expect(rows((await read('/hr/audit?person=hanna')).text)).toBe(rows(before))
  await post('/hr/topics?index', { name: 'Rota' })
  const after = (await read('/hr/audit?person=hanna')).text
  expect(rows(after)).toBe(rows(before) + 1)
  expect(after).toContain('Added a topic for comments')
})
