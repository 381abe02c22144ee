import { afterAll, beforeAll, expect, test } from 'vitest'
import { setPassword } from '../../app/auth/password.server.ts'
import { codeAt, stepAt } from '../../app/auth/totp.ts'
import { employeeById } from '../../app/people/employee.server.ts'
import { fromBase32 } from '../support/base32.ts'
import { smallCompany, startPortal, type TestPortal } from '../support/portal.ts'
import { mailServer, type MailServer } from '../support/smtp.ts'

const GOOD = 'three herons wade at dawn'
let post: MailServer
let portal: TestPortal
let people: Awaited<ReturnType<typeof smallCompany>>
let time = new Date('2026-11-30T23:30:10Z').getTime()

beforeAll(async () => {
  post = await mailServer()
  portal = await startPortal({ env: { SMTP_URL: post.url }, now: () => new Date(time) })
  const { db } = portal.portal
  people = await smallCompany(db)
  await db
    .updateTable('people_employee')
    .set({ email: 'emma@verdano.example' })
    .where('id', '=', people.employee)
    .execute()
  for (const id of [people.employee, people.owner])
    await setPassword(db, (await employeeById(db, id))!, GOOD, 'Verdano', null, new Date(time))
})
afterAll(async () => {
  await portal.remove()
  await post.close()
})

const send = (path: string, fields: Record<string, string>, cookie?: string) =>
  portal.fetch(path, { method: 'POST', cookie, body: new URLSearchParams(fields) })
const signIn = (who: string, password: string, more: Record<string, string> = {}) =>
  send('/sign-in?index', { who, password, ...more })
