import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { postOf } from '../../app/mail/post.server.ts'
import { makeCode } from '../../app/nps/codes/code.server.ts'
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

async function visit(at: string, form?: [string, string][], cookie: string | undefined = hr) {
  const answer = await portal.fetch(at, {
    cookie,
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  })
  const { status, headers } = answer
  return { status, to: headers.get('location') ?? '', text: await answer.text() }
}
const FORM: [string, string][] = [
  ...([
    ['name', 'Garten & Söhne'],
    ['time_zone', 'Asia/Jerusalem'],
  ] as [string, string][]),
  ...([
    ['quiet_from', '22:00'],
    ['quiet_to', '07:00'],
  ] as [string, string][]),
  ...([
    ['locales', 'en'],
    ['locales', 'he'],
    ['sender', 'The garden'],
  ] as [string, string][]),
  ...([
    ['cell', '7'],
    ['detail', '12'],
  ] as [string, string][]),
]
const actions = async () =>
  (await portal.portal.db.selectFrom('audit_entry').orderBy('seq').select('action').execute()).map(
    ({ action }) => action,
  )

test('what is wrong is said at its field, all that was typed stays, and nothing is kept', async () => {
  const wrong = FORM.filter(([name]) => name !== 'locales').map(
    ([name, value]): [string, string] => [name, name === 'cell' ? '5' : value],
  )
  const { status, text } = await visit('/hr/company', wrong)
  expect(status).toBe(422)
  for (const id of ['cell-error', 'locales-error']) expect(text).toContain(`id="${id}"`)
  expect(text).toContain('value="The garden"')
  expect((await visit('/hr/company')).text).toContain('value="Zveno"')
  expect(await actions()).toEqual([])
})

test('what HR decides holds at once: the name, the languages to choose from, the sender; and the log tells it', async () => {
  expect((await visit('/hr/company', FORM)).to).toBe('/hr/company?kept')
  const page = await visit('/')
  expect(page.text).toContain('Garten &amp; Söhne')
  const tongues = (text: string) =>
    [...text.matchAll(/name="locale" value="(\w+)"/g)].map(([, locale]) => locale!)
  expect(tongues(page.text).sort()).toEqual(['en', 'he'])
  expect(tongues((await visit('/sign-in', undefined, '')).text).sort()).toEqual(['en', 'he'])
  expect(
    (
      await visit('/language', [
        ['locale', 'ru'],
        ['to', '/'],
      ])
    ).status,
  ).toBe(400)
  expect(
    (
      await visit('/language', [
        ['locale', 'he'],
        ['to', '/'],
      ])
    ).to,
  ).toBe('/')
  expect((await actions()).sort()).toEqual([
    'company.languages',
    'company.named',
    'company.quiet',
    'company.sender',
    'company.thresholds',
    'company.zone',
  ])
  await visit('/hr/company', FORM)
  expect(await actions()).toHaveLength(6)

  const { settings, company, now } = portal.portal
  const post = postOf(settings, company)
  const to = { name: 'Emma', address: 'emma@example.org' }
  await post.send({ key: 'k', to, locale: 'en', subject: 's', text: 't', stop: null }, now())
  const outbox = path.join(settings.dataDir, 'outbox')
  const [letter] = readdirSync(outbox)
  expect(readFileSync(path.join(outbox, letter!), 'utf8')).toMatch(/^From: "?The garden"? </m)
})

test('the company’s colour is on every page and on the customers’, a colour that is none is refused, and empty is the portal’s', async () => {
  const { db } = portal.portal
  const place = { unitId: 'site', touchpoint: '', asked: 'code' as const }
  const made = await makeCode(db, place, people.hr, new Date())
  if (typeof made === 'string') throw new Error(made)
  const style = (text: string) => /<html[^>]* style="([^"]*)"/.exec(text)?.[1] ?? null
  const seen = async () => [
    style((await visit('/')).text),
    style((await visit('/sign-in', undefined, '')).text),
    style((await visit(`/c/${made.id}`, undefined, '')).text),
  ]
  expect(await seen()).toEqual([null, null, null])
  const wrong = await visit('/hr/company', [...FORM, ['accent', 'red;--ink:red']])
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('id="accent-error"')
  expect(wrong.text).toContain('value="red;--ink:red"')
  expect(await seen()).toEqual([null, null, null])

  await visit('/hr/company', [...FORM, ['accent', '1A4FA0']])
  const [page, ...others] = await seen()
  expect(page).toContain('--accent:light-dark(#1a4fa0, #')
  expect(others).toEqual([page, page])
  expect((await visit('/hr/company')).text).toContain('value="#1a4fa0"')
  expect((await actions()).filter((action) => action === 'company.accent')).toHaveLength(1)

  await visit('/hr/company', FORM)
  expect(await seen()).toEqual([null, null, null])
})
