import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Agent, get, type IncomingMessage } from 'node:http'
import net from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { safePath } from '../../app/http/respond.ts'
import { smallCompany, startPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
let people: Awaited<ReturnType<typeof smallCompany>>

beforeAll(async () => {
  portal = await startPortal()
  people = await smallCompany(portal.portal.db)
})
afterAll(() => portal.remove())

const form = (fields: Record<string, string>) => ({
  method: 'POST',
  body: new URLSearchParams(fields),
})

test('a foreign page cannot make a browser change anything, not even past the page by ?_data=', async () => {
  const cookie = await portal.signIn(people.employee)
  const change = { ...form({ locale: 'he', to: '/' }), cookie }
  const locale = async () =>
    (
      await portal.portal.db
        .selectFrom('people_employee')
        .where('id', '=', people.employee)
        .select('locale')
        .executeTakeFirstOrThrow()
    ).locale
  for (const where of ['/language', '/language?_data=routes%2Flanguage']) {
    const foreign: Record<string, string>[] = [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { Origin: `${portal.url}.evil.example` },
      { Origin: portal.url, 'Sec-Fetch-Site': 'cross-site' },
      { Origin: portal.url, 'Sec-Fetch-Site': 'same-site' },
    ]
    for (const headers of foreign) {
      expect((await portal.fetch(where, { ...change, headers })).status).toBe(403)
    }
  }
  const bare = await fetch(`${portal.url}/language`, {
    ...form({ locale: 'he' }),
    headers: { Cookie: cookie },
  })
  expect(bare.status).toBe(403)
  expect(await locale()).toBe('en')
  expect((await portal.fetch('/language', change)).status).toBe(302)
  expect(await locale()).toBe('he')
})

test('forwarded headers of a stranger do not move the portal to another origin', async () => {
  const answer = await portal.fetch('/language', {
    ...form({ locale: 'en' }),
    headers: {
      Origin: 'https://evil.example',
      'X-Forwarded-Host': 'evil.example',
      'X-Forwarded-Proto': 'https',
    },
  })
  expect(answer.status).toBe(403)
})

test('an address with a NUL is a bad request and never reaches the database', async () => {
  const cookie = await portal.signIn(people.hr)
  for (const path of ['/training/%00/1', '/hr/people?search=%00'])
    expect((await portal.fetch(path, { cookie })).status).toBe(400)
  for (const path of ['/hr/promise-cards/%00/approve', '/training/%00/line/answer'])
    expect((await portal.fetch(path, { ...form({ answer: 'did' }), cookie })).status).toBe(400)
})

test('what is no form is refused before a page tries to read it', async () => {
  const cookie = await portal.signIn(people.employee)
  for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'x']) {
    const sent = { method: 'POST', body: '{"locale":"he"}', headers: { 'Content-Type': type } }
    expect((await portal.fetch('/language', { ...sent, cookie })).status).toBe(415)
  }
  // Nothing at all is an empty form.
  const empty = await portal.fetch('/feedback/new', { method: 'POST', cookie })
  expect(empty.status).toBe(422)
})

test('a form with a file is taken where a file is asked for, and nowhere else', async () => {
  const cookie = await portal.signIn(people.hr)
  const whole = () => {
    const body = new FormData()
    body.set('file', new File(['no archive'], 'module.zip'))
    return { method: 'POST', body, cookie }
  }
  expect((await portal.fetch('/hr/training/import', whole())).status).toBe(422)
  expect((await portal.fetch('/hr/promise-cards', whole())).status).toBe(415)
  const broken = await portal.fetch('/hr/training/import', {
    method: 'POST',
    body: 'no boundary in here',
    headers: { 'Content-Type': 'multipart/form-data; boundary=x' },
    cookie,
  })
  expect(broken.status).toBe(415)
  // In the language of whoever sent it.
  expect(await broken.text()).toContain('choose the file once more')
  for (const [locale, words] of [
    ['ru', 'Выберите файл ещё раз'],
    ['he', 'בחרו שוב את הקובץ'],
  ] as const) {
    const told = await portal.fetch('/hr/training/import', {
      method: 'POST',
      body: 'no boundary in here',
      headers: { 'Content-Type': 'multipart/form-data; boundary=x', 'Accept-Language': locale },
    })
    expect(told.status).toBe(415)
    expect((await told.text()).toLowerCase()).toContain(words.toLowerCase())
  }
})

