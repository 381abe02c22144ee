import { afterAll, beforeAll, expect, test } from 'vitest'
import { unitTree } from '../../app/people/unit.server.ts'
import { smallCompany, startPortal, type TestPortal } from '../support/portal.ts'

let portal: TestPortal
let hr: string

beforeAll(async () => {
  portal = await startPortal()
  const people = await smallCompany(portal.portal.db)
  hr = await portal.signIn(people.hr)
})
afterAll(() => portal.remove())

async function visit(path: string, form?: Record<string, string>) {
  const answer = await portal.fetch(path, {
    cookie: hr,
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  })
  const { status, headers } = answer
  return { status, to: headers.get('location') ?? '', text: await answer.text() }
}
const nameOf = async (id: string) =>
  (await unitTree(portal.portal.db)).find((unit) => unit.id === id)
const noted = async () =>
  (
    await portal.portal.db
      .selectFrom('audit_entry')
      .orderBy('seq')
      .select(['action', 'detail'])
      .execute()
  ).map(({ action, detail }) => [action, JSON.parse(detail)])

test('ids of nowhere are a 404 on every page and form of a unit, and the company itself neither moves nor merges', async () => {
  for (const step of ['', '/add', '/move', '/merge']) {
    expect([step, (await visit(`/hr/units/nowhere${step}`)).status]).toEqual([step, 404])
  }
  for (const step of ['?index', '/add', '/move', '/merge', '/close', '/reopen']) {
    const sent = await visit(`/hr/units/nowhere${step}`, { name: 'X', kind: 'team', into: 'site' })
    expect([step, sent.status]).toEqual([step, 404])
  }
  for (const step of ['/move', '/merge']) {
    expect((await visit(`/hr/units/company${step}`)).status).toBe(404)
    expect((await visit(`/hr/units/company${step}`, { unit: 'Region' })).status).toBe(404)
  }
  expect((await visit('/hr/units/company/close', {})).to).toBe('/hr/units/company?said=not-closed')
  expect((await visit('/hr/units/site/merge', { into: 'nowhere', name: 'Site' })).status).toBe(404)
})

test('a unit is added, renamed and moved by plain forms; what is wrong is said, kept and changes nothing', async () => {
  const empty = await visit('/hr/units/region/add', { name: ' ', kind: 'site' })
  expect([empty.status, empty.text.includes('id="name-error"')]).toEqual([422, true])
  const slash = await visit('/hr/units/region/add', { name: 'A/B', kind: 'site' })
  expect([slash.status, slash.text.includes('value="A/B"')]).toEqual([422, true])
  expect((await visit('/hr/units/region/add', { name: 'Site', kind: 'site' })).status).toBe(422)
  expect((await visit('/hr/units/site/add', { name: 'X', kind: 'site' })).status).toBe(422)

  const form = { name: 'New site', kind: 'site', id: 'mine', parentId: 'team', code: 'x' }
  const made = await visit('/hr/units/region/add', form)
  const id = /\/hr\/units\/([0-9a-f-]{36})\?said=added/.exec(made.to)![1]!
  expect(await nameOf(id)).toMatchObject({
    parentId: 'region',
    kind: 'site',
    code: 'region-new-site',
  })

  expect((await visit(`/hr/units/${id}?index`, { name: 'site' })).status).toBe(422)
  expect((await visit(`/hr/units/${id}?index`, { name: 'Newest' })).to).toContain('said=named')
  const loop = await visit('/hr/units/region/move', { unit: 'Site / Team' })
  expect([loop.status, loop.text.includes('value="Site / Team"')]).toEqual([422, true])
  expect((await visit(`/hr/units/${id}/move`, { unit: 'No such' })).status).toBe(422)
  expect((await visit(`/hr/units/${id}/move`, { unit: 'company' })).to).toContain('said=moved')
  expect(await nameOf(id)).toMatchObject({ parentId: 'company', name: 'Newest' })
  expect((await noted()).slice(-3)).toEqual([
    ['unit.added', { name: 'New site', to: 'Region' }],
    ['unit.renamed', { name: 'Newest', from: 'New site' }],
    ['unit.moved', { name: 'Newest', from: 'Region', to: 'Company' }],
  ])
})

test('a merge is shown before it is done, asks for the name, and is done once', async () => {
  const wrong = await visit('/hr/units/site/merge?into=Region')
  expect([wrong.status, wrong.text.includes('id="into-error"')]).toEqual([422, true])
  const shown = await visit('/hr/units/site/merge?into=other+site')
  expect(shown.status).toBe(200)
  expect(shown.text).toMatch(/Lev Leader/)
  expect((await nameOf('site'))!.closedAt).toBeNull()

  const unsure = await visit('/hr/units/site/merge?into=other+site', { into: 'other', name: 'no' })
  expect([unsure.status, unsure.text.includes('id="name-error"')]).toEqual([422, true])
  const sure = { into: 'other', name: ' site ' }
  const both = await Promise.all([1, 2].map(() => visit('/hr/units/site/merge', sure)))
  const [done, again] = both.sort((a, b) => a.status - b.status)
  expect([done!.to, [404, 422].includes(again!.status)]).toEqual([
    '/hr/units/other?said=merged',
    true,
  ])
  expect((await noted()).filter(([action]) => action === 'unit.merged')).toEqual([
    ['unit.merged', { name: 'Site', to: 'Region / Other site' }],
  ])
  // It is read under its old name, and nothing can be done with it any more.
  const page = await visit('/hr/units/site')
  expect([page.status, page.text.includes('/hr/units/other')]).toEqual([200, true])
  expect(page.text).not.toContain('/hr/units/site/move')
  expect((await visit('/hr/units/site/merge')).status).toBe(404)
  expect((await visit('/hr/units/site?index', { name: 'Back' })).status).toBe(404)
  expect((await visit('/hr/units/site/reopen', {})).to).toContain('said=not-open')
  expect((await visit('/hr/units?search=SITE')).text).toContain('/hr/units/site')
})

test('only an empty unit closes, and it opens again', async () => {
  expect((await visit('/hr/units/other/close', {})).to).toContain('said=not-closed')
  const { to } = await visit('/hr/units/other/add', { name: 'Night', kind: 'team' })
  const id = /units\/([^?]+)/.exec(to)![1]!
  expect((await visit(`/hr/units/${id}/close`, {})).to).toContain('said=closed')
  expect((await visit(`/hr/units/${id}`)).text).toContain(`/hr/units/${id}/reopen`)
  expect((await visit('/hr/people?unit=Night')).text).toMatch(/closed/)
  expect((await visit(`/hr/units/${id}/reopen`, {})).to).toContain('said=open')
  expect((await noted()).slice(-2).map(([action]) => action)).toEqual([
    'unit.closed',
    'unit.reopened',
  ])
})
