import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caseToken } from '../../app/nps/cases/link.server.ts'
import { closeCase, takeCase } from '../../app/nps/cases/handling.server.ts'
import { openCases } from '../../app/nps/cases/open.server.ts'
import { employeeById } from '../../app/people/employee.server.ts'
import { customers } from '../nps/customers.ts'
import { smallCompany, startPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
let caseId: string
const ids: Record<string, string> = {}
const cookies: Record<string, string> = {}

beforeAll(async () => {
  portal = await startPortal()
  const { db } = portal.portal
  const today = new Date().toISOString().slice(0, 10)
  Object.assign(ids, await smallCompany(db))
  for (const [who, id] of Object.entries(ids)) cookies[who] = await portal.signIn(id)
  await customers(db, [
    { score: 2, why: 'Call me: 052-555-0134', unitId: 'site', answeredOn: today },
    { score: 8, improve: 'A second till', unitId: 'site', answeredOn: today },
    { score: 10, why: 'So kind', unitId: 'site', answeredOn: today },
    { score: 8, improve: 'A lift', unitId: 'other', answeredOn: today },
  ])
  const { id } = await db
    .selectFrom('nps_response')
    .where('score', '=', 2)
    .select('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('nps_contact')
    .values({
      ...{ response_id: id, contact: 'm.k@example.org', contact_key: 'k', locale: 'he' },
      ...{ consented_at: null, kept_since: Date.now() },
    })
    .execute()
  await openCases(db)
  caseId = (await db.selectFrom('nps_case').select('id').executeTakeFirstOrThrow()).id
})
afterAll(() => portal.remove())

async function visit(path: string, who: string, form?: Record<string, string>) {
  const answer = await portal.fetch(path, {
    cookie: cookies[who],
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  })
  const { status, headers } = answer
  return { status, to: headers.get('location') ?? '', text: await answer.text() }
}

test('a case is a 404 for everybody it is none of, and its contact is on the page of who took it alone', async () => {
  const at = `/feedback/cases/${caseId}`
  for (const who of ['employee', 'hr', 'owner', 'stranger']) {
    for (const path of [at, `${at}/hand`, `${at}/close`]) {
      expect([path, who, (await visit(path, who)).status]).toEqual([path, who, 404])
    }
    expect((await visit(`${at}/take`, who, { from: '' })).status).toBe(404)
    expect((await visit(at, who, { move: 'listen', words: 'x' })).status).toBe(404)
    expect((await visit(`${at}/close`, who, { outcome: 'solved' })).status).toBe(404)
    expect((await visit('/feedback/cases', who)).text).not.toContain(caseId)
  }
  const before = await visit(at, 'leader')
  expect(before.status).toBe(200)
  expect(before.text).not.toMatch(/example\.org|0134/)
  expect((await visit(`${at}/close`, 'leader')).status).toBe(404)
  expect((await visit(`${at}/take`, 'leader', { from: '' })).to).toBe(`${at}?done=saved`)
  expect((await visit(at, 'leader')).text).toMatch(/m\.k@example\.org/)
  expect((await visit(at, 'leader', { move: 'listen', words: ' ' })).status).toBe(422)
  expect((await visit(at, 'leader', { move: 'listen', words: 'Called' })).status).toBe(302)
  expect((await visit(`${at}/hand`, 'leader', { to: ids.stranger! })).status).toBe(422)
  expect((await visit(`${at}/close`, 'leader', {})).status).toBe(422)
})

test('the customer’s page is light, sets nothing, speaks three languages and opens the case again', async () => {
  const { db, settings } = portal.portal
  const leader = (await employeeById(db, ids.leader!))!
  const now = new Date()
  await takeCase(db, caseId, leader, '', now)
  await closeCase(db, caseId, leader, { outcome: 'solved', words: 'New pot' }, now)
  const path = `/s/${caseToken(settings.secret, caseId)}`
  for (const [lang, dir, words] of [
    ['en', 'ltr', 'Was it solved?'],
    ['ru', 'ltr', 'Удалось ли всё решить?'],
    ['he', 'rtl', 'האם זה נפתר?'],
  ] as const) {
    const answer = await portal.fetch(`${path}?lang=${lang}`)
    const html = await answer.text()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(html).toContain(`lang="${lang}" dir="${dir}"`)
    expect(html).toContain(words)
    expect(html).not.toMatch(/<script|example\.org|0134|Lev/)
    const [sheet = '', icon, ...more] = [...html.matchAll(/<link [^>]*href="([^"]*)"/g)].map(
      ([, href]) => href,
    )
    expect([icon, ...more]).toEqual(['data:,'])
    const style = await (await portal.fetch(sheet)).text()
    expect(sheet).toMatch(/^\/c\/[\da-f]+\.css$/)
    expect(html.length).toBeLessThan(5_000)
    expect(html.length + style.length).toBeLessThan(15_000)
  }
  // Looking, also by a messenger, changes nothing.
  expect(await db.selectFrom('nps_case').select('solved').executeTakeFirst()).toEqual({
    solved: null,
  })
  const send = (form: Record<string, string>, to = path) =>
    portal.fetch(`${to}?lang=en`, { method: 'POST', body: new URLSearchParams(form) })
  const none = await send({ words: '<b>half' })
  expect(none.status).toBe(422)
  expect(await none.text()).toMatch(/<title>Error: .*role="alert"/s)
  expect((await send({ solved: 'no', words: 'x'.repeat(501) })).status).toBe(422)
  const no = await send({ solved: 'no', words: 'It broke again' })
  expect(no.status).toBe(200)
  expect(await no.text()).toContain('It is open again')
  expect((await visit(`/feedback/cases/${caseId}`, 'leader')).text).toContain('It broke again')
  expect((await visit('/', 'leader')).text).toContain('1 customer waits for a reply')
})

test('a link that was cut short, made up or made for another case says so and does nothing', async () => {
  const { db, settings } = portal.portal
  const right = caseToken(settings.secret, caseId)
  const before = await db.selectFrom('nps_case').selectAll().execute()
  for (const token of [
    right.slice(0, -1),
    caseId,
    `${caseId}.${'a'.repeat(43)}`,
    right.replace(caseId, randomUUID()),
    caseToken('another secret of thirty-two letters', caseId),
    '"><b>not ours',
  ]) {
    for (const method of ['GET', 'POST']) {
      const body = method === 'POST' ? new URLSearchParams({ solved: 'yes' }) : null
      const answer = await portal.fetch(`/s/${encodeURI(token)}`, { method, body })
      expect([token, answer.status]).toEqual([token, 404])
      expect(await answer.text()).not.toMatch(/<script|<b>|not ours/)
    }
  }
  expect(await db.selectFrom('nps_case').selectAll().execute()).toEqual(before)
})

test('one tap makes an observation of a customer’s wish at my site, and of nobody else’s', async () => {
  const { db } = portal.portal
  const answers = await db.selectFrom('nps_response').select(['id', 'unit_id', 'score']).execute()
  const at = (unit: string, score: number) =>
    String(answers.find((one) => one.unit_id === unit && one.score === score)!.id)
  const wall = await visit('/feedback/wall', 'employee')
  expect(wall.text).toMatch(/So kind.*A second till.*Call me/s)
  expect(wall.text).not.toMatch(/A lift|0134/)
  expect((await visit('/feedback/wall?unit=other', 'employee')).status).toBe(404)
  const tap = (unit: string, answer: string) =>
    visit('/feedback/wall', 'employee', { unit, answer })
  expect((await tap('other', at('other', 8))).status).toBe(404)
  expect((await tap('site', at('other', 8))).status).toBe(404)
  expect((await tap('site', 'x')).status).toBe(404)
  const made = await tap('site', at('site', 8))
  expect(made.to).toMatch(/^\/feedback\/[0-9a-f-]{36}$/)
  expect((await tap('site', at('site', 8))).to).toBe(made.to)
  expect((await visit('/feedback/wall', 'employee')).text).toContain(made.to)
})

test('a sheet is made, printed and settled by who leads the team, and by nobody else', async () => {
  const form = { unit: 'site', promise: 'A second till by Friday', friction: '' }
  for (const who of ['employee', 'hr', 'stranger']) {
    expect((await visit('/team/huddle', who, form)).status).toBe(403)
  }
  expect((await visit('/team/huddle', 'leader', { ...form, unit: 'other' })).status).toBe(404)
  expect((await visit('/team/huddle', 'leader', { ...form, promise: ' ' })).status).toBe(422)
  const { to } = await visit('/team/huddle', 'leader', form)
  expect(to).toMatch(/^\/team\/huddle\/[0-9a-f-]{36}$/)
  expect((await visit(to, 'leader')).text).toMatch(/So kind.*A second till by Friday/s)
  expect((await visit(`${to}.pdf`, 'leader')).text).toMatch(/^%PDF-/)
  expect((await visit(`${to}.pdf`, 'employee')).status).toBe(403)
  expect((await visit('/feedback/wall', 'employee')).text).toContain('A second till by Friday')
})

test('who serves what is said by the leader of the unit or HR', async () => {
  const form = { unit: 'team', touchpoint: 'parking' }
  expect((await visit('/team/serving', 'employee', form)).status).toBe(403)
  expect((await visit('/team/serving', 'leader', { ...form, unit: 'other' })).status).toBe(404)
  expect((await visit('/team/serving', 'leader', form)).status).toBe(302)
  // What customers say of the till is on this team's wall no more.
  expect((await visit('/feedback/wall', 'employee')).text).not.toContain('So kind')
  expect((await visit('/team/serving', 'hr', { unit: 'team' })).status).toBe(302)
  expect((await visit('/feedback/wall', 'employee')).text).toContain('So kind')
})

test('thanks reach one colleague and nobody else; an address that was tampered with breaks nothing', async () => {
  const form = { key: randomUUID(), to: ids.leader!, sign: 'comes-back', words: 'For the pot' }
  const send = (data: Record<string, string>) => visit('/feedback/thanks/new', 'employee', data)
  expect((await send({ ...form, to: ids.stranger! })).status).toBe(422)
  expect((await send({ ...form, sign: 'smiles' })).status).toBe(422)
  expect((await send(form)).to).toBe('/feedback/thanks?done=sent')
  expect((await visit('/', 'leader')).text).toContain('Emma Floor thanks you')
  expect((await visit('/feedback/thanks', 'hr')).text).not.toContain('For the pot')
  expect((await visit('/feedback/thanks', 'leader')).text).toContain('For the pot')
  expect((await visit('/', 'leader')).text).not.toContain('Emma Floor thanks you')
  for (const done of ['constructor', '__proto__', 'valueOf']) {
    for (const path of ['/feedback/thanks', `/feedback/cases/${caseId}`]) {
      expect([path, (await visit(`${path}?done=${done}`, 'leader')).status]).toEqual([path, 200])
    }
  }
})
