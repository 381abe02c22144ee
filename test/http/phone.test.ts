import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { directionOf, LOCALES } from '../../app/i18n/locale.ts'
import { keepsForm, pageOfData, wayOf } from '../../app/training/phone/touched.ts'
import { smallCompany, startPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
let employee: string
let leader: string

beforeAll(async () => {
  portal = await startPortal()
  const people = await smallCompany(portal.portal.db)
  employee = await portal.signIn(people.employee)
  leader = await portal.signIn(people.leader)
})
afterAll(() => portal.remove())

interface Manifest {
  name: string
  lang: string
  dir: string
  icons: { src: string; sizes: string; type: string; purpose?: string }[]
  shortcuts: { name: string; url: string }[]
}

test('a phone can put the portal among its apps, in each language and direction', async () => {
  const names = new Set<string>()
  for (const locale of LOCALES) {
    const answer = await portal.fetch(`/manifest/${locale}`)
    expect(answer.headers.get('content-type')).toContain('application/manifest+json')
    const manifest = (await answer.json()) as Manifest
    expect(manifest).toMatchObject({
      ...{ start_url: '/', scope: '/', display: 'standalone', lang: locale },
      dir: directionOf(locale),
    })
    for (const { src, sizes, type } of manifest.icons) {
      const icon = await portal.fetch(src)
      expect(icon.headers.get('content-type'), src).toBe(type)
      if (type !== 'image/png') continue
      const bytes = new DataView(await icon.arrayBuffer())
      expect(`${bytes.getUint32(16)}x${bytes.getUint32(20)}`, src).toBe(sizes)
    }
    expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true)
    for (const { url, name } of manifest.shortcuts) {
      expect((await portal.fetch(url, { cookie: employee })).status, url).toBe(200)
      names.add(name)
    }
    const page = await (
      await portal.fetch('/sign-in', { headers: { 'Accept-Language': locale } })
    ).text()
    expect(page).toContain(`<link rel="manifest" href="/manifest/${locale}"/>`)
  }
  expect(names.size).toBe(9)
  expect((await portal.fetch('/manifest/xx')).status).toBe(404)
})

