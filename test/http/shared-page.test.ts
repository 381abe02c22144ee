import { afterAll, beforeAll, expect, test } from 'vitest'
import { addEmployee, grantRole } from '../../app/people/employee.server.ts'
import { launchWave } from '../../app/pulse/launch.server.ts'
import { survey } from '../../app/pulse/survey.server.ts'
import { startPortal, type TestPortal } from '../support/portal.ts'
import { companyOf } from '../pulse/company.ts'

const NAMES = ['Emma Floor', `Liam O'Neil <b>"&amp;"</b> $& $1`, 'Дарья Зеленская', 'Lev Leader']
const NOON = new Date('2026-03-02T12:00:00Z')

let portal: TestPortal
let path: string
let cookies: string[]

beforeAll(async () => {
  portal = await startPortal({ now: () => NOON })
  const { db, settings } = portal.portal
  await companyOf(db, { haifa: 9 })
  const ids: string[] = []
  for (const [i, name] of NAMES.entries()) {
    const person = { staffNumber: `N${i}`, name, unitId: 'haifa', locale: 'en' as const }
    ids.push(await addEmployee(db, person, NOON))
  }
  await grantRole(db, ids[3]!, 'leader', 'haifa')
  const closesAt = new Date(NOON.getTime() + 86_400_000)
  const launch = await launchWave(db, settings.keyDir, survey('chain')!, closesAt, NOON)
  if (typeof launch === 'string') throw new Error(launch)
  path = `/pulse/${launch.waveId}`
  cookies = await Promise.all(ids.map((id) => portal.signIn(id)))
})
afterAll(() => portal.remove())

async function page(who: number, where = path): Promise<{ html: string; nonce: string }> {
  const answer = await portal.fetch(where, { cookie: cookies[who] })
  expect(answer.status).toBe(200)
  const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy')!)![1]!
  return { html: await answer.text(), nonce }
}

/** The page without what is this request's own: its nonce, and the name as a text and in the browser's data. */
function bare({ html, nonce }: { html: string; nonce: string }, name: string): string {
  const text = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const inMarkup = text.replaceAll('"', '&quot;').replaceAll("'", '&#x27;')
  const inData = JSON.stringify(name)
    .replaceAll('&', '\\u0026')
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
  expect(html).toContain(`<bdi>${inMarkup}</bdi>`)
  expect(html).toContain(`"name":${inData}`)
  return html.replaceAll(nonce, 'NONCE').replace(inMarkup, 'NAME').replace(inData, '"NAME"')
}

test('everybody reads the same promise under their own name and nobody else’s', async () => {
  const first = await page(0)
  const expected = bare(first, NAMES[0]!)
  for (const who of [1, 2, 0]) {
    const shown = await page(who)
    expect(shown.nonce).not.toBe(first.nonce)
    expect(bare(shown, NAMES[who]!)).toBe(expected)
    for (const other of NAMES.filter((_, i) => i !== who)) expect(shown.html).not.toContain(other)
  }
})

test('a page that says something else is another page: a role, a language, an address', async () => {
  const { html } = await page(0)
  expect(html).not.toContain('href="/team"')
  expect((await page(3)).html).toContain('href="/team"')
  expect((await page(0, `${path}?from=mail`)).html).toContain(`value="${path}?from=mail"`)
  await portal.fetch('/language', {
    method: 'POST',
    cookie: cookies[0]!,
    body: new URLSearchParams({ locale: 'he', to: '/' }),
  })
  expect((await page(0)).html).toContain('<html lang="he" dir="rtl">')
  expect((await page(1)).html).toContain('<html lang="en" dir="ltr">')
})