test('more than 64 kB is refused before anything reads it, said or not said beforehand', async () => {
  const large = await portal.fetch('/language', { method: 'POST', body: 'x'.repeat(64 * 1024 + 1) })
  expect(large.status).toBe(413)

  const { hostname, port } = new URL(portal.url)
  const socket = net.connect(Number(port), hostname)
  socket.on('error', () => {})
  let answer = ''
  socket.on('data', (data) => (answer += data.toString()))
  socket.write(
    `POST /language HTTP/1.1\r\nHost: ${hostname}:${port}\r\nOrigin: ${portal.url}\r\nTransfer-Encoding: chunked\r\n\r\n`,
  )
  const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`
  for (let sent = 0; sent < 10; sent++) socket.write(chunk)
  await once(socket, 'close')
  expect(answer).toMatch(/^HTTP\/1\.1 413/)
})

test('every answer forbids framing, foreign scripts and plug-ins: pages, missing pages, refusals and faults', async () => {
  const cookie = await portal.signIn(people.employee)
  const answers = [
    await portal.fetch('/', { cookie }),
    await portal.fetch('/sign-in'),
    await portal.fetch('/nowhere', { cookie }),
    await portal.fetch('/assets/nothing.js'),
    await portal.fetch('/language', {
      method: 'POST',
      headers: { Origin: 'https://evil.example' },
    }),
    await portal.fetch('/language', { method: 'POST', body: 'x'.repeat(70_000) }),
    await portal.fetch('/%'),
    await portal.fetch('/health/live'),
  ]
  for (const answer of answers) {
    const policy = answer.headers.get('content-security-policy') ?? ''
    for (const rule of [
      "default-src 'none'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]) {
      expect(policy, `${answer.status}`).toContain(rule)
    }
    const scripts = /script-src ([^;]+)/.exec(policy)?.[1] ?? ''
    expect(scripts).toMatch(/'nonce-[\w+/=]{20,}'/)
    expect(scripts).not.toContain('unsafe')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('referrer-policy')).toBe('same-origin')
    expect(answer.headers.get('x-powered-by')).toBeNull()
  }
})

test('a draft’s preview may stand in a frame of the portal itself, and nothing else in any', async () => {
  const cookie = await portal.signIn(people.hr)
  const framing = async (path: string) => {
    const { headers } = await portal.fetch(path, { cookie })
    const policy = headers.get('content-security-policy') ?? ''
    return [/frame-ancestors ([^;]+)/.exec(policy)?.[1], headers.get('x-frame-options')]
  }
  expect(await framing('/hr/training/some-draft/preview?framed=1')).toEqual([
    "'self'",
    'SAMEORIGIN',
  ])
  for (const path of ['/hr/training', '/hr/surveys/chain/preview', '/x?/hr/training/a/preview'])
    expect(await framing(path)).toEqual(["'none'", 'DENY'])
})

test("a page's scripts carry this answer's nonce, and each answer has its own", async () => {
  const nonceOf = async () => {
    const answer = await portal.fetch('/sign-in')
    const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1]
    const inline = [...(await answer.text()).matchAll(/<script(?![^>]*src=)([^>]*)>/g)].map(
      (hit) => hit[1],
    )
    expect(inline.length).toBeGreaterThan(0)
    for (const attributes of inline) expect(attributes).toContain(`nonce="${nonce}"`)
    return nonce
  }
  expect(await nonceOf()).not.toBe(await nonceOf())
})

test('what a signed-in person sees is kept by no cache', async () => {
  const cookie = await portal.signIn(people.employee)
  for (const where of ['/', '/?_data=routes%2F_index', '/training', '/nowhere']) {
    expect((await portal.fetch(where, { cookie })).headers.get('cache-control')).toBe('no-store')
  }
})

test('what a page asks for later says its language, which another window may have changed meanwhile', async () => {
  const cookie = await portal.signIn(people.employee)
  const spoken = async (where: string) =>
    (await portal.fetch(where, { cookie })).headers.get('content-language')
  for (const locale of ['ru', 'he']) {
    await portal.fetch('/language', { ...form({ locale, to: '/' }), cookie })
    expect(await spoken('/?_data=routes%2F_index')).toBe(locale)
    expect(await spoken('/?_data=root')).toBe(locale)
  }
})

test('built files are kept for a year and come compressed', async () => {
  const html = await (await portal.fetch('/sign-in')).text()
  const asset = /\/assets\/root-[\w-]+\.css/.exec(html)?.[0] as string
  const answer = await portal.fetch(asset, { headers: { 'Accept-Encoding': 'br' } })
  expect(answer.headers.get('content-encoding')).toBe('br')
  expect(answer.headers.get('cache-control')).toContain('immutable')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
})

test('single fetch and lazy route discovery do not answer: their faults cannot be reached', async () => {
  for (const where of [
    '/_root.data',
    '/index.data',
    '/__manifest?p=/',
    '/__manifest?version=1&p=%2F',
  ]) {
    expect((await portal.fetch(where)).status).toBe(404)
  }
})

test('a way back after signing in never leaves the portal', () => {
  const origin = 'https://zveno.example'
  for (const wish of [
    '//e',
    '/\\e',
    'https://e',
    'javascript:alert(1)',
    '/%09/e/../..//e',
    '/..//e',
    '/\t/e',
    '\\\\e',
    '/\n/e',
    ' //e',
    '',
    null,
    42,
  ]) {
    const place = safePath(wish, origin)
    expect(new URL(place, origin).origin, String(wish)).toBe(origin)
    expect(place, String(wish)).toMatch(/^\/(?![/\\])/)
  }
  expect(safePath('/%09/e', origin)).toBe('/%09/e')
  expect(safePath('/training/chain/3?x=1#y', origin)).toBe('/training/chain/3?x=1#y')
})

test('another name of this machine leads to the printed address', async () => {
  const { port } = new URL(portal.url)
  const answer = await fetch(`http://localhost:${port}/sign-in?x=1`, { redirect: 'manual' })
  expect([answer.status, answer.headers.get('location')]).toEqual([
    307,
    `${portal.url}/sign-in?x=1`,
  ])
})

