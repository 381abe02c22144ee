import { afterAll, beforeAll, expect, test } from 'vitest'
import { enrolKiosk, kioskCookie, makeKiosk } from '../../app/auth/kiosk.server.ts'
import { demandFactor } from '../../app/auth/rule.server.ts'
import { beginFactor, confirmFactor, unconfirmedKey } from '../../app/auth/second-factor.server.ts'
import { codeAt, stepAt } from '../../app/auth/totp.ts'
import { atProvider, startProvider, type TestProvider } from '../support/oidc.ts'
import { smallCompany, startPortal, type TestPortal } from '../support/portal.ts'

let provider: TestProvider
let portal: TestPortal
let people: Awaited<ReturnType<typeof smallCompany>>

beforeAll(async () => {
  provider = await startProvider()
  portal = await startPortal({ env: { ...provider.env, OIDC_NAME: 'Verdano ID' } })
  people = await smallCompany(portal.portal.db)
})
afterAll(async () => {
  await portal.remove()
  await provider.stop()
})

const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0]!)
    .filter((one) => !one.endsWith('='))
const sessionOf = (answer: Response) => cookiesOf(answer).find((one) => one.startsWith('zveno='))

/** From the button to the portal's answer to what the provider says. */
async function signIn(login: string | null, { to = '', cookie = '', language = 'en' } = {}) {
  const begun = await portal.fetch(`/sign-in/oidc${to && `?to=${encodeURIComponent(to)}`}`)
  const answer = await atProvider(begun.headers.get('location')!, login)
  return portal.fetch(answer.pathname + answer.search, {
    cookie: [...cookiesOf(begun), ...(cookie ? [cookie] : [])].join('; '),
    headers: { 'Accept-Language': language },
  })
}

test('the button is a link, since browsers follow no form to another site', async () => {
  const page = await (await portal.fetch('/sign-in?to=/training')).text()
  expect(page).toContain('href="/sign-in/oidc?to=%2Ftraining"')
  expect(page).toContain('Sign in with Verdano ID')
  expect(page).not.toContain('action="/sign-in/oidc')
})

test('who comes back is signed in under a new session, where they wanted to go', async () => {
  const before = await portal.signIn(people.employee)
  const answer = await signIn('emma:1', { to: '/training?x=1', cookie: before })
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/training?x=1'])
  const session = sessionOf(answer)!
  expect(session).not.toBe(before)
  expect((await portal.fetch('/training', { cookie: session })).status).toBe(200)
  expect((await portal.fetch('/', { cookie: before })).headers.get('location')).toBe('/sign-in')
  // The question is forgotten, and somebody signed in is asked none.
  expect(answer.headers.getSetCookie().some((one) => /^zveno-oidc=; .*Max-Age=0/.test(one))).toBe(
    true,
  )
  const again = await portal.fetch('/sign-in/oidc?to=/training', { cookie: session })
  expect(again.headers.get('location')).toBe('/training')
})

test('no address leads out of the portal', async () => {
  const outside = ['//e', '/\\e', 'https://e', 'javascript:alert(1)', '/%09/e', '/..//e', '/\t/e']
  for (const to of outside) {
    const answer = await signIn('emma:1', { to })
    const led = new URL(answer.headers.get('location')!, portal.url)
    expect(led.origin, to).toBe(new URL(portal.url).origin)
  }
})

test('a company account is the first factor: the portal’s own second one is still asked', async () => {
  const { db, settings } = portal.portal
  await beginFactor(db, settings.secret, people.owner, new Date())
  const key = (await unconfirmedKey(db, settings.secret, people.owner))!
  const code = codeAt(key, stepAt(new Date()) - 1)
  const confirmed = await confirmFactor(db, settings.secret, people.owner, code, null, new Date())
  expect(confirmed).toHaveProperty('codes')
  const half = sessionOf(await signIn('oleg:4', { to: '/owner' }))!
  const shut = await portal.fetch('/owner', { cookie: half })
  expect(shut.headers.get('location')).toBe('/sign-in/code?to=%2Fowner')
  const typed = codeAt(key, stepAt(new Date()))
  const whole = await portal.fetch('/sign-in/code', {
    method: 'POST',
    cookie: half,
    body: new URLSearchParams({ code: typed, to: '/owner' }),
  })
  expect(whole.headers.get('location')).toBe('/owner')
  const page = await (await portal.fetch('/owner', { cookie: sessionOf(whole)! })).text()
  expect(page).toContain(new URL(provider.url).host)

  // Demanded of all: HR without one signs in and reads its own pages, none of its role.
  expect(await demandFactor(db, true, people.owner)).toBe('kept')
  const hr = sessionOf(await signIn('hanna:3'))!
  const people_ = await portal.fetch('/hr/people', { cookie: hr })
  expect(people_.headers.get('location')).toBe('/account/second-factor')
  await demandFactor(db, false, people.owner)
})

