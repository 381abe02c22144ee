import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { m } from '../../app/i18n/messages.ts'
import { EXAMPLE } from '../../app/nps/webhooks/plain.ts'
import { wrongTotals } from '../../app/nps/recount.server.ts'
import { startPortal, smallCompany, type TestPortal } from '../support/portal.ts'
import { fromDelighted, signed } from '../nps/webhooks/tools.ts'

let portal: TestPortal
let cookie: string
let people: Awaited<ReturnType<typeof smallCompany>>

beforeAll(async () => {
  portal = await startPortal()
  people = await smallCompany(portal.portal.db)
  cookie = await portal.signIn(people.hr)
})
afterAll(() => portal.remove())

const post = async (path: string, fields: Record<string, string>, as = cookie) => {
  const body = new URLSearchParams(fields)
  const answer = await portal.fetch(path, { method: 'POST', body, cookie: as })
  return { status: answer.status, to: answer.headers.get('location'), html: await answer.text() }
}
const page = async (path: string) => {
  const answer = await portal.fetch(path, { cookie })
  return { status: answer.status, html: await answer.text() }
}

/** As a machine sends: without Origin, cookie and language. */
function send(path: string, body: string, headers: Record<string, string> = {}) {
  const init = { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } }
  return fetch(portal.url + path, init)
}

/** Makes a connection as HR does. Gives its page, where the tool sends, and the secret that is shown. */
async function connect(name: string, kind: 'plain' | 'delighted', typed = '') {
  const made = await post('/hr/webhooks?index', { name, kind, collectedBy: 'import' })
  expect(made.status).toBe(302)
  const at = made.to!.replace(/\/secret$/, '')
  const set = await post(`${at}/secret`, { secret: typed })
  expect(set.status).toBe(200)
  const secret = typed || /whsec_[A-Za-z0-9+/]{43}=/.exec(set.html)![0]
  return { at, door: at.replace('/hr/webhooks/', '/hooks/nps/'), secret, html: set.html }
}

const now = () => ({ at: new Date() })

test('HR connects a tool, is shown the secret once, and an answer the tool sends is an answer', async () => {
  const { db } = portal.portal
  const { at, door, secret, html } = await connect('Till survey', 'plain')
  expect(html).toContain(m.nps_hooks_secret_once({}, { locale: 'en' }))
  for (const path of [at, `${at}/secret`, `${at}/fields`, '/hr/webhooks'])
    expect((await page(path)).html).not.toContain(secret.slice(6, 30))
  expect((await page(at)).html).toContain(portal.url + door)

  const said = { site: 'Site', score: 2, comment: 'Rude and slow', contact: 'gal@example.com' }
  const body = JSON.stringify({ ...EXAMPLE, data: { ...EXAMPLE.data, ...said } })
  const headers = signed('plain', secret, body, now())
  const answer = await send(door, body, headers)
  expect([answer.status, await answer.json()]).toEqual([200, { outcome: 'stored' }])
  const again = await send(door, body, headers)
  expect(await again.json()).toEqual({ outcome: 'known' })
  const forged = await send(door, body.replace('"score":2', '"score":9'), headers)
  expect([forged.status, await forged.json()]).toEqual([
    401,
    { outcome: 'refused', reason: 'signature' },
  ])
  expect(answer.headers.get('set-cookie')).toBeNull()
  const log = (await page(at)).html
  expect(log).toContain(m.nps_hooks_out_stored({}, { locale: 'en' }))
  expect(log).toContain(m.nps_hooks_why_signature({}, { locale: 'en' }))
  expect(log).not.toMatch(/Rude and slow|gal@/)
  expect(await db.selectFrom('nps_response').select('score').execute()).toEqual([{ score: 2 }])
  expect(await wrongTotals(db)).toEqual([])
})