test('the worker and its page are the same for everybody, and asked for anew each time', async () => {
  for (const address of ['/sw.js', '/offline.html']) {
    const texts = await Promise.all(
      [employee, leader, undefined].map(async (cookie) => {
        const answer = await portal.fetch(address, { cookie })
        expect(answer.status, address).toBe(200)
        expect(answer.headers.get('cache-control'), address).toBe('no-cache')
        expect(answer.headers.get('content-security-policy'), address).toContain(
          "script-src 'self'",
        )
        expect(answer.headers.get('set-cookie'), address).toBeNull()
        return answer.text()
      }),
    )
    expect(new Set(texts).size, address).toBe(1)
  }
  const page = await (await portal.fetch('/offline.html')).text()
  expect(page).not.toMatch(/<script(?![^>]* src="\/assets\/)/)
})

test('what the worker puts by are files of the build and nothing else', async () => {
  const worker = await (await portal.fetch('/sw.js')).text()
  const files = [...worker.matchAll(/"(\/[\w./-]+\.(?:html|js|css|svg|woff2))"/g)].map(
    ([, file]) => file!,
  )
  expect(files.length).toBeGreaterThan(6)
  const built = path.resolve('build/client')
  const there = readdirSync(built, { recursive: true, encoding: 'utf8' }).map((one) => `/${one}`)
  for (const file of files) {
    expect(there).toContain(file)
    expect((await portal.fetch(file)).status, file).toBe(200)
  }
})

/** First words of all addresses: of the pages, and of what answers beside them. */
const areas = [
  ...readdirSync('app/routes', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name.split('.')[0]!)
    .map((word) => (word === '_index' ? '' : word)),
  ...['c', 'verify', 'hooks', 'health', 'assets'],
]

test('without a network the worker stands in for these areas alone; never for the pulse, for signing in or for work of others', () => {
  const origin = 'https://zveno.example'
  const asked = (address: string, mode = 'navigate', method = 'GET') =>
    wayOf({ url: origin + address, mode, method }, origin, ['/assets/root.css'])
  const known = [...new Set(areas)].filter(
    (area) => asked(`/${area}/x`) !== 'leave' || asked(`/${area}`) !== 'leave',
  )
  expect(known.toSorted()).toEqual(['', 'feedback', 'impact', 'promise', 'training'])
  for (const area of ['pulse', 'enter', 'sign-in', 'sign-out', 'hr', 'team', 'owner', 'mail']) {
    expect(areas).toContain(area)
    for (const rest of ['', '/x', '/x/results', '?_data=routes%2Ftraining']) {
      for (const mode of ['navigate', 'cors', 'same-origin']) {
        expect(asked(`/${area}${rest}`, mode), area).toBe('leave')
      }
    }
  }
  for (const odd of ['/PULSE/x', '//pulse/x', '/%70ulse/x', '/./pulse/x', '/training/../pulse/x']) {
    expect(asked(odd), odd).toBe('leave')
  }
  for (const method of ['POST', 'PUT', 'DELETE', 'HEAD']) {
    expect(asked('/training/chain/3', 'navigate', method)).toBe('leave')
  }
  expect(wayOf({ url: 'https://e/', mode: 'navigate', method: 'GET' }, origin, [])).toBe('leave')
  expect(asked('/training/chain/3')).toBe('page')
  expect(asked('/assets/root.css', 'no-cors')).toBe('file')
  expect(asked('/training/phone', 'cors')).toBe('leave')
  expect(asked('/training/chain/pictures/0f.jpg', 'no-cors')).toBe('picture')
  expect(asked('/hr/training/pictures/0f.jpg', 'no-cors')).toBe('leave')
  expect(asked('/training?_data=routes%2Ftraining._index', 'cors')).toBe('data')
  expect(pageOfData(`${origin}/training/cards?card=2&_data=routes%2Fx`)).toBe(
    '/training/cards?card=2',
  )
})

test('a form that cannot be sent waits on a page of ours in these areas alone; never one of the pulse, of signing in or of others', () => {
  const origin = 'https://zveno.example'
  const kept = (address: string, mode = 'navigate', method = 'POST') =>
    keepsForm({ url: origin + address, mode, method }, origin)
  const known = [...new Set(areas)].filter((area) => kept(`/${area}/x`) || kept(`/${area}`))
  expect(known.toSorted()).toEqual(['feedback', 'impact', 'promise', 'sign-out', 'training'])
  for (const odd of ['/PULSE/x', '//pulse/x', '/%70ulse/x', '/./pulse/x', '/training/../pulse/x'])
    expect(kept(odd), odd).toBe(false)
  // A page that is awake holds its own; what only reads is no form.
  for (const mode of ['cors', 'same-origin']) expect(kept('/feedback/new', mode)).toBe(false)
  for (const method of ['GET', 'PUT', 'DELETE'])
    expect(kept('/feedback/new', 'navigate', method)).toBe(false)
  expect(keepsForm({ url: 'https://e/feedback', mode: 'navigate', method: 'POST' }, origin)).toBe(
    false,
  )
})

const send = (fields: Record<string, string>, cookie = employee, headers = {}) =>
  portal.fetch('/training/phone', {
    ...{ method: 'POST', cookie, headers },
    body: new URLSearchParams(fields),
  })

test('what goes on a phone stays out of every HTTP cache, and is nobody’s without signing in', async () => {
  const pack = await portal.fetch('/training/phone', { cookie: employee })
  expect(pack.status).toBe(200)
  expect(pack.headers.get('cache-control')).toBe('no-store')
  const nobody = await portal.fetch('/training/phone')
  expect(nobody.headers.get('location')).toMatch(/^\/sign-in/)
})

test('a queue comes in as one’s own from a page of the portal, or not at all', async () => {
  const read = async (cookie: string) =>
    (await (await portal.fetch('/training/phone', { cookie })).json()) as {
      person: string
      modules: { slug: string; version: number; number: number }[]
    }
  const mine = await read(employee)
  const { slug, version, number } = mine.modules[0]!
  const item = { kind: 'step', slug, version, number, step: 1, asked: null, choice: null }
  const items = JSON.stringify([{ id: crypto.randomUUID(), ...item }])
  const begun = () =>
    portal.portal.db.selectFrom('training_attempt').select('employee_id').execute()

  expect((await send({ person: mine.person, items }, leader)).status).toBe(409)
  expect((await send({ person: mine.person, items: '[' })).status).toBe(400)
  const foreign = { Origin: 'https://elsewhere.example' }
  expect((await send({ person: mine.person, items }, employee, foreign)).status).toBe(403)
  expect((await send({ person: mine.person, items }, '')).headers.get('location')).toMatch(
    /^\/sign-in/,
  )
  expect(await begun()).toEqual([])
  const taken = await send({ person: mine.person, items })
  expect(taken.status).toBe(200)
  expect(await begun()).toHaveLength(1)
})
