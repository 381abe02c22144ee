import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { beginOidc, finishOidc } from '../../app/auth/oidc-sign-in.server.ts'
import { readSettings } from '../../app/http/settings.ts'
import { addEmployee, deactivateEmployee } from '../../app/people/employee.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'
import { atProvider, startProvider, type TestProvider } from '../support/oidc.ts'

const HOUR = 60 * 60_000
const HOME = 'http://127.0.0.1:4000'
const SECRET = 'a secret of this test, and long enough'
let provider: TestProvider
let inToken: TestProvider

beforeAll(async () => {
  provider = await startProvider()
  inToken = await startProvider({ inToken: true })
})
afterAll(() => Promise.all([provider.stop(), inToken.stop()]))

/** A portal's settings, with nothing known of the provider yet. */
function portalAt({ env }: Pick<TestProvider, 'env'>, more: Record<string, string> = {}) {
  const settings = readSettings({ PUBLIC_ORIGIN: HOME, SECRET, ...env, ...more })
  return { ...settings, publicOrigin: HOME }
}
type Place = ReturnType<typeof portalAt>

async function company(db: Db) {
  await addUnit(db, { id: 'c', parentId: null, code: 'c', name: 'Company', kind: 'company' })
  const person = (staffNumber: string) =>
    addEmployee(db, { staffNumber, name: 'Emma', unitId: 'c', locale: 'en' }, new Date())
  return { emma: await person('17'), otto: await person('018') }
}

/** Somebody's browser that was sent to the provider and came back. */
async function visit(place: Place, login: string | null, to = '/', now = new Date()) {
  const begun = await beginOidc(place, to, now)
  if (!('url' in begun)) throw new Error(begun.fault)
  return { cookies: begun.cookie.split(';')[0]!, answer: await atProvider(begun.url, login) }
}

const finish = (
  db: Db,
  place: Place,
  { cookies, answer }: { cookies: string | null; answer: URL },
  now = new Date(),
) => finishOidc(db, place, { search: answer.search, cookies, address: '192.0.2.1' }, now)

onBothDatabases(
  'a company account opens the portal to the person of its staff number, once, in the browser that asked',
  async ({ db }) => {
    const { emma, otto } = await company(db)
    const place = portalAt(provider)
    const first = await visit(place, 'emma:17', '/training?x=1')
    expect(await finish(db, place, { ...first, cookies: null })).toEqual({ fault: 'lost' })
    const stranger = await visit(place, 'otto:018')
    expect(await finish(db, place, { ...first, cookies: stranger.cookies })).toEqual({
      fault: 'lost',
    })
    expect(await finish(db, place, { ...first, cookies: 'zveno-oidc=%' })).toEqual({
      fault: 'lost',
    })
    expect(await finish(db, place, first)).toEqual({ employeeId: emma, to: '/training?x=1' })
    expect(await finish(db, place, first)).toEqual({ fault: 'lost', to: '/training?x=1' })
    expect(await finish(db, place, stranger)).toMatchObject({ employeeId: otto })
  },
)

onBothDatabases('of the same answer sent twice at once one opens the portal', async ({ db }) => {
  await company(db)
  const place = portalAt(provider)
  const one = await visit(place, 'emma:17')
  const said = await Promise.all([finish(db, place, one), finish(db, place, one)])
  expect(said.filter((each) => 'employeeId' in each)).toHaveLength(1)
  expect(said.filter((each) => 'fault' in each && each.fault === 'lost')).toHaveLength(1)
})

onBothDatabases(
  'who left, who never was and whose account tells no number get in nowhere',
  async ({ db }) => {
    const { emma } = await company(db)
    await deactivateEmployee(db, emma)
    const place = portalAt(provider)
    for (const [login, said] of [
      ['emma:17', { fault: 'unknown', number: '17', to: '/' }],
      ['nobody:99', { fault: 'unknown', number: '99', to: '/' }],
      ['otto:18', { fault: 'unknown', number: '18', to: '/' }],
      ['guest', { fault: 'no-number', to: '/' }],
    ] as const) {
      expect(await finish(db, place, await visit(place, login)), login).toEqual(said)
    }
  },
)

onBothDatabases(
  'a stolen code, a foreign issuer and an answer that took too long open nothing',
  async ({ db }) => {
    await company(db)
    const place = portalAt(provider)
    const thief = await visit(place, 'otto:018')
    const owner = await visit(place, 'emma:17')
    thief.answer.searchParams.set('code', owner.answer.searchParams.get('code')!)
    expect(await finish(db, place, thief)).toMatchObject({ fault: 'lost' })

    const mixed = await visit(place, 'emma:17')
    mixed.answer.searchParams.set('iss', 'http://127.0.0.1:9/')
    expect(await finish(db, place, mixed)).toMatchObject({ fault: 'unclear' })

    const late = await visit(place, 'emma:17')
    const later = new Date(Date.now() + 10 * 60_000 + 1)
    expect(await finish(db, place, late, later)).toEqual({ fault: 'lost' })
  },
)

