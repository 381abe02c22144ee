import { afterAll, beforeAll, expect, test } from 'vitest'
import { setPassword } from '../../app/auth/password.server.ts'
import { issuePin, pepperIn } from '../../app/auth/pin.server.ts'
import { deactivateEmployee, employeeById, grantRole } from '../../app/people/employee.server.ts'
import { smallCompany, startPortal, type TestPortal } from '../support/portal.ts'

const GOOD = 'three herons wade at dawn'
const MINUTE = 60_000
let portal: TestPortal
let people: Awaited<ReturnType<typeof smallCompany>>
let hr: string
let time = new Date('2026-11-30T08:00:00Z').getTime()

beforeAll(async () => {
  portal = await startPortal({ now: () => new Date(time) })
  const { db } = portal.portal
  people = await smallCompany(db)
  const boss = await employeeById(db, people.hr)
  await setPassword(db, boss!, GOOD, 'Verdano', null, new Date(time))
  hr = await portal.signIn(people.hr)
})
afterAll(() => portal.remove())

const send = (path: string, fields: Record<string, string>, cookie?: string) =>
  portal.fetch(path, { method: 'POST', cookie, body: new URLSearchParams(fields) })
const cookiesOf = (answer: Response) =>
  answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]!)
const to = (answer: Response) => [answer.status, answer.headers.get('location')]
const enter = (kiosk: string, number: string, pin: string) =>
  send('/sign-in/pin', { number, pin }, kiosk)

/** A device that HR has enrolled: its cookie, and its id in the list. */
async function kiosk(name: string): Promise<{ cookie: string; id: string }> {
  const page = await (await send('/hr/kiosks?index', { name }, hr)).text()
  const path = /\/kiosk\/[\w-]{43}/.exec(page)![0]
  const cookie = cookiesOf(await send(path, {})).find((one) => one.startsWith('zveno-kiosk='))!
  const row = portal.portal.db.selectFrom('auth_kiosk').where('name', '=', name).select('id')
  return { cookie, id: (await row.executeTakeFirstOrThrow()).id }
}

async function pinOf(number: string): Promise<string> {
  const page = await (await send('/hr/kiosks/pin', { number }, hr)).text()
  return />(\d{6})</.exec(page)![1]!
}

/** Signed in by PIN on this device: both cookies. */
async function signedIn(cookie: string, number: string): Promise<string> {
  const answer = await enter(cookie, number, await pinOf(number))
  expect(to(answer)).toEqual([302, '/'])
  return `${cookie}; ${cookiesOf(answer)[0]}`
}

test('opening the link of a shared device changes nothing; its button does, once, and signs out who set it up', async () => {
  const page = await (await send('/hr/kiosks?index', { name: 'Counter' }, hr)).text()
  const path = /\/kiosk\/[\w-]{43}/.exec(page)![0]
  const boss = await portal.signIn(people.hr)
  const seen = await portal.fetch(path, { cookie: boss })
  expect([seen.status, seen.headers.getSetCookie()]).toEqual([200, []])
  const made = await send(path, {}, boss)
  expect(to(made)).toEqual([302, '/sign-in/pin'])
  expect(made.headers.get('clear-site-data')).toBe('"storage"')
  expect(to(await portal.fetch('/', { cookie: boss }))).toEqual([302, '/sign-in'])
  expect((await send(path, {})).status).toBe(410)
})

