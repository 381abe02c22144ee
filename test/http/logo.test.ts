import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCode } from '../../app/nps/codes/code.server.ts'
import { setCompany } from '../../app/people/company.server.ts'
import { LIGHT } from '../../app/people/logo/logo.ts'
import { picture } from '../files/pictures/notes.ts'
import { drawing } from '../support/drawing.ts'
import { smallCompany, startPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
let people: Awaited<ReturnType<typeof smallCompany>>
let hr: string

beforeAll(async () => {
  portal = await startPortal()
  people = await smallCompany(portal.portal.db)
  hr = await portal.signIn(people.hr)
})
afterAll(() => portal.remove())

async function visit(at: string, cookie = hr, method = 'GET') {
  const answer = await portal.fetch(at, { method, cookie })
  const { status, headers } = answer
  return { status, to: headers.get('location') ?? '', text: await answer.text() }
}
/** What the company is called, in the running portal too. */
async function named(name: string) {
  await setCompany(portal.portal.db, name, 'UTC')
  portal.portal.company.name = name
}

/** Sends the form as a browser without scripts does, and follows where it leads. */
async function bring(file: Uint8Array | null, named = 'logo.png') {
  const form = new FormData()
  form.set('logo', file ? new File([new Uint8Array(file)], named) : new File([], ''))
  const sent = await portal.fetch('/hr/company/logo', { method: 'POST', cookie: hr, body: form })
  return visit(sent.headers.get('location')!)
}
const imageIn = (text: string) => /<img[^>]*src="(\/logo\/\w+)"[^>]*>/.exec(text) ?? []
const logoRow = () => portal.portal.db.selectFrom('people_logo').select('hash').execute()

test('a file that is no logo is refused in words at its field, and nothing is kept', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
  for (const [file, words] of [
    [svg, 'no PNG or JPEG'],
    [picture('shop.webp'), 'no PNG or JPEG'],
    [drawing(300, 80).subarray(0, 60), 'damaged or cut off'],
    [drawing(300, 15), 'fewer than 16 pixels'],
    [drawing(2001, 80), 'more than 2000 pixels'],
    [drawing(600, 600, 'noise'), 'larger than 100 kB'],
    [null, 'Choose the picture'],
  ] as const) {
    const { status, text } = await bring(file)
    expect(status).toBe(422)
    expect(text).toContain('href="#logo"')
    expect(/<p id="logo-error"[^]*?<\/p>/.exec(text)?.[0]).toContain(words)
  }
  expect(await logoRow()).toEqual([])
  const stranger = await portal.signIn(people.employee)
  const form = new FormData()
  form.set('logo', new File([new Uint8Array(drawing(300, 80))], 'logo.png'))
  const sent = await portal.fetch('/hr/company/logo', {
    ...{ method: 'POST', cookie: stranger, body: form },
  })
  expect(sent.status).toBe(403)
  expect(await logoRow()).toEqual([])
})

test('the logo stands on every page in its size with the name as its words, and goes as it came', async () => {
  const { db } = portal.portal
  await named('A & B')
  const { text } = await bring(drawing(320, 64))
  expect(text).toContain('Saved.')
  for (const page of [text, (await visit('/sign-in', '')).text]) {
    const [image, src] = imageIn(page)
    expect(image).toContain('width="160" height="32" alt="A &amp; B"')
    expect(src).toMatch(/^\/logo\/[0-9a-f]{20}$/)
  }
  const src = imageIn(text)[1]!
  const answer = await portal.fetch(src)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png'])
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(answer.headers.get('set-cookie')).toBeNull()
  expect((await portal.fetch('/logo/00000000000000000000')).status).toBe(404)

  const other = imageIn((await bring(picture('shop.jpg'), 'shop.png')).text)[1]!
  expect((await portal.fetch(other)).headers.get('content-type')).toBe('image/jpeg')
  expect((await portal.fetch(src)).status).toBe(404)
  expect((await visit('/hr/company/logo/remove', hr, 'POST')).to).toBe('/hr/company?kept')
  expect((await portal.fetch(other)).status).toBe(404)
  expect(imageIn((await visit('/hr/company')).text)).toEqual([])
  const told = await db.selectFrom('audit_entry').orderBy('seq').select('action').execute()
  expect(told.map(({ action }) => action)).toEqual([
    'company.logo',
    'company.logo',
    'company.logo-removed',
  ])
})

test('customers see a light logo, a heavy one’s name, and never wait for more than 15 kB in all', async () => {
  const { db } = portal.portal
  const place = { unitId: 'other', touchpoint: '', asked: 'code' as const }
  const made = await makeCode(db, place, people.hr, new Date())
  if (typeof made === 'string') throw new Error(made)
  const name = 'Ж'.repeat(100)
  await named(name)
  await bring(drawing(34, 34, 'noise'))
  const { weight } = (await db.selectFrom('people_logo').select('weight').execute())[0]!
  expect(weight).toBeGreaterThan(LIGHT)
  const page = (locale: string) =>
    portal.fetch(`/c/${made.id}`, { headers: { 'Accept-Language': locale } })
  expect(await (await page('ru')).text()).toContain(`<p class="quiet"><bdi>${name}</bdi></p>`)

  await bring(drawing(31, 31, 'noise'))
  for (const locale of ['en', 'ru', 'he']) {
    const answer = await page(locale)
    const html = await answer.clone().text()
    const [image, src] = imageIn(html)
    expect(image).toContain(`width="31" height="31" alt="${name}"`)
    const style = /href="(\/c\/\w+\.css)"/.exec(html)![1]!
    const answers = [answer, await portal.fetch(style), await portal.fetch(src!)]
    let weighs = 0
    for (const one of answers) {
      for (const [field, value] of one.headers) weighs += field.length + value.length + 4
      weighs += (await one.arrayBuffer()).byteLength
    }
    expect(weighs, locale).toBeLessThan(15_000)
  }
})
