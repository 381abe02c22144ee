import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerKey, frozenModule } from '../../../app/training/attempt.server.ts'
import { CHECKS_A_MINUTE } from '../../../app/training/certificates/public.server.ts'
import { modulesOn } from '../../../app/training/certificates/standing.server.ts'
import { smallCompany, startPortal, type TestPortal } from '../../support/portal.ts'
import { other, passPath } from './passing.ts'

const DAY = 86_400_000
let clock = new Date('2026-03-02T09:00:00Z')
let portal: TestPortal
let people: Awaited<ReturnType<typeof smallCompany>>
const cookies: Record<string, string> = {}

beforeAll(async () => {
  portal = await startPortal({ now: () => clock })
  people = await smallCompany(portal.portal.db, clock)
  await passPath(portal.portal.db, people.hr, 'hr', clock)
})
afterAll(() => portal.remove())

const later = (days: number) => void (clock = new Date(clock.getTime() + days * DAY))
const get = (path: string, who?: string) => portal.fetch(path, { cookie: cookies[who ?? ''] })
const post = (path: string, fields: Record<string, string>, who = 'hr') =>
  portal.fetch(path, {
    method: 'POST',
    cookie: cookies[who],
    body: new URLSearchParams(fields),
  })
/** A session does not outlive the days between two sittings. */
async function signIn() {
  for (const who of ['employee', 'hr'] as const) cookies[who] = await portal.signIn(people[who])
}

