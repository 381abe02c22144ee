import { afterAll, beforeAll, expect, test } from 'vitest'
import { noteHeld } from '../../app/people/directory/brake.server.ts'
import { smallCompany, startPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
let people: Awaited<ReturnType<typeof smallCompany>>
let owner: string

beforeAll(async () => {
  portal = await startPortal()
  people = await smallCompany(portal.portal.db)
  owner = await portal.signIn(people.owner)
})
afterAll(() => portal.remove())

async function visit(at: string, form?: Record<string, string>, cookie = owner) {
  const answer = await portal.fetch(at, {
    cookie,
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  })
  const { status, headers } = answer
  const text = (await answer.text()).replaceAll(/[\u2068\u2069]/g, '')
  return { status, to: headers.get('location') ?? '', text }
}
const HERE = '/owner/directory'
const tokenIn = (text: string) => /select-all">([\w-]{43})</.exec(text)?.[1]
const asDirectory = async (token: string) => {
  const headers = { Authorization: `Bearer ${token}` }
  return (await fetch(`${portal.url}/scim/v2/Users`, { headers })).status
}

test('an owner makes a token that is shown once and opens the directory, sees its use, and revokes it', async () => {
  expect((await visit(HERE)).text).toContain('No directory is connected yet')
  const made = await visit(HERE, { name: ' Entra  & Co ' })
  const token = tokenIn(made.text)!
  expect(made.text).toContain('It is shown this once')
  expect(made.text).toContain(`${portal.url}/scim/v2`)
  const before = (await visit(HERE)).text
  expect(tokenIn(before)).toBeUndefined()
  expect(before).not.toContain(token)
  expect(before).toContain('Entra &amp; Co')
  expect(before).toContain('Never used')

  expect(await asDirectory(token)).toBe(200)
  expect((await visit(HERE)).text).not.toContain('Never used')
  expect((await visit(`${HERE}/revoke`, { name: 'Entra & Co' })).to).toBe(HERE)
  expect(await asDirectory(token)).toBe(401)
  expect((await visit(`${HERE}/revoke`, { name: 'Entra & Co' })).status).toBe(404)

  const { db } = portal.portal
  const told = await db
    .selectFrom('audit_entry')
    .innerJoin('audit_person', 'ref', 'by_ref')
    .orderBy('seq')
    .select(['action', 'employee_id', 'detail'])
    .execute()
  const detail = '{"name":"Entra & Co"}'
  expect(told).toEqual([
    { action: 'directory.made', employee_id: people.owner, detail },
    { action: 'directory.revoked', employee_id: people.owner, detail },
  ])
})

test('a name that is none, or there already, is told at its field, and what was typed stays', async () => {
  await visit(HERE, { name: 'Okta' })
  for (const [name, words] of [
    ['', 'Write a name of at most 60 signs'],
    ['x'.repeat(61), 'Write a name of at most 60 signs'],
    ['Okta', 'There is a token of that name already'],
  ] as const) {
    const { status, text } = await visit(HERE, { name })
    expect(status).toBe(422)
    expect(/<p id="name-error"[^]*?<\/p>/.exec(text)?.[0]).toContain(words)
    expect(text).toContain(`value="${name}"`)
    expect(tokenIn(text)).toBeUndefined()
  }
})

test('HR makes no token, revokes none and lets nobody leave: a token is a way into everybody’s account', async () => {
  const hr = await portal.signIn(people.hr)
  for (const [at, form] of [
    [HERE, { name: 'HR' }],
    [`${HERE}/revoke`, { name: 'Okta' }],
    [`${HERE}/release`, {}],
  ] as const)
    expect((await visit(at, form, hr)).status).toBe(403)
  const rows = await portal.portal.db.selectFrom('people_directory_token').select('name').execute()
  expect(rows).toEqual([{ name: 'Okta' }])
})

test('where a directory was held back the owner reads so, and lets it for a day', async () => {
  const { db } = portal.portal
  await noteHeld(db, 'Okta', new Date())
  const seen = await visit(HERE)
  expect(seen.text).toMatch(/Since .+ people are held back/)
  expect((await visit('/owner')).text).toContain(`href="${HERE}"`)
  expect((await visit(`${HERE}/release`, {})).to).toBe(HERE)
  const after = await visit(HERE)
  expect(after.text).not.toContain('people are held back')
  expect(after.text).toMatch(/Until .+ as many may leave as the directory says/)
  const last = await db
    .selectFrom('audit_entry')
    .orderBy('seq', 'desc')
    .select('action')
    .executeTakeFirst()
  expect(last?.action).toBe('directory.released')
})
