import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { smallCompany, startPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
const cookies: Record<string, string> = {}

beforeAll(async () => {
  portal = await startPortal()
  const people = await smallCompany(portal.portal.db)
  for (const role of ['employee', 'leader', 'hr'] as const) {
    cookies[role] = await portal.signIn(people[role])
  }
})
afterAll(() => portal.remove())

const fields = (more: Record<string, string> = {}) =>
  new URLSearchParams({
    ...{ unit: 'site', what: 'employee', due: 'assigned', dueDays: '30', key: randomUUID() },
    ...more,
  })

async function send(who: string, path: string, body = new URLSearchParams()) {
  const answer = await portal.fetch(path, { method: 'POST', cookie: cookies[who], body })
  await answer.arrayBuffer()
  return { status: answer.status, to: answer.headers.get('location') ?? '' }
}

const made = async (who: string, more?: Record<string, string>) =>
  (await send(who, '/team/assignments/new', fields(more))).to.replace(/\?.*/, '')

test('a leader assigns below what they lead; above and beside it nothing is stored', async () => {
  expect(await made('leader', { unit: 'team' })).toMatch(/^\/team\/assignments\/[0-9a-f-]{36}$/)
  for (const unit of ['other', 'company', 'region', 'nowhere', '']) {
    const { to } = await send('leader', '/team/assignments/new', fields({ unit }))
    expect(to, unit).toMatch(/^\/team\/assignments\/new\?step=check/)
    const page = await portal.fetch(to, { cookie: cookies.leader })
    expect(page.status).toBe(422)
    expect(await page.text()).toContain('Choose a unit.')
  }
  const rows = await portal.portal.db.selectFrom('training_assignment').select('unit_id').execute()
  expect(rows).toEqual([{ unit_id: 'team' }])
})

test('the same form sent twice assigns once', async () => {
  const body = fields({ unit: 'team' })
  const [one, two] = [
    await send('hr', '/team/assignments/new', body),
    await send('hr', '/team/assignments/new', body),
  ]
  expect(one).toEqual(two)
  const id = one.to.replace(/\?.*/, '').slice(-36)
  const rows = await portal.portal.db
    .selectFrom('training_assigned')
    .where('assignment_id', '=', id)
    .select(['employee_id', 'module'])
    .execute()
  expect(new Set(rows.map((row) => `${row.employee_id} ${row.module}`)).size).toBe(rows.length)
  expect(rows.length).toBeGreaterThan(0)
})

test('what HR assigned a leader reads and reminds of, and cannot change or end', async () => {
  const here = await made('hr', { unit: 'company' })
  const page = await portal.fetch(here, { cookie: cookies.leader })
  expect(page.status).toBe(200)
  const text = await page.text()
  expect(text).toContain('Emma Floor')
  expect(text).not.toContain('Sara Elsewhere')
  for (const step of ['edit', 'end', 'undo']) {
    expect((await send('leader', `${here}/${step}`, fields())).status, step).toBe(404)
  }
  expect((await send('leader', `${here}/remind`)).to).toBe(`${here}?said=nobody&n=0`)
  // Nobody of a unit elsewhere: as if it did not exist.
  const foreign = await made('hr', { unit: 'other' })
  expect((await portal.fetch(foreign, { cookie: cookies.leader })).status).toBe(404)
  expect((await send('leader', `${foreign}/remind`)).status).toBe(404)
})

test('the preview stores nothing; what is wrong is said with everything entered kept', async () => {
  const { db } = portal.portal
  const count = async () =>
    (await db.selectFrom('training_assignment').select('id').execute()).length
  const before = await count()
  const asked = fields({ step: 'check', what: 'chosen', module: 'chain', unit: 'site' })
  const check = await portal.fetch(`/team/assignments/new?${asked}`, { cookie: cookies.hr })
  expect(check.status).toBe(200)
  expect(await check.text()).toContain('It reaches')
  const wrong = fields({ step: 'check', unit: 'site', dueDays: 'soon', hiredFrom: '2026-02-01' })
  const answer = await portal.fetch(`/team/assignments/new?${wrong}`, { cookie: cookies.hr })
  expect(answer.status).toBe(422)
  const text = await answer.text()
  expect(text).toContain('href="#dueDays"')
  expect(text).toContain('value="soon"')
  expect(text).toContain('value="2026-02-01"')
  expect(await count()).toBe(before)
})

test('an end is undone at once, and a form without its key is refused', async () => {
  const here = await made('hr', { unit: 'team' })
  expect((await send('hr', `${here}/end`)).to).toBe(`${here}?said=ended`)
  expect((await send('hr', `${here}/undo`)).to).toBe(`${here}?said=running`)
  expect((await send('hr', '/team/assignments/new', fields({ key: '' }))).status).toBe(400)
  expect((await send('hr', '/team/assignments/nowhere/end')).status).toBe(404)
})