test('a connection is kept for longer than a proxy keeps it, so that none is closed as the next request comes', async () => {
  const agent = new Agent({ keepAlive: true })
  const asked = get(`${portal.url}/health/live`, { agent })
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  answer.resume()
  await once(answer, 'end')
  agent.destroy()
  expect(Number(/timeout=(\d+)/.exec(String(answer.headers['keep-alive']))?.[1])).toBeGreaterThan(
    60,
  )
})

test('an address with a host in its path stays on the portal', async () => {
  const { port, hostname } = new URL(portal.url)
  const socket = net.connect(Number(port), hostname)
  let answer = ''
  socket.on('data', (data) => (answer += data.toString()))
  socket.end(
    `GET //evil.example/x HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`,
  )
  await once(socket, 'close')
  expect(answer).not.toMatch(/location: (https?:)?\/\/evil/i)
})

test('mended versions under Remix are held by the lockfile', () => {
  const lock = JSON.parse(readFileSync(path.resolve('package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string; resolved?: string }>
  }
  const floors: Record<string, number[]> = {
    'react-router': [6, 30, 6],
    'react-router-dom': [6, 30, 6],
    '@remix-run/router': [1, 23, 4],
    esbuild: [0, 28, 1],
    tar: [7, 5, 21],
    'estree-util-value-to-estree': [3, 3, 3],
  }
  for (const [name, floor] of Object.entries(floors)) {
    const found = Object.entries(lock.packages).filter(
      ([key]) => key === `node_modules/${name}` || key.endsWith(`/node_modules/${name}`),
    )
    expect(found.length, name).toBeGreaterThan(0)
    for (const [key, { version = '' }] of found) {
      const have = version.split('.').map(Number)
      const at = floor.findIndex((part, index) => have[index] !== part)
      expect(at < 0 || (have[at] ?? 0) > (floor[at] ?? 0), `${key} ${version}`).toBe(true)
    }
  }
  expect(Object.values(lock.packages).filter((entry) => entry.resolved !== undefined)).toEqual([])
})

test('liveness stays green and readiness turns red when the database is gone', async () => {
  const own = await startPortal()
  expect((await own.fetch('/health/ready')).status).toBe(200)
  await own.portal.db.destroy()
  expect((await own.fetch('/health/ready')).status).toBe(503)
  expect((await own.fetch('/health/live')).status).toBe(200)
  await own.remove()
})