test('HR gives a PIN from the page of a person, and from none of whoever holds a role', async () => {
  const page = async (id: string) => (await portal.fetch(`/hr/people/${id}`, { cookie: hr })).text()
  const path = /\/hr\/kiosks\/pin\?number=1(?=")/.exec(await page(people.employee))![0]
  const form = await (await portal.fetch(path, { cookie: hr })).text()
  expect(form).toMatch(/<input id="number"[^>]* value="1"/)
  expect(await page(people.leader)).not.toContain('/hr/kiosks/pin')
})

test('staff number and PIN open nothing anywhere but on an enrolled device', async () => {
  const pin = await pinOf('1')
  for (const cookie of [undefined, `zveno-kiosk=${'a'.repeat(43)}`, 'zveno-kiosk=%']) {
    const answer = await send('/sign-in/pin', { number: '1', pin }, cookie)
    expect([...to(answer), answer.headers.getSetCookie()]).toEqual([302, '/sign-in', []])
    expect(to(await portal.fetch('/sign-in/pin', { cookie }))).toEqual([302, '/sign-in'])
  }
  expect((await send('/sign-in?index', { who: '1', password: pin })).status).toBe(422)
})

test('a shared device lists nobody, and says the same of a wrong PIN, of a leader and of nobody', async () => {
  const { cookie } = await kiosk('Break room')
  expect(to(await portal.fetch('/sign-in?to=/training', { cookie }))).toEqual([302, '/sign-in/pin'])
  const page = await portal.fetch('/sign-in/pin', { cookie })
  expect(page.headers.get('clear-site-data')).toBe('"storage"')
  const html = await page.text()
  for (const { name } of await portal.portal.db
    .selectFrom('people_employee')
    .select('name')
    .execute())
    expect(html).not.toContain(name)
  // A password field makes the browser offer to keep it, and then to list it.
  expect(html).not.toContain('type="password"')

  await pinOf('1')
  const answers = new Set<string>()
  for (const number of ['1', '2', '3', '5', '99', 'emma@verdano.example']) {
    const answer = await enter(cookie, number, '1234 secret')
    const text = await answer.text()
    const sessions = cookiesOf(answer).filter((one) => one.startsWith('zveno='))
    expect([answer.status, sessions]).toEqual([422, []])
    expect(text).toContain('<title>Error:')
    expect(text).toContain('href="#number"')
    expect(text).toContain(`value="${number}"`)
    expect(text).not.toContain('1234 secret')
    answers.add(
      text
        .replaceAll(`"number":"${number}"`, '')
        .replaceAll(`value="${number}"`, '')
        .replaceAll(/nonce(=|":)"[^"]*"/g, ''),
    )
  }
  expect(answers.size).toBe(1)
})

test('on a shared device a person learns and answers, and neither sets up ways in nor takes anything along', async () => {
  const { cookie } = await kiosk('Greenhouse')
  const answer = await enter(cookie, '1', await pinOf('1'))
  expect(answer.headers.get('set-cookie')).toContain('Max-Age=900;')
  expect(answer.headers.get('clear-site-data')).toBe('"storage"')
  const both = `${cookie}; ${cookiesOf(answer)[0]}`
  for (const path of ['/', '/training', '/pulse', '/account', '/account/data']) {
    const page = await portal.fetch(path, { cookie: both })
    const html = await page.text()
    expect([path, page.status, page.headers.get('cache-control')]).toEqual([path, 200, 'no-store'])
    expect(html).toMatch(/<script src="\/kiosk\.js" nonce="[^"]+" data-left="900000"/)
    expect(html).not.toContain('/account/data/file.zip')
  }
  for (const path of [
    '/account/password',
    '/account/second-factor',
    '/account/second-factor/begin',
    '/account/second-factor/codes',
    '/account/second-factor/remove',
    '/account/data/file.zip',
  ])
    expect([path, (await portal.fetch(path, { cookie: both })).status]).toEqual([path, 403])
  const own = await (
    await portal.fetch('/', { cookie: await portal.signIn(people.employee) })
  ).text()
  expect(own).not.toContain('kiosk.js')
  const kept = async (cookie: string) => {
    const path = `/feedback/new?_data=${encodeURIComponent('routes/feedback.new')}`
    const { draftKey } = await (await portal.fetch(path, { cookie })).json()
    return draftKey as string | null
  }
  expect(await kept(both)).toBeNull()
  const keys = [people.employee, people.leader, people.employee].map(async (id) =>
    kept(await portal.signIn(id)),
  )
  const [mine, another, again] = await Promise.all(keys)
  expect(mine).toMatch(/^[\w+/]{43}=$/)
  expect(again).toBe(mine)
  expect(another).not.toBe(mine)
})

test('HR enters a shared device by password, for a quarter of an hour at most, and never by PIN', async () => {
  const { cookie } = await kiosk('Office')
  const { db, settings } = portal.portal
  for (const number of ['2', '3', '4']) {
    const asked = await send('/hr/kiosks/pin', { number }, hr)
    expect([number, asked.status]).toEqual([number, 422])
  }
  const answer = await send('/sign-in?index', { who: '3', password: GOOD }, cookie)
  const both = `${cookie}; ${cookiesOf(answer)[0]}`
  expect(await (await portal.fetch('/hr', { cookie: both })).text()).toContain('/kiosk.js')
  for (let i = 0; i < 14; i++) {
    time += MINUTE
    expect((await portal.fetch('/hr', { cookie: both })).status).toBe(200)
  }
  time += MINUTE
  expect(to(await portal.fetch('/hr', { cookie: both }))).toEqual([302, '/sign-in?to=%2Fhr'])
  hr = await portal.signIn(people.hr)

  // Whoever is given a role keeps a PIN that opens nothing.
  const issued = await issuePin(db, pepperIn(settings.keyDir), '5', new Date(time))
  if (typeof issued === 'string') throw new Error(issued)
  await grantRole(db, people.stranger, 'leader', 'other')
  expect((await enter(cookie, '5', issued.pin)).status).toBe(422)
})

test('two minutes without a touch, and the device is the next person’s', async () => {
  const { cookie } = await kiosk('Gate')
  const both = await signedIn(cookie, '1')
  time += 100_000
  expect((await portal.fetch('/?_data=root', { cookie: both })).status).toBe(200)
  time += 100_000
  expect((await portal.fetch('/training', { cookie: both })).status).toBe(200)
  time += 131_000
  expect(to(await portal.fetch('/training', { cookie: both }))).toEqual([
    302,
    '/sign-in?to=%2Ftraining',
  ])
  const rows = await portal.portal.db
    .selectFrom('auth_session')
    .where('employee_id', '=', people.employee)
    .where('entered_by', '=', 'pin')
    .where('seen_at', '>', time - 5 * MINUTE)
    .selectAll()
    .execute()
  expect(rows).toEqual([])
})

test('a device taken back in the middle of somebody’s page lets nobody go on, and is emptied', async () => {
  const { cookie, id } = await kiosk('Van')
  const both = await signedIn(cookie, '1')
  expect(to(await send(`/hr/kiosks/${id}/revoke`, {}, hr))).toEqual([302, '/hr/kiosks'])
  expect((await send(`/hr/kiosks/${id}/revoke`, {}, hr)).status).toBe(404)
  expect(to(await portal.fetch('/training', { cookie: both }))).toEqual([
    302,
    '/sign-in?to=%2Ftraining',
  ])
  const page = await portal.fetch('/sign-in', { cookie: both })
  expect(page.status).toBe(200)
  expect(page.headers.get('clear-site-data')).toBe('"storage"')
  expect(page.headers.getSetCookie().join()).toMatch(/zveno-kiosk=; .*Max-Age=0/)
  expect(to(await enter(both, '1', await pinOf('1')))).toEqual([302, '/sign-in'])
  const ordinary = await portal.fetch('/sign-in')
  expect(ordinary.headers.get('clear-site-data')).toBeNull()
})

test('who leaves is out of a shared device at once, and the PIN is worth nothing', async () => {
  const { cookie } = await kiosk('Till')
  const pin = await pinOf('1')
  const both = `${cookie}; ${cookiesOf(await enter(cookie, '1', pin))[0]}`
  expect((await portal.fetch('/training', { cookie: both })).status).toBe(200)
  await deactivateEmployee(portal.portal.db, people.employee, new Date(time))
  expect(to(await portal.fetch('/training', { cookie: both }))).toEqual([
    302,
    '/sign-in?to=%2Ftraining',
  ])
  expect((await enter(cookie, '1', pin)).status).toBe(422)
})