test('the guard of origins lets exactly these deliveries through, and nothing that only looks like one', async () => {
  const { door } = await connect('Guarded', 'plain')
  const id = door.split('/').at(-1)!
  expect((await send(door, '{}')).status).toBe(401)
  expect((await send(`/hooks/nps/${randomUUID()}`, '{}')).status).toBe(404)
  for (const odd of ['x', '%2e%2ex', `${id}x`, id.toUpperCase(), '__proto__', "'--"])
    expect((await send(`/hooks/nps/${odd}`, '{}')).status, odd).toBe(404)
  for (const path of [
    ...['/hooks', '/hooks/nps', '/hooks/nps/', `${door}/x`, `/hooks/npss/${id}`],
    ...[
      '/language',
      '/hr/webhooks?index',
      `/hr/webhooks/${id}/pause`,
      `/x/..${door}/../../language`,
    ],
  ])
    expect((await send(path, 'locale=he')).status, path).toBe(403)
  for (const method of ['PUT', 'DELETE', 'PATCH'])
    expect((await fetch(portal.url + door, { method })).status).toBe(403)
  expect((await fetch(portal.url + door, { redirect: 'manual' })).status).toBe(404)
})

test('a delivery of more than 256 kB is refused; a form with all its questions is not', async () => {
  const { door, secret } = await connect('Large', 'plain')
  expect((await send(door, 'x'.repeat(256 * 1024 + 1))).status).toBe(413)
  const data = { ...EXAMPLE.data, site: 'Site', id: 'large', questions: 'q'.repeat(100_000) }
  const body = JSON.stringify({ ...EXAMPLE, data })
  const answer = await send(door, body, signed('plain', secret, body, now()))
  expect(await answer.json()).toEqual({ outcome: 'stored' })
})

test('an unknown site is asked for on a page, once', async () => {
  const { at, door, secret } = await connect('Asked', 'delighted', 'delighted-api-key')
  const from = (site: string, id: string) => {
    const body = JSON.stringify(fromDelighted({ id, person_properties: { Location: site } }))
    return send(door, body, signed('delighted', secret, body))
  }
  expect(await (await from('Sitte', '1')).json()).toEqual({ outcome: 'waiting' })
  expect((await page(at)).html).toContain(`${at}/sites`)
  expect((await page(`${at}/sites`)).html).toContain('Sitte')
  // Whatever else a form says, only what was asked is settled.
  const odd = { 'name-0': 'Sitte', 'site-0': 'company', 'name-1': 'other name', 'site-1': 'site' }
  expect((await post(`${at}/sites`, odd)).status).toBe(302)
  expect((await page(`${at}/sites`)).status).toBe(200)
  expect((await post(`${at}/sites`, { 'name-0': 'Sitte', 'site-0': 'other' })).to).toBe(at)
  expect((await page(`${at}/sites`)).status).toBe(302)
  expect(await (await from('sitte', '2')).json()).toEqual({ outcome: 'stored' })
})

test('a word where a score belongs is asked for on a page, and can be changed there for what follows', async () => {
  const { db } = portal.portal
  const { at, door, secret } = await connect('Faces', 'plain')
  const from = (score: string, id: string) => {
    const body = JSON.stringify({ ...EXAMPLE, data: { ...EXAMPLE.data, site: 'Site', id, score } })
    return send(door, body, signed('plain', secret, body, now()))
  }
  expect((await page(`${at}/words`)).status).toBe(302)
  expect(await (await from('Excellent', 'w1')).json()).toEqual({
    ...{ outcome: 'waiting', reason: 'word' },
  })
  await from('🙁', 'w2')
  const connection = (await page(at)).html
  expect(connection).toContain(`${at}/words`)
  expect(connection).toContain(m.nps_hooks_out_waiting_word({}, { locale: 'en' }))
  expect(connection).not.toContain(`${at}/sites`)
  const words = (await page(`${at}/words`)).html
  expect(words).toContain('Excellent')
  // What is known of such words stands there as a proposal.
  expect(words).toMatch(/name="worth-1"[^]*?<option[^>]*selected=""[^>]*>2<|value="2" selected/)
  const answer = { 'word-0': 'Excellent', 'worth-0': '9', 'word-1': '🙁', 'worth-1': '' }
  expect((await post(`${at}/words`, answer)).to).toBe(`${at}?saved`)
  expect(await (await from('excellent', 'w3')).json()).toEqual({ outcome: 'stored' })
  const again = (await page(`${at}/words`)).html
  expect(again).toContain(m.nps_hooks_words_known({}, { locale: 'en' }))
  expect((await post(`${at}/words`, { 'word-0': '🙁', 'worth-0': 'skip' })).status).toBe(302)
  expect((await page(at)).html).toContain(m.nps_hooks_words_change({}, { locale: 'en' }))
  const scores = await db
    .selectFrom('nps_response as r')
    .innerJoin('nps_source as s', 's.id', 'r.source_id')
    .where('s.name', '=', 'Faces')
    .select('r.score')
    .execute()
  expect(scores).toEqual([{ score: 9 }, { score: 9 }])
})