/** Starts and answers a sitting by its forms alone; `fits` of ten do. */
async function sitting(fits: number): Promise<string> {
  const started = await post('/training/exams?index', { path: 'hr' })
  const address = started.headers.get('location')!
  expect(address).toMatch(/^\/training\/exams\//)
  const { db } = portal.portal
  const asked = await db
    .selectFrom('training_exam_answer')
    .where('exam_id', '=', address.split('/').at(-1)!)
    .orderBy('position')
    .selectAll()
    .execute()
  for (const one of asked) {
    const { plan, texts } = await frozenModule(db, one.module, one.version)
    const page = await (await get(address, 'hr')).text()
    const why = texts.en.questions[one.question]![one.variant]!.options.a.why.slice(0, 15)
    expect(page).not.toContain(why)
    const best = answerKey(plan, one)
    const choice = one.position <= fits ? best : other(best)
    const answer = await post(address, { asked: String(one.position), choice })
    expect(answer.headers.get('location')).toBe(`${address}?question=${one.position}`)
  }
  return address
}

test('two passed exams with a week between them, by plain forms, end in a certificate that anybody can check', async () => {
  await signIn()
  expect((await post('/training/exams?index', { path: 'leader' })).status).toBe(404)
  expect(
    (await post('/training/exams?index', { path: 'employee' }, 'employee')).headers.get('location'),
  ).toBe('/training/certificates?exam=not-yet')
  const failed = await sitting(7)
  const page = await (await get(failed, 'hr')).text()
  expect(page).toContain('Not this time')
  expect(page).toContain('7 of 10')
  expect(page).toContain('3 March 2026')
  expect((await get(failed, 'employee')).status).toBe(404)
  expect((await post('/training/exams?index', { path: 'hr' })).headers.get('location')).toContain(
    'not-yet',
  )

  later(1)
  await signIn()
  const first = await sitting(8)
  expect(await (await get(first, 'hr')).text()).toContain('10 March 2026')
  later(6)
  await signIn()
  expect((await post('/training/exams?index', { path: 'hr' })).headers.get('location')).toContain(
    'not-yet',
  )
  later(1)
  await signIn()
  const second = await sitting(10)
  const result = await (await get(second, 'hr')).text()
  const own = /\/training\/certificates\/[0-9A-Z]{16}/.exec(result)![0]
  const shown = await (await get(own, 'hr')).text()
  expect(shown).toContain('Hanna Resources')
  const code = /\/verify\/([0-9A-Z-]{39})/.exec(shown)![1]!
  for (const address of [own, `${own}/certificate.pdf`, `${own}/badge.jwt`])
    expect((await get(address, 'employee')).status, address).toBe(404)
  const pdf = await get(`${own}/certificate.pdf`, 'hr')
  expect(pdf.headers.get('content-type')).toBe('application/pdf')
  expect(
    Buffer.from(await pdf.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')

  // Nobody signed in, in their own language.
  const public_ = await portal.fetch(`/verify/${code}`, { headers: { 'Accept-Language': 'ru' } })
  expect(public_.status).toBe(200)
  expect(public_.headers.get('x-robots-tag')).toBe('noindex')
  const words = await public_.text()
  expect(words).toContain('подлинный и действует')
  expect(words).toContain('Hanna Resources')
  expect(words).not.toContain(people.hr)

  // The badge, as another portal checks it: with what is served and nothing else.
  const jwt = await (await get(`${own}/badge.jwt`, 'hr')).text()
  const keys = await portal.fetch('/badges/keys')
  expect(keys.headers.get('access-control-allow-origin')).toBe('*')
  const set = createLocalJWKSet((await keys.json()) as JSONWebKeySet)
  const { payload } = await jwtVerify(jwt, set, { currentDate: clock })
  const local = (address: string) => portal.fetch(new URL(address).pathname)
  const key = await (await local(decodeProtectedHeader(jwt).kid!)).json()
  expect(key).toMatchObject({ kty: 'RSA', alg: 'RS256' })
  expect(await (await local(payload.iss!)).json()).toMatchObject({ id: payload.iss })
  const subject = payload.credentialSubject as { achievement: { id: string; name: string } }
  expect(await (await local(subject.achievement.id)).json()).toMatchObject(subject.achievement)
  const status = payload.credentialStatus as { id: string }
  expect(await (await local(status.id)).json()).toMatchObject({ revokedCredential: [] })

  // HR revokes: the reason and the word are asked for, and nothing typed is lost.
  const revoke = `/hr/certificates/${own.split('/').at(-1)}/revoke`
  const refused = await post(revoke, { reason: 'Not the right person', word: 'no' })
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain('Not the right person')
  expect((await post(revoke, { reason: '', word: 'revoke' })).status).toBe(422)
  expect((await post(revoke, { reason: 'Not the right person', word: 'Revoke' })).status).toBe(302)
  const after = await (await portal.fetch(`/verify/${code}`)).text()
  expect(after).toContain('was revoked on 10 March 2026')
  expect(after).not.toContain('Not the right person')
  expect(await (await get(own, 'hr')).text()).toContain('Not the right person')
  expect((await get(`${own}/certificate.pdf`, 'hr')).status).toBe(404)
  expect(await (await local(status.id)).json()).toMatchObject({
    revokedCredential: [{ id: payload.jti, revoked: true }],
  })
}, 240_000)

test('a code that is not ours is refused in words, and guessing is slowed down', async () => {
  later(1)
  const refused = await portal.fetch('/verify/0000-0000-0000-0000-0000-0000-0000-0000')
  expect(refused.status).toBe(404)
  expect(await refused.text()).toContain('No certificate was ever issued with this code')
  const typed = await portal.fetch('/verify?code=%20abc%2F..%20')
  expect(typed.headers.get('location')).toBe('/verify/abc%2F..')
  const statuses: number[] = []
  for (let i = 0; i < CHECKS_A_MINUTE + 5; i++)
    statuses.push((await portal.fetch('/verify/0000')).status)
  expect(statuses.slice(0, 20).every((status) => status === 404)).toBe(true)
  expect(statuses.at(-1)).toBe(429)
  const many = await portal.fetch('/verify/0000', { headers: { 'Accept-Language': 'he' } })
  expect(await many.text()).toContain('נא להמתין דקה')
  // Nothing else is slowed down, and a minute later it goes on.
  expect((await portal.fetch('/sign-in')).status).toBe(200)
  clock = new Date(clock.getTime() + 60_000)
  expect((await portal.fetch('/verify/0000')).status).toBe(404)
})

test('the front line’s page of certificates says how far it is', async () => {
  await signIn()
  const page = await (await get('/training/certificates', 'employee')).text()
  const { length } = await modulesOn(portal.portal.db, 'employee')
  expect(page).toContain(`0 of ${length} modules passed`)
})
