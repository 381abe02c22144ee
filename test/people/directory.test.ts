import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, test } from 'vitest'
import { auditFaults } from '../../app/audit/verify.server.ts'
import { readSession, startSession } from '../../app/auth/session.server.ts'
import { makeApp } from '../../app/http/app.ts'
import { makeLog } from '../../app/http/log.ts'
import { readSettings } from '../../app/http/settings.ts'
import { heldSince, releaseBrake } from '../../app/people/directory/brake.server.ts'
import { directoryDoor } from '../../app/people/directory/door.server.ts'
import { ENTERPRISE, type JsonObject, PATCH, USER } from '../../app/people/directory/scim.ts'
import {
  directoryTokens,
  makeDirectoryToken,
  revokeDirectoryToken,
} from '../../app/people/directory/token.server.ts'
import { addEmployee, grantRole } from '../../app/people/employee.server.ts'
import { closeUnit, mergeUnit } from '../../app/people/tree/change.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import type { Db } from '../../db/connect.ts'
import { freshDatabase, onBothDatabases, type TestDatabase } from '../support/database.ts'

const DAY = 24 * 60 * 60_000

/** The enterprise user of RFC 7643, 8.3, with all that the portal does not keep. */
const BABS = {
  schemas: [USER, ENTERPRISE],
  externalId: '701984',
  userName: 'bjensen@example.com',
  name: {
    formatted: 'Ms. Barbara J Jensen, III',
    familyName: 'Jensen',
    givenName: 'Barbara',
    middleName: 'Jane',
    honorificPrefix: 'Ms.',
    honorificSuffix: 'III',
  },
  displayName: 'Babs Jensen',
  nickName: 'Babs',
  profileUrl: 'https://login.example.com/bjensen',
  emails: [
    { value: 'bjensen@example.com', type: 'work', primary: true },
    { value: 'babs@jensen.org', type: 'home' },
  ],
  addresses: [{ streetAddress: '100 Universal City Plaza', type: 'work', primary: true }],
  phoneNumbers: [{ value: '555-555-5555', type: 'work' }],
  userType: 'Employee',
  title: 'Tour Guide',
  preferredLanguage: 'en-US',
  locale: 'en-US',
  timezone: 'America/Los_Angeles',
  active: true,
  password: 't1meMa$heen',
  groups: [{ value: 'e9e30dba-f08f-4109-8486-d5c6a331660a', display: 'Tour Guides' }],
  [ENTERPRISE]: {
    employeeNumber: '701984',
    costCenter: '4130',
    organization: 'Universal Studios',
    division: 'Theme Park',
    department: 'Tour Operations',
    manager: { value: '26118915-6090-4610-87e4-49d8ca9f808d', displayName: 'John Smith' },
  },
}

interface Told {
  status: number
  body: JsonObject & { Resources?: JsonObject[] }
  headers: Headers
}

