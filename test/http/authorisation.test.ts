import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { smallCompany, startPortal, type TestPortal } from '../support/portal.ts'

type Who = 'nobody' | 'employee' | 'leader' | 'hr' | 'owner'
const ROLES = ['employee', 'leader', 'hr', 'owner'] as const

/**
 * Who may open a route's page. `everyone` needs no session; `signed` any session; else the roles named.
 * `none`: an address for forms or machines alone, which shows nobody a page.
 */
type Door = 'everyone' | 'signed' | 'none' | readonly Who[]

const DOORS: Record<string, Door> = {
  $: 'none',
  _index: 'signed',
  'enter.$token': 'everyone',
  'sign-in._index': 'everyone',
  'sign-in.link': 'everyone',
  'sign-in.code': 'everyone',
  'sign-in.pin': 'everyone',
  'kiosk.$token': 'everyone',
  'sign-in.oidc._index': 'everyone',
  'sign-in.oidc.back': 'everyone',
  'sign-out': 'signed',
  language: 'none',
  'manifest.$locale': 'everyone',
  promise: 'signed',
  impact: 'signed',
  'mail.stop.$token': 'everyone',
  'team.serving': ['leader', 'hr'],
  privacy: 'everyone',
  'hr.audit._index': ['hr', 'owner'],
  'hr.audit[.]csv': ['hr', 'owner'],
  'hr.audit[.]xlsx': ['hr', 'owner'],
  'verify._index': 'everyone',
  'verify.$code': 'everyone',
  'team.pulse.$waveId_.comments': ['leader', 'hr'],
  'team.pulse.$waveId_.comments_.$commentId': ['leader', 'hr'],
  'team.pulse.$waveId_.promises': ['leader', 'hr'],
  'team.pulse.$waveId_.promises_.$id.settle': ['leader', 'hr'],
  'team.pulse.$waveId_.promises_.$id.remove': ['leader', 'hr'],
  'team.pulse.$waveId_.promises_.$id.undo': ['leader', 'hr'],
  'team.assignments._index': ['leader', 'hr'],
  'team.assignments.new': ['leader', 'hr'],
  'team.assignments.$id._index': ['leader', 'hr'],
  'team.assignments.$id.edit': ['leader', 'hr'],
  'team.assignments.$id.end': ['leader', 'hr'],
  'team.assignments.$id.undo': ['leader', 'hr'],
  'team.assignments.$id.remind': ['leader', 'hr'],
}