test('what HR types wrong is said, and nothing typed is lost', async () => {
  for (const [fields, words] of [
    [{ name: '', kind: 'plain' }, m.nps_hooks_no_name({}, { locale: 'en' })],
    [{ name: 'A survey', kind: 'x' }, m.nps_hooks_no_kind({}, { locale: 'en' })],
  ] as const) {
    const answer = await post('/hr/webhooks?index', fields)
    expect(answer.status).toBe(422)
    expect(answer.html).toContain(words)
    expect(answer.html).toContain(`value="${fields.name}"`)
  }
  const { at } = await connect('Mistakes', 'delighted', 'delighted-api-key')
  const taken = await post('/hr/webhooks?index', { name: 'Mistakes', kind: 'plain' })
  expect(taken.html).toContain(m.nps_hooks_taken({}, { locale: 'en' }))
  expect((await post(`${at}/secret`, { secret: 'two words' })).status).toBe(422)
  const twice = await post(`${at}/fields`, { score: 'score', comment: 'score', unitId: 'site' })
  expect(twice.status).toBe(422)
  expect(twice.html).toContain('value="score"')
  expect((await post(`${at}/fields`, { improve: 'why', unitId: 'site' })).to).toBe(`${at}?saved`)
  expect((await page(`${at}/fields`)).html).toContain('value="why"')
  expect((await post(`${at}/delete`, { name: 'Mistake' })).status).toBe(422)
  expect((await post(`${at}/delete`, { name: ' mistakes ' })).to).toBe('/hr/webhooks')
  for (const rest of ['', '/secret', '/fields', '/sites', '/words', '/delete'])
    expect((await page(at + rest)).status).toBe(404)
})

test('paused, a connection takes nothing in and asks the tool to come again', async () => {
  const { at, door, secret } = await connect('Paused', 'plain')
  const body = JSON.stringify({ ...EXAMPLE, data: { ...EXAMPLE.data, site: 'Site', id: 'p' } })
  await post(`${at}/pause`, {})
  const asleep = await send(door, body, signed('plain', secret, body, now()))
  expect([asleep.status, asleep.headers.get('retry-after')]).toEqual([503, '3600'])
  await post(`${at}/resume`, {})
  const awake = await send(door, body, signed('plain', secret, body, now()))
  expect(await awake.json()).toEqual({ outcome: 'stored' })
})

test('who sends without end is slowed down, and the others are not', async () => {
  const slowed = await startPortal({ env: { TRUST_PROXY: '1' } })
  const from = (address: string) =>
    fetch(`${slowed.url}/hooks/nps/${randomUUID()}`, {
      ...{ method: 'POST', body: '{}', headers: { 'X-Forwarded-For': address } },
    })
  for (let n = 0; n < 640; n++) {
    const { status } = await from('192.0.2.7')
    if (status !== 429) continue
    expect((await from('192.0.2.8')).status).toBe(404)
    return slowed.remove()
  }
  throw new Error('nothing slowed it down')
})