/** A company with a directory that has a token, behind all that stands before a page. */
async function withDirectory(
  { db, dataDir }: TestDatabase,
  body: (at: {
    db: Db
    send: (method: string, path: string, body?: unknown, headers?: object) => Promise<Told>
    clock: { time: number }
    token: string
    url: string
  }) => Promise<void>,
) {
  for (const [id, parentId, name, kind] of [
    ['c', null, 'Universal Studios', 'company'],
    ['t', 'c', 'Tour Operations', 'site'],
    ['r', 'c', 'Rides', 'site'],
    ['r1', 'r', 'Early shift', 'team'],
    ['t1', 't', 'Early shift', 'team'],
  ] as const)
    await addUnit(db, { id, parentId, code: `code-${id}`, name, kind })
  const clock = { time: Date.parse('2026-11-30T09:00:00Z') }
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const settings = readSettings({ DATA_DIR: dataDir, PUBLIC_ORIGIN: url })
  const portal = {
    ...{ db, now: () => new Date(clock.time), log: makeLog('silent') },
    settings: { ...settings, publicOrigin: url },
    company: { name: 'Universal Studios', timeZone: 'UTC' },
  }
  const app = makeApp(portal, {
    build: () => Promise.reject(new Error('no page is asked for here')),
    ...{ clientDir: null, mode: 'production', doors: [directoryDoor(portal)] },
  })
  server.on('request', app)
  const made = await makeDirectoryToken(db, 'Entra', new Date(clock.time))
  if (made === 'taken') throw new Error(made)
  const { token } = made
  const send = async (method: string, path: string, sent?: unknown, headers: object = {}) => {
    const answer = await fetch(`${url}/scim/v2${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(sent === undefined ? {} : { 'Content-Type': 'application/scim+json' }),
        ...headers,
      },
      ...(sent === undefined
        ? {}
        : { body: typeof sent === 'string' ? sent : JSON.stringify(sent) }),
    })
    const text = await answer.text()
    const { status } = answer
    return { status, headers: answer.headers, body: text ? (JSON.parse(text) as JsonObject) : {} }
  }
  try {
    await body({ db, send, clock, token, url })
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

const patch = (...Operations: object[]) => ({ schemas: [PATCH], Operations })
const rowOf = (db: Db, id: unknown) =>
  db
    .selectFrom('people_employee')
    .where('id', '=', String(id))
    .selectAll()
    .executeTakeFirstOrThrow()

onBothDatabases(
  'somebody who joins in the directory joins here, in their unit',
  async (database) => {
    await withDirectory(database, async ({ db, send, url }) => {
      const made = await send('POST', '/Users', BABS)
      expect(made.status).toBe(201)
      expect(made.headers.get('content-type')).toMatch(/^application\/scim\+json/)
      const { id } = made.body
      expect(made.headers.get('location')).toBe(`${url}/scim/v2/Users/${String(id)}`)
      expect(made.body).toMatchObject({
        schemas: [USER, ENTERPRISE],
        externalId: '701984',
        userName: 'bjensen@example.com',
        displayName: 'Babs Jensen',
        active: true,
        emails: [{ value: 'bjensen@example.com', type: 'work', primary: true }],
        timezone: 'America/Los_Angeles',
        [ENTERPRISE]: {
          employeeNumber: '701984',
          organization: 'Universal Studios',
          department: 'Tour Operations',
        },
        meta: { resourceType: 'User', version: made.headers.get('etag') },
      })
      expect(await rowOf(db, id)).toMatchObject({
        ...{ staff_number: '701984', name: 'Babs Jensen', email: 'bjensen@example.com' },
        ...{ unit_id: 't', locale: 'en', status: 'active', time_zone: 'America/Los_Angeles' },
      })
      // What is not kept is neither stored nor sent back.
      const everything = JSON.stringify([
        await rowOf(db, id),
        await db.selectFrom('people_directory').selectAll().execute(),
        (await send('GET', `/Users/${String(id)}`)).body,
      ])
      expect(everything).not.toMatch(/t1meMa|555-555|Universal City|Tour Guide/)

      const again = await send('POST', '/Users', { ...BABS, userName: 'BJensen@example.com' })
      expect([again.status, again.body.scimType]).toEqual([409, 'uniqueness'])
      const named = await send('POST', '/Users', {
        ...{ schemas: [USER], userName: 'bjensen@EXAMPLE.com', displayName: 'Other' },
        [ENTERPRISE]: { employeeNumber: '2' },
      })
      expect([named.status, named.body.scimType]).toEqual([409, 'uniqueness'])
      expect(await db.selectFrom('people_employee').selectAll().execute()).toHaveLength(1)

      const bare = await send('POST', '/Users', { userName: '018', name: { givenName: 'Otto' } })
      expect(await rowOf(db, bare.body.id)).toMatchObject({
        ...{ staff_number: '018', name: 'Otto', unit_id: 'c', email: null },
      })
    })
  },
)

onBothDatabases('of two that join at once with one number one does', async (database) => {
  await withDirectory(database, async ({ send }) => {
    const told = await Promise.all([1, 2, 3].map(() => send('POST', '/Users', BABS)))
    expect(told.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  })
})

onBothDatabases(
  'people are found by userName, by externalId and page by page; who was here before as well',
  async (database) => {
    await withDirectory(database, async ({ db, send }) => {
      const person = (staffNumber: string, email: string | null = null) =>
        addEmployee(db, { staffNumber, name: 'P', email, unitId: 'c', locale: 'en' }, new Date())
      const old = await person('17', 'Emma@example.com')
      for (const one of ['01', '02', '03', '04']) await person(one, 'shared@example.com')
      await send('POST', '/Users', BABS)
      const find = async (filter: string) => {
        const { body } = await send('GET', `/Users?filter=${encodeURIComponent(filter)}`)
        return (body.Resources ?? [])
          .map((one) => one[ENTERPRISE] as JsonObject)
          .map(({ employeeNumber }) => employeeNumber)
      }
      expect(await find('userName eq "BJENSEN@example.com"')).toEqual(['701984'])
      expect(await find('externalId eq "701984"')).toEqual(['701984'])
      expect(await find('userName eq "17"')).toEqual(['17'])
      expect(await find('userName eq "emma@EXAMPLE.com"')).toEqual(['17'])
      expect(await find('userName eq "shared@example.com"')).toEqual([])
      expect(await find(`${ENTERPRISE}:employeeNumber eq "02"`)).toEqual(['02'])
      expect(await find('userName eq "nobody"')).toEqual([])
      const wrong = await send('GET', '/Users?filter=userName%20gt%20%22a%22')
      expect([wrong.status, wrong.body.scimType]).toEqual([400, 'invalidFilter'])

      const seen: unknown[] = []
      for (let start = 1; start <= 6; start += 2) {
        const { body } = await send('GET', `/Users?startIndex=${start}&count=2`)
        expect(body).toMatchObject({ totalResults: 6, startIndex: start, itemsPerPage: 2 })
        seen.push(...body.Resources!.map(({ userName }) => userName))
      }
      expect(seen).toEqual(['01', '02', '03', '04', '17', 'bjensen@example.com'])
      const none = await send('GET', '/Users?count=0')
      expect(none.body).toMatchObject({ totalResults: 6, itemsPerPage: 0, Resources: [] })
      const few = await send('GET', `/Users/${old}?attributes=userName,emails.value`)
      expect(Object.keys(few.body).sort()).toEqual(['emails', 'id', 'schemas', 'userName'])
      const less = await send('GET', `/Users/${old}?excludedAttributes=emails`)
      expect(less.body).not.toHaveProperty('emails')
      // The directory takes over whom it found, under its own name for them.
      const put = await send('PUT', `/Users/${old}`, {
        ...{ schemas: [USER], userName: 'emma', externalId: 'e-17', displayName: 'Emma Floor' },
      })
      expect(put.body).toMatchObject({ userName: 'emma', externalId: 'e-17', active: true })
      expect(await rowOf(db, old)).toMatchObject({
        ...{ staff_number: '17', name: 'Emma Floor', email: 'Emma@example.com' },
      })
      expect(await find('userName eq "17"')).toEqual([])
    })
  },
)

onBothDatabases(
  'who moves, moves; what the portal cannot do is said in words and changes nothing',
  async (database) => {
    await withDirectory(database, async ({ db, send }) => {
      const { body } = await send('POST', '/Users', BABS)
      const at = `/Users/${String(body.id)}`
      const department = (value: string) =>
        patch({ op: 'Replace', path: `${ENTERPRISE}:department`, value })
      for (const [value, unit] of [
        ['Rides', 'r'],
        ['code-t', 't'],
        ['Rides / Early shift', 'r1'],
      ] as const) {
        expect((await send('PATCH', at, department(value))).status, value).toBe(200)
        expect((await rowOf(db, body.id)).unit_id).toBe(unit)
      }
      for (const value of ['Early shift', 'Nowhere']) {
        const told = await send('PATCH', at, department(value))
        expect([told.status, told.body.scimType]).toEqual([400, 'invalidValue'])
        expect(told.body.detail).toContain(value)
      }
      const parts = await send(
        'PATCH',
        at,
        patch({ op: 'replace', path: 'name.familyName', value: 'Smith' }),
      )
      expect(parts.body).toMatchObject({ displayName: 'Barbara Smith', userName: BABS.userName })
      const home = await send('PATCH', at, patch({ op: 'remove', path: 'emails' }))
      expect(home.body.emails).toEqual([])
      const number = await send(
        'PATCH',
        at,
        patch({ op: 'replace', path: `${ENTERPRISE}:employeeNumber`, value: '5' }),
      )
      expect([number.status, number.body.scimType]).toEqual([400, 'mutability'])
      const married = await send(
        'PATCH',
        at,
        patch({ op: 'replace', value: { userName: 'bsmith' } }),
      )
      expect(married.body).toMatchObject({
        userName: 'bsmith',
        [ENTERPRISE]: { employeeNumber: '701984' },
      })
      // A person of HR has changed the name here: the directory sees it.
      await db
        .updateTable('people_employee')
        .set({ name: 'B. Smith' })
        .where('id', '=', String(body.id))
        .execute()
      const seen = await send('GET', at)
      expect(seen.body.name).toEqual({ formatted: 'B. Smith' })
      expect(await auditFaults(db)).toEqual([])
    })
  },
)

onBothDatabases(
  'a version that is not the present one changes nothing, and one that is known is not sent again',
  async (database) => {
    await withDirectory(database, async ({ db, send }) => {
      const made = await send('POST', '/Users', BABS)
      const at = `/Users/${String(made.body.id)}`
      const first = made.headers.get('etag')!
      expect((await send('GET', at, undefined, { 'If-None-Match': first })).status).toBe(304)
      const name = (value: string) => patch({ op: 'replace', path: 'displayName', value })
      const moved = await send('PATCH', at, name('Barbara'), { 'If-Match': first })
      expect(moved.status).toBe(200)
      expect(moved.headers.get('etag')).not.toBe(first)
      for (const [method, sent] of [
        ['PATCH', name('Late')],
        ['PUT', BABS],
        ['DELETE', undefined],
      ] as const) {
        const told = await send(method, at, sent, { 'If-Match': first })
        expect([method, told.status]).toEqual([method, 412])
      }
      expect(await rowOf(db, made.body.id)).toMatchObject({ name: 'Barbara', status: 'active' })
    })
  },
)

onBothDatabases(
  'who leaves in the directory is signed out at once, comes back as the same person, and the log says who said so',
  async (database) => {
    await withDirectory(database, async ({ db, send, clock }) => {
      const { body } = await send('POST', '/Users', BABS)
      const id = String(body.id)
      await grantRole(db, id, 'leader', 't')
      const now = new Date(clock.time)
      const cookie = (await startSession(db, false, id, now)).split(';')[0]!
      expect((await readSession(db, false, cookie, now)).employee?.id).toBe(id)
      // As Entra says it.
      const gone = await send(
        'PATCH',
        `/Users/${id}`,
        patch({ op: 'Replace', path: 'active', value: 'False' }),
      )
      expect([gone.status, gone.body.active]).toEqual([200, false])
      expect((await readSession(db, false, cookie, now)).employee).toBeNull()
      expect((await rowOf(db, id)).left_at).toBe(clock.time)
      expect((await send('GET', `/Users/${id}`)).body.active).toBe(false)
      // A whole user without a word about it brings nobody back.
      const { active: _, ...silent } = BABS
      expect((await send('PUT', `/Users/${id}`, silent)).body.active).toBe(false)

      clock.time += 60_000
      const back = await send(
        'PATCH',
        `/Users/${id}`,
        patch({ op: 'replace', value: { active: true } }),
      )
      expect(back.body).toMatchObject({ id, active: true })
      // Within a day it was a slip: what was held is held.
      const roles = () =>
        db.selectFrom('people_role').where('employee_id', '=', id).selectAll().execute()
      expect(await roles()).toHaveLength(1)

      expect((await send('DELETE', `/Users/${id}`)).status).toBe(204)
      for (const method of ['GET', 'DELETE'])
        expect((await send(method, `/Users/${id}`)).status).toBe(404)
      expect((await send('GET', '/Users')).body.totalResults).toBe(0)
      expect((await rowOf(db, id)).status).toBe('left')
      clock.time += 2 * DAY
      const again = await send('POST', '/Users', { ...BABS, displayName: 'Barbara Back' })
      expect([again.status, again.body.id]).toEqual([201, id])
      expect(await roles()).toHaveLength(0)
      expect(await rowOf(db, id)).toMatchObject({ status: 'active', name: 'Barbara Back' })

      const noted = await db.selectFrom('audit_entry').orderBy('seq').selectAll().execute()
      expect(noted.map(({ action }) => action)).toEqual([
        ...['directory.added', 'directory.left', 'directory.back'],
        ...['directory.left', 'directory.back'],
      ])
      expect(noted.at(-1)!.detail).toBe('{"name":"Entra"}')
      expect(await auditFaults(db)).toEqual([])
    })
  },
)

onBothDatabases(
  'no more than a tenth of the directory’s people leave within a day, before the operator says so',
  async (database) => {
    await withDirectory(database, async ({ db, send, clock }) => {
      const ids: string[] = []
      for (let n = 0; n < 60; n++) {
        const { body } = await send('POST', '/Users', { userName: `n${n}`, displayName: `P ${n}` })
        ids.push(String(body.id))
      }
      const off = (at: number) =>
        send(
          'PATCH',
          `/Users/${ids[at]!}`,
          patch({ op: 'replace', value: { active: false, displayName: 'X' } }),
        )
      for (let n = 0; n < 6; n++) expect((await off(n)).status, String(n)).toBe(200)
      const held = await off(6)
      expect(held.status).toBe(403)
      expect(held.body.detail).toContain('zveno directory release')
      expect(await rowOf(db, ids[6])).toMatchObject({ status: 'active', name: 'P 6' })
      expect((await send('DELETE', `/Users/${ids[7]!}`)).status).toBe(403)
      expect(await heldSince(db, new Date(clock.time))).toBe(clock.time)
      await releaseBrake(db, new Date(clock.time))
      for (let n = 6; n < 12; n++) expect((await off(n)).status, String(n)).toBe(200)
      clock.time += DAY + 1
      for (let n = 12; n < 16; n++) expect((await off(n)).status, String(n)).toBe(200)
      expect((await off(16)).status).toBe(200)
      expect((await off(17)).status).toBe(403)
    })
  },
)

onBothDatabases('the last owner stays, whatever the directory says', async (database) => {
  await withDirectory(database, async ({ db, send }) => {
    const { body } = await send('POST', '/Users', BABS)
    await grantRole(db, String(body.id), 'owner')
    const told = await send('DELETE', `/Users/${String(body.id)}`)
    expect(told.status).toBe(403)
    expect((await rowOf(db, body.id)).status).toBe('active')
  })
})

onBothDatabases(
  'without a token nothing is told, and one that was revoked opens nothing',
  async (database) => {
    await withDirectory(database, async ({ db, send, clock, token, url }) => {
      const bare = (headers: Record<string, string>, method = 'GET', path = '/Users') =>
        fetch(`${url}/scim/v2${path}`, { method, headers })
      for (const headers of [
        {},
        { Authorization: 'Bearer x' },
        { Authorization: `Basic ${token}` },
        { Authorization: `Bearer ${'A'.repeat(43)}` },
      ] as Record<string, string>[]) {
        for (const path of ['/Users', '/ServiceProviderConfig', '/nowhere']) {
          const answer = await bare(headers, 'GET', path)
          expect(answer.status).toBe(401)
          expect(answer.headers.get('www-authenticate')).toContain('Bearer')
        }
        expect((await bare(headers, 'DELETE', '/Users/x')).status).toBe(401)
      }
      await send('GET', '/Users')
      expect(await directoryTokens(db)).toEqual([
        { name: 'Entra', madeAt: clock.time, usedAt: clock.time },
      ])
      const stored = JSON.stringify(
        await db.selectFrom('people_directory_token').selectAll().execute(),
      )
      expect(stored).not.toContain(token)
      expect(await makeDirectoryToken(db, 'Entra', new Date())).toBe('taken')
      expect(await revokeDirectoryToken(db, 'Entra')).toBe('revoked')
      expect(await revokeDirectoryToken(db, 'Entra')).toBe('unknown')
      expect((await send('GET', '/Users')).status).toBe(401)
    })
  },
)

onBothDatabases('what can be done here is told as RFC 7643 says', async (database) => {
  await withDirectory(database, async ({ send, url }) => {
    const { body: config } = await send('GET', '/ServiceProviderConfig')
    expect(config).toMatchObject({
      ...{ patch: { supported: true }, bulk: { supported: false }, etag: { supported: true } },
      ...{ filter: { supported: true, maxResults: 200 }, sort: { supported: false } },
      ...{ changePassword: { supported: false } },
      meta: { resourceType: 'ServiceProviderConfig' },
    })
    const { body: types } = await send('GET', '/ResourceTypes')
    expect(types.Resources!.map(({ endpoint }) => endpoint)).toEqual(['/Users'])
    const { body: schema } = await send('GET', `/Schemas/${encodeURIComponent(USER)}`)
    expect(schema).toMatchObject({
      ...{ id: USER, meta: { location: `${url}/scim/v2/Schemas/${USER}` } },
    })
    // Each attribute that is sent is in a schema.
    const { body } = await send('POST', '/Users', BABS)
    const { body: all } = await send('GET', '/Schemas')
    const namesOf = (id: string) =>
      (all.Resources!.find((one) => one.id === id)!.attributes as JsonObject[]).map(
        ({ name }) => name,
      )
    const common = ['schemas', 'id', 'meta', ENTERPRISE]
    expect(Object.keys(body).filter((key) => !common.includes(key))).toEqual(
      expect.arrayContaining(namesOf(USER).filter((name) => name !== 'x')),
    )
    expect(namesOf(ENTERPRISE)).toEqual(
      expect.arrayContaining(Object.keys(body[ENTERPRISE] as JsonObject)),
    )
    expect((await send('POST', '/Schemas', {})).status).toBe(405)
    expect((await send('PUT', '/Users', {})).status).toBe(405)
  })
})

onBothDatabases(
  'what cannot be read is refused in the form of RFC 7644, 3.12',
  async (database) => {
    await withDirectory(database, async ({ db, send }) => {
      const told = async (sent: unknown, headers: object = {}) => {
        const { status, body } = await send('POST', '/Users', sent, headers)
        expect(body.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error'])
        expect(body.status).toBe(String(status))
        expect(body.detail).toMatch(/\w/)
        return [status, body.scimType]
      }
      expect(await told('{"userName":')).toEqual([400, 'invalidSyntax'])
      expect(await told('[]')).toEqual([400, 'invalidSyntax'])
      expect(await told('x', { 'Content-Type': 'text/plain' })).toEqual([415, undefined])
      expect(await told({ displayName: 'A' })).toEqual([400, 'invalidValue'])
      expect(await told({ userName: 'a' })).toEqual([400, 'invalidValue'])
      expect(await told({ userName: 'a\0b', displayName: 'A' })).toEqual([400, 'invalidValue'])
      expect(await told({ userName: 'a', displayName: { x: 1 } })).toEqual([400, 'invalidValue'])
      expect(await told({ userName: 'a'.repeat(5000), displayName: 'A' })).toEqual([
        400,
        'invalidValue',
      ])
      expect(await told({ userName: 'a', displayName: 'A', emails: [{ value: 'no' }] })).toEqual([
        400,
        'invalidValue',
      ])
      expect(await told({ userName: 'a', displayName: 'A', active: 'maybe' })).toEqual([
        400,
        'invalidValue',
      ])
      expect(await told({ userName: 'x'.repeat(70_000) })).toEqual([413, undefined])
      expect(await db.selectFrom('people_employee').selectAll().execute()).toEqual([])
      for (const path of ['/Users/%00', '/Users/%E0%A4%A', '/Users/a/b', '/Users/none'])
        expect([400, 404]).toContain((await send('GET', path)).status)
      expect((await send('GET', '/Users?count=many')).status).toBe(400)
    })
  },
)

onBothDatabases(
  'groups are none here: a directory that asks for them goes on, one that sends them is told why not',
  async (database) => {
    await withDirectory(database, async ({ db, send }) => {
      const asked = `/Groups?filter=${encodeURIComponent('displayName eq "Tour Guides"')}`
      for (const path of ['/Groups', asked]) {
        const { status, body } = await send('GET', path)
        expect(status).toBe(200)
        expect(body).toMatchObject({ totalResults: 0, itemsPerPage: 0, Resources: [] })
      }
      expect((await send('GET', '/Groups/1')).status).toBe(404)
      // The group of RFC 7643, 8.4, and a change of it.
      const { body: babs } = await send('POST', '/Users', BABS)
      const group = {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
        displayName: 'Tour Guides',
        members: [{ value: babs.id, display: 'Babs Jensen' }],
      }
      const before = await rowOf(db, babs.id)
      for (const [method, path, sent] of [
        ['POST', '/Groups', group],
        ['PUT', '/Groups/1', group],
        ['PATCH', '/Groups/1', patch({ op: 'remove', path: 'members' })],
        ['DELETE', '/Groups/1', undefined],
      ] as const) {
        const { status, body } = await send(method, path, sent)
        expect([status, body.status]).toEqual([501, '501'])
        expect(body.detail).toContain('department')
      }
      expect(await rowOf(db, babs.id)).toEqual(before)
    })
  },
)

onBothDatabases(
  'a unit that was merged or closed takes nobody in: the directory is told where it goes on, and who comes back works there',
  async (database) => {
    await withDirectory(database, async ({ db, send, clock }) => {
      const now = new Date(clock.time)
      const { body } = await send('POST', '/Users', BABS)
      const at = `/Users/${String(body.id)}`
      const unitIs = async () => (await rowOf(db, body.id)).unit_id
      const active = (value: boolean) => patch({ op: 'replace', path: 'active', value })
      expect((await send('PATCH', at, active(false))).status).toBe(200)
      expect(await closeUnit(db, 't1', async () => false, now)).toBe('closed')
      expect(await mergeUnit(db, 't', 'r', async () => {}, now)).toBe('merged')
      // Who left keeps the unit they left from, until they are back.
      expect(await unitIs()).toBe('t')
      expect((await send('PATCH', at, active(true))).status).toBe(200)
      expect(await unitIs()).toBe('r')

      const department = (value: string) =>
        send('PATCH', at, patch({ op: 'replace', path: `${ENTERPRISE}:department`, value }))
      for (const wish of ['Tour Operations', 'code-t']) {
        const told = await department(wish)
        expect([told.status, told.body.scimType]).toEqual([400, 'invalidValue'])
        expect(told.body.detail).toContain('part of Rides now')
      }
      const told = await department('code-t1')
      expect([told.status, told.body.scimType]).toEqual([400, 'invalidValue'])
      expect(await unitIs()).toBe('r')
      const joins = {
        ...BABS,
        userName: 'new',
        [ENTERPRISE]: { employeeNumber: '2', department: 'code-t' },
      }
      expect((await send('POST', '/Users', joins)).status).toBe(400)
      expect(await db.selectFrom('people_employee').selectAll().execute()).toHaveLength(1)
      expect((await department('Rides / Early shift')).status).toBe(200)
      expect(await unitIs()).toBe('r1')
    })
  },
)

test('a directory that asks more than three thousand times a minute waits for the next one', async () => {
  const database = await freshDatabase()
  await withDirectory(database, async ({ clock, send, url }) => {
    expect((await send('GET', '/Users?count=0')).status).toBe(200)
    // Who has no token is counted as well: nobody tries them all.
    const told = await flood(new URL(url), 2999)
    expect([told.length, [...new Set(told)]]).toEqual([2999, ['401']])
    const late = await send('GET', '/Users?count=0')
    expect(late.body).toMatchObject({ status: '429' })
    expect([late.status, late.headers.get('retry-after')]).toEqual([429, '60'])
    clock.time += 60_000
    expect((await send('GET', '/Users?count=0')).status).toBe(200)
  }).finally(() => database.remove())
})

/** Asks without a token so many times over one connection; the status of each answer. */
function flood({ hostname, port }: URL, times: number): Promise<string[]> {
  const asked = `GET /scim/v2/Users HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`
  return new Promise((resolve, reject) => {
    let heard = ''
    const socket = connect(Number(port), hostname, () => socket.end(asked.repeat(times)))
    socket.setEncoding('latin1').on('data', (text: string) => (heard += text))
    socket.on('error', reject)
    socket.on('close', () => {
      resolve([...heard.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status!))
    })
  })
}