const routes = readdirSync(path.resolve('app/routes'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

/** Prefixes say who; single routes that differ are named above. */
function doorOf(route: string): Door {
  if (DOORS[route]) return DOORS[route]
  if (/^hr\b/.test(route)) return ['hr']
  if (/^team\b/.test(route)) return ['leader']
  if (route.startsWith('owner')) return ['owner']
  if (/^(training|feedback|impact|pulse|account)\b/.test(route)) return 'signed'
  throw new Error(`app/routes/${route}: say in this table who may open it`)
}

/** A dot of the address itself, as in `results[.]csv`. */
const DOT = '\0'

/** The route's address with ids that exist nowhere. */
function addressOf(route: string): string {
  const parts = route
    .replaceAll('[.]', DOT)
    .split('.')
    .filter((part) => part !== '_index')
    .map((part) => part.replace(/^\$$/, 'nowhere').replace(/^\$.*/, 'no-such-id').replace(/_$/, ''))
  return `/${parts.join('/').replaceAll(DOT, '.')}`
}

let portal: TestPortal
const cookies: Partial<Record<Who, string>> = {}

beforeAll(async () => {
  portal = await startPortal()
  const people = await smallCompany(portal.portal.db)
  for (const role of ROLES) cookies[role] = await portal.signIn(people[role])
})
afterAll(() => portal.remove())

const visit = (route: string, who: Who, data: boolean) =>
  portal.fetch(addressOf(route) + (data ? `?_data=${encodeURIComponent(`routes/${route}`)}` : ''), {
    cookie: cookies[who],
  })

/** Refused: sent to sign in, forbidden, or answered as if it did not exist. Never a page, never a fault. */
async function refused(answer: Response): Promise<boolean> {
  const location = answer.headers.get('location') ?? answer.headers.get('x-remix-redirect') ?? ''
  await answer.arrayBuffer()
  if (location) return location.startsWith('/sign-in')
  return (
    answer.status === 403 || answer.status === 404 || answer.status === 405 || answer.status === 400
  )
}

test.each(routes)(
  '%s opens for its roles and for nobody else, by page and by data',
  async (route) => {
    const door = doorOf(route)
    for (const data of [false, true]) {
      for (const who of ['nobody', ...ROLES] as const) {
        const answer = await visit(route, who, data)
        expect(answer.status, `${route} ${who} data=${data}`).toBeLessThan(500)
        if (door === 'everyone' || door === 'none') continue
        if (who === 'nobody') {
          // Remix answers 403 or 400 to data requests of routes without a loader.
          expect(await refused(answer), `${route} nobody data=${data}: ${answer.status}`).toBe(true)
        } else if (door !== 'signed' && !door.includes(who)) {
          expect(await refused(answer), `${route} ${who} data=${data}: ${answer.status}`).toBe(true)
        }
      }
    }
  },
)

test.each(routes)('%s accepts no form of a person without its role', async (route) => {
  const door = doorOf(route)
  if (door === 'everyone' || door === 'none') return
  for (const data of [false, true]) {
    for (const who of ['nobody', ...ROLES] as const) {
      if (who !== 'nobody' && (door === 'signed' || door.includes(who))) continue
      const where =
        addressOf(route) +
        (route.endsWith('_index') ? '?index' : '?x') +
        (data ? `&_data=${encodeURIComponent(`routes/${route}`)}` : '')
      const answer = await portal.fetch(where, {
        method: 'POST',
        cookie: cookies[who],
        body: new URLSearchParams({ role: 'owner', unitId: 'company', locale: 'he' }),
      })
      expect(answer.status, `${route} ${who}`).toBeLessThan(500)
      expect(await refused(answer), `${route} ${who} data=${data}: ${answer.status}`).toBe(true)
    }
  }
})

test('no extra form field changes anybody’s role or unit', async () => {
  const { db } = portal.portal
  const before = JSON.stringify([
    await db.selectFrom('people_role').selectAll().orderBy('employee_id').execute(),
    await db.selectFrom('people_employee').select(['id', 'unit_id']).orderBy('id').execute(),
  ])
  const fields = {
    role: 'owner',
    roles: 'owner',
    unit_id: 'company',
    unitId: 'company',
    employee_id: 'x',
    locale: 'ru',
    to: '/',
  }
  await portal.fetch('/language', {
    method: 'POST',
    cookie: cookies.employee,
    body: new URLSearchParams(fields),
  })
  const after = JSON.stringify([
    await db.selectFrom('people_role').selectAll().orderBy('employee_id').execute(),
    await db.selectFrom('people_employee').select(['id', 'unit_id']).orderBy('id').execute(),
  ])
  expect(after).toBe(before)
})

test('HR cannot hand itself the owner’s or a colleague’s way in', async () => {
  const people = await portal.portal.db
    .selectFrom('people_employee')
    .select(['id', 'name'])
    .execute()
  const owner = people.find(({ name }) => name === 'Oleg Owner')?.id
  const floor = people.find(({ name }) => name === 'Emma Floor')?.id
  const ask = (id: string | undefined) =>
    portal.fetch(`/hr/people/${id}/link`, {
      method: 'POST',
      cookie: cookies.hr,
      body: new URLSearchParams(),
    })
  expect((await ask(owner)).status).toBe(403)
  expect((await ask(floor)).status).toBe(200)
  expect((await ask('nobody')).status).toBe(404)
})