const cookieOf = (answer: Response) => answer.headers.get('set-cookie')!.split(';')[0]!
const withoutTyped = (html: string, typed: string) =>
  html
    .replaceAll(`"who":"${typed}"`, '')
    .replaceAll(`value="${typed}"`, '')
    .replaceAll(/nonce(=|":)"[^"]*"/g, '')

test('a password leads where the person wanted to go, and nowhere outside', async () => {
  const there = await signIn('1', GOOD, { to: '/training?x=1' })
  expect([there.status, there.headers.get('location')]).toEqual([302, '/training?x=1'])
  const page = await portal.fetch('/training', { cookie: cookieOf(there) })
  expect(page.status).toBe(200)
  const away = await signIn('emma@verdano.example', GOOD, { to: '//evil.example' })
  expect(away.headers.get('location')).toBe('/')
  expect(cookieOf(away)).not.toBe(cookieOf(there))
})

test('what is wrong is said on top and in the title, the name is kept, the password is not', async () => {
  const answer = await signIn('emma@verdano.example', 'wrong and secret')
  const html = await answer.text()
  expect(answer.status).toBe(422)
  expect(html).toContain('<title>Error:')
  expect(html).toContain('href="#who"')
  expect(html).toContain('value="emma@verdano.example"')
  expect(html).not.toContain('wrong and secret')
  expect(answer.headers.get('set-cookie')).toBeNull()
  expect((await signIn('', GOOD)).status).toBe(422)
  expect((await signIn('1', '')).status).toBe(422)
})

test('the page for somebody unknown is the page for a wrong password, letter for letter', async () => {
  const known = await (await signIn('emma@verdano.example', 'wrong')).text()
  const unknown = await (await signIn('otto@verdano.example', 'wrong')).text()
  expect(withoutTyped(unknown, 'otto@verdano.example')).toBe(
    withoutTyped(known, 'emma@verdano.example'),
  )
})

test('a link comes by mail at once, also at night, works once, and is nowhere in the database', async () => {
  const known = await send('/sign-in/link', { who: 'Emma@verdano.example' })
  const page = await known.text()
  for (const typed of ['nobody@verdano.example', '2', '77']) {
    const answer = await send('/sign-in/link', { who: typed })
    expect(answer.status).toBe(known.status)
    const shown = withoutTyped(await answer.text(), typed)
    expect(shown).toBe(withoutTyped(page, 'Emma@verdano.example'))
  }
  await expect.poll(() => post.received.length, { timeout: 20_000 }).toBe(1)
  const [mail] = post.received
  expect(mail!.to).toEqual(['emma@verdano.example'])
  const link = /http\S+\/enter\/(\S+)/.exec(mail!.text)!
  const { db } = portal.portal
  const kept = JSON.stringify([
    await db.selectFrom('auth_link').selectAll().execute(),
    await db.selectFrom('mail_message').selectAll().execute(),
    await db.selectFrom('job').where('kind', '=', 'auth.link').selectAll().execute(),
  ])
  expect(kept).not.toContain(link[1])
  expect(kept).not.toContain('nobody@')
  const path = new URL(link[0]).pathname
  expect((await send(path, {})).headers.get('location')).toBe('/')
  expect((await send(path, {})).status).toBe(410)
})

test('a mailed link is over after half an hour', async () => {
  await send('/sign-in/link', { who: '1' })
  await expect.poll(() => post.received.length, { timeout: 20_000 }).toBe(2)
  const link = /http\S+\/enter\/\S+/.exec(post.received[1]!.text)![0]
  time += 31 * 60_000
  expect((await send(new URL(link).pathname, {})).status).toBe(410)
})

test('who asks for link after link gets three mails in a quarter of an hour and always the same page', async () => {
  time += 60 * 60_000
  const before = post.received.length
  const pages = new Set<string>()
  for (let i = 0; i < 5; i++) {
    const answer = await send('/sign-in/link', { who: 'emma@verdano.example' })
    pages.add(withoutTyped(await answer.text(), 'none'))
  }
  expect(pages.size).toBe(1)
  const { db } = portal.portal
  const undone = db.selectFrom('job').where('kind', '=', 'auth.link').where('done_at', 'is', null)
  await expect
    .poll(async () => (await undone.selectAll().execute()).length, { timeout: 20_000 })
    .toBe(0)
  expect(post.received.length - before).toBe(3)
})

test('the second factor stands between the password and every page', async () => {
  const first = cookieOf(await signIn('4', GOOD))
  await send('/account/second-factor/begin', {}, first)
  const shown = await (await portal.fetch('/account/second-factor', { cookie: first })).text()
  const typed = /select-all">((?:[A-Z2-7]{4} ?){8})</.exec(shown)![1]!
  const key = fromBase32(typed)
  const code = () => codeAt(key, stepAt(new Date(time)))
  const confirmed = await send('/account/second-factor?index', { code: code() }, first)
  expect(await confirmed.text()).toMatch(/[a-z2-9]{5}-[a-z2-9]{5}/)
  const again = await (await portal.fetch('/account/second-factor', { cookie: first })).text()
  expect(again).not.toContain(typed)
  expect(again).not.toMatch(/[a-z2-9]{5}-[a-z2-9]{5}</)

  time += 60_000
  const half = cookieOf(await signIn('4', GOOD, { to: '/owner' }))
  for (const path of ['/', '/owner', '/account', '/account/second-factor', '/account/password']) {
    const answer = await portal.fetch(path, { cookie: half })
    expect([path, answer.headers.get('location')]).toEqual([
      path,
      path === '/' ? '/sign-in/code' : `/sign-in/code?to=${encodeURIComponent(path)}`,
    ])
    const data = await portal.fetch(`${path}?_data=root`, { cookie: half })
    expect(await data.text()).not.toContain('Oleg')
  }
  expect((await send('/sign-in/code', { code: '000000', to: '/owner' }, half)).status).toBe(422)
  const whole = await send('/sign-in/code', { code: code(), to: '/owner' }, half)
  expect(whole.headers.get('location')).toBe('/owner')
  expect(cookieOf(whole)).not.toBe(half)
  expect((await portal.fetch('/owner', { cookie: cookieOf(whole) })).status).toBe(200)
  // The half session is gone with its cookie, and the code is spent.
  expect((await portal.fetch('/owner', { cookie: half })).headers.get('location')).toMatch(
    /^\/sign-in\?/,
  )
  const other = cookieOf(await signIn('4', GOOD))
  expect((await send('/sign-in/code', { code: code() }, other)).status).toBe(422)
})

test('a person sees where they are signed in and ends it; a stranger’s session answers like a missing one', async () => {
  const agent =
    'Mozilla/5.0 (Linux; Android 15; SM-A146) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36'
  const phone = await portal.fetch('/sign-in?index', {
    method: 'POST',
    body: new URLSearchParams({ who: '1', password: GOOD }),
    headers: { 'User-Agent': agent },
  })
  const here = cookieOf(await signIn('1', GOOD))
  const page = await (await portal.fetch('/account', { cookie: here })).text()
  expect(page).toContain('Chrome · Android')
  expect(page).not.toContain('SM-A146')
  const { db } = portal.portal
  const stored = await db.selectFrom('auth_session').selectAll().execute()
  expect(JSON.stringify(stored)).not.toContain('SM-A146')
  const foreign = stored.find((row) => row.employee_id === people.owner)!.id
  expect((await send('/account/sessions/end', { session: foreign }, here)).status).toBe(404)
  expect((await send('/account/sessions/end', { session: 'none' }, here)).status).toBe(404)
  await send('/account/sessions/end', { session: 'others' }, here)
  const ended = await portal.fetch('/account', { cookie: cookieOf(phone) })
  expect(ended.headers.get('location')).toMatch(/^\/sign-in/)
  expect((await portal.fetch('/account', { cookie: here })).status).toBe(200)
})

test('a link is offered to be followed by a password, and once there is one no more', async () => {
  const cookie = await portal.signIn(people.stranger)
  expect(await (await portal.fetch('/', { cookie })).text()).toContain('href="/account/password"')
  const kept = await send('/account/password', { fresh: GOOD }, cookie)
  expect(kept.headers.get('location')).toBe('/account?password')
  const fresh = cookieOf(kept)
  expect(fresh).not.toBe(cookie)
  expect((await portal.fetch('/', { cookie })).headers.get('location')).toBe('/sign-in')
  const home = await (await portal.fetch('/', { cookie: fresh })).text()
  expect(home).not.toContain('href="/account/password"')
})