test('what went wrong is said in the person’s language, with what to do, and nothing of others', async () => {
  const said = async (answer: Response) => [answer.status, await answer.text()] as const
  for (const [language, words] of [
    ['en', 'The portal does not find you'],
    ['ru', 'Портал вас не находит'],
    ['he', 'הפורטל לא מוצא אותך'],
  ] as const) {
    const [status, page] = await said(await signIn('x:<b>77', { language }))
    expect(status).toBe(403)
    expect(page).toContain(`<h1 tabindex="-1">${words}`)
    expect(page).toContain('&lt;b&gt;77')
    expect(page).not.toContain('<b>77')
  }
  const [refused, agreed] = await said(await signIn(null))
  expect([refused, agreed]).toEqual([403, expect.stringContaining('did not agree there')])
  expect(agreed).toContain('href="/sign-in/oidc"')
  const lost = await portal.fetch('/sign-in/oidc/back?code=x&state=y')
  expect([lost.status, lost.headers.get('set-cookie')]).toEqual([410, null])
  const [missing, page] = await said(await signIn('guest'))
  expect([missing, page]).toEqual([403, expect.stringContaining('“employee_number”')])
})

test('who left is answered like who never was', async () => {
  const { db } = portal.portal
  await db
    .updateTable('people_employee')
    .set({ status: 'left' })
    .where('id', '=', people.stranger)
    .execute()
  const plain = async (answer: Response, number: string) =>
    (await answer.text())
      .replaceAll(/nonce(=|":)"[^"]*"/g, '')
      // The address they came by, which the menu of languages comes back to.
      .replaceAll(/code=[^"]*/g, '')
      .replaceAll(number, 'N')
  const left = await plain(await signIn('sara:5', {}), 'is 5,')
  expect(left).toBe(await plain(await signIn('nobody:6', {}), 'is 6,'))
  expect(left).toContain('N and nobody')
})

test('signing out ends the portal’s session alone, and says so', async () => {
  const cookie = sessionOf(await signIn('emma:1'))!
  const out = await portal.fetch('/sign-out', { method: 'POST', cookie })
  expect(out.headers.get('location')).toBe('/sign-in?out')
  expect(await (await portal.fetch('/sign-in?out')).text()).toContain('may still be open')
  const linked = await portal.signIn(people.employee)
  const plain = await portal.fetch('/sign-out', { method: 'POST', cookie: linked })
  expect(plain.headers.get('location')).toBe('/sign-in')
})

test('on a shared device the company account is not offered: it would stay open for the next person', async () => {
  const { db } = portal.portal
  const now = new Date()
  const { token } = await makeKiosk(db, 'Break room', now)
  const cookie = kioskCookie((await enrolKiosk(db, token, now))!, false).split(';')[0]!
  expect(await (await portal.fetch('/sign-in?own', { cookie })).text()).not.toContain('/oidc')
  const begun = await portal.fetch('/sign-in/oidc', { cookie })
  expect(begun.headers.get('location')).toBe('/sign-in')
})

test('without a provider there is no button, and its addresses say that there is none', async () => {
  const without = await startPortal()
  expect(await (await without.fetch('/sign-in')).text()).not.toContain('/sign-in/oidc')
  for (const path of ['/sign-in/oidc', '/sign-in/oidc/back?code=x&state=y'])
    expect((await without.fetch(path)).status, path).toBe(404)
  await without.remove()
})