onBothDatabases('from one address two hundred answers are looked at', async ({ db }) => {
  await company(db)
  const place = portalAt(provider)
  const one = await visit(place, 'emma:17')
  await finish(db, place, one)
  for (let tries = 1; tries < 200; tries++) await finish(db, place, one)
  expect(await finish(db, place, one)).toEqual({ fault: 'throttled', to: '/' })
  const later = new Date(Date.now() + 16 * 60_000)
  const next = await visit(place, 'emma:17', '/', later)
  expect(await finish(db, place, next, later)).toHaveProperty('employeeId')
})

onBothDatabases('what went wrong at the provider is told apart', async ({ db }) => {
  await company(db)
  const place = portalAt(provider)
  expect(await finish(db, place, await visit(place, null))).toMatchObject({ fault: 'refused' })
  // Two hours later by our clock, the token of an hour has ended.
  const ahead = new Date(Date.now() + 2 * HOUR)
  expect(await finish(db, place, await visit(place, 'emma:17', '/', ahead), ahead)).toMatchObject({
    fault: 'clock',
  })
  const wrong = portalAt(provider, { OIDC_CLIENT_SECRET: 'another secret' })
  expect(await finish(db, wrong, await visit(wrong, 'emma:17'))).toMatchObject({
    fault: 'unclear',
    code: 'OAUTH_WWW_AUTHENTICATE_CHALLENGE',
  })
})

onBothDatabases('the number counts wherever the provider tells it', async ({ db }) => {
  const { emma } = await company(db)
  const place = portalAt(inToken)
  const said = await finish(db, place, await visit(place, 'emma:17'))
  expect(said).toEqual({ employeeId: emma, to: '/' })
})

onBothDatabases('a provider that went away is told from a wrong answer', async ({ db }) => {
  await company(db)
  const gone = await startProvider()
  const place = portalAt(gone)
  const one = await visit(place, 'emma:17')
  await gone.stop()
  expect(await finish(db, place, one)).toMatchObject({ fault: 'unreachable' })
  expect(await beginOidc(portalAt(gone), '/', new Date())).toMatchObject({ fault: 'unreachable' })
})

test('a provider that never answers is waited for no longer than five seconds', async () => {
  const mute = createServer(() => {})
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(mute.address() as AddressInfo).port}`
  const place = portalAt({ env: { ...provider.env, OIDC_ISSUER: url } })
  const said = await beginOidc(place, '/', new Date())
  expect(said).toEqual({ fault: 'unreachable', code: 'OAUTH_TIMEOUT' })
  mute.closeAllConnections()
  mute.close()
})

test('the provider is asked what it is once an hour, not by everybody who signs in', async () => {
  const place = portalAt(provider)
  const before = provider.discovered()
  await Promise.all([1, 2, 3].map(() => beginOidc(place, '/', new Date())))
  await beginOidc(place, '/', new Date(Date.now() + HOUR / 2))
  expect(provider.discovered() - before).toBe(1)
  await beginOidc(place, '/', new Date(Date.now() + 2 * HOUR))
  expect(provider.discovered() - before).toBe(2)
})

test('what lies in the browser tells nothing and cannot be changed', async () => {
  const begun = await beginOidc(portalAt(provider), '/training', new Date())
  if (!('url' in begun)) throw new Error(begun.fault)
  const asked = new URL(begun.url).searchParams
  expect(asked.get('code_challenge_method')).toBe('S256')
  const [pair, ...flags] = begun.cookie.split('; ')
  expect(flags).toEqual(['Path=/', 'Max-Age=600', 'SameSite=Lax', 'HttpOnly'])
  const value = pair!.split('=')[1]!
  const text = Buffer.from(value, 'base64url').toString('latin1')
  for (const one of ['state', 'nonce']) {
    expect(asked.get(one)!.length).toBeGreaterThan(40)
    expect(text).not.toContain(asked.get(one))
  }
  const safe = { ...portalAt(provider), publicOrigin: 'https://zveno.example' }
  const secure = await beginOidc(safe, '/', new Date())
  expect('cookie' in secure && secure.cookie).toMatch(/^__Host-zveno-oidc=.*; Path=\/;.*; Secure$/)
})
