import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'
import { startSession } from '../../app/auth/session.server.ts'
import { makeApp } from '../../app/http/app.ts'
import { makeLog } from '../../app/http/log.ts'
import { closeWave } from '../../app/pulse/close.server.ts'
import { keyIsInManifest, readManifest } from '../../app/pulse/manifest.ts'
import { pulseProtocol } from '../../app/pulse/protocol.server.ts'
import { newReceipt, withdrawSecret } from '../../app/pulse/receipt.ts'
import type { PostedResponse } from '../../app/pulse/response.server.ts'
import { toBase64url } from '../../app/pulse/token.ts'
import { manifestText, myPart } from '../../app/pulse/wave.server.ts'
import { onBothDatabases, type TestDatabase } from '../support/database.ts'
import { AFTER, answerOf, blindedMessage, companyOf, keyDirOf, LATER, launched } from './company.ts'

/** The portal's own server in front of the protocol, at noon of the day after the launch. */
async function serving(database: TestDatabase, work: (site: Site) => Promise<void>): Promise<void> {
  const people = await companyOf(database.db, { haifa: 9 })
  const keyDir = keyDirOf(database)
  const waveId = await launched(database.db, keyDir)
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const publicOrigin = `http://127.0.0.1:${port}`
  const portal = {
    db: database.db,
    now: () => LATER,
    log: makeLog('silent'),
    company: { name: 'Garden', timeZone: 'UTC' },
    settings: {
      port,
      host: '127.0.0.1',
      dataDir: database.dataDir,
      keyDir,
      databaseUrl: undefined,
      publicOrigin,
      secret: 'only for this test, only for this test',
      smtpUrl: undefined,
      mailFrom: undefined,
      trustProxy: undefined,
      logLevel: 'silent',
    },
  }
  server.on(
    'request',
    makeApp(portal, {
      build: () => Promise.reject(new Error('no page is asked for here')),
      clientDir: null,
      mode: 'production',
      routers: [pulseProtocol(portal)],
    }),
  )
  try {
    const [me] = people.haifa as [string]
    const session = await startSession(database.db, false, me, LATER)
    await work({ origin: publicOrigin, waveId, me, cookie: session.split(';')[0]! })
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

interface Site {
  origin: string
  waveId: string
  me: string
  cookie: string
}

async function call(
  site: Site,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string; body: any; headers: Record<string, any> }> {
  const method = body === undefined ? 'GET' : 'POST'
  const asked = request(`${site.origin}/pulse/${site.waveId}/${path}`, {
    method,
    headers: {
      ...(method === 'POST' ? { Origin: site.origin, 'Content-Type': 'application/json' } : {}),
      ...headers,
    },
  })
  asked.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body))
  const [response] = await once(asked, 'response')
  const text = (await response.setEncoding('utf8').toArray()).join('')
  const json = /json/.test(response.headers['content-type'] ?? '')
  return {
    status: response.statusCode,
    text,
    body: json ? JSON.parse(text) : null,
    headers: response.headers,
  }
}

function inBase64url(posted: PostedResponse): Record<string, string> {
  return Object.fromEntries(
    Object.entries(posted).map(([name, value]) => [name, toBase64url(value as Buffer)]),
  )
}

onBothDatabases(
  'an answer travels: key, manifest, token, response, and back again by its receipt',
  async (database) => {
    await serving(database, async (site) => {
      const { db } = database
      const signedIn = { Cookie: site.cookie }
      const manifest = await call(site, 'manifest')
      expect(manifest.text).toBe(await manifestText(db, site.waveId))
      expect(manifest.headers['set-cookie']).toBeUndefined()
      const key = await call(site, 'key', undefined, signedIn)
      expect(Object.keys(key.body).sort()).toEqual(['group', 'path', 'spki'])
      expect(await keyIsInManifest(readManifest(manifest.text)!, key.body)).toBe(true)

      const blinded = toBase64url(blindedMessage())
      const token = await call(site, 'token', { blinded }, signedIn)
      expect([token.status, Object.keys(token.body)]).toEqual([200, ['signature']])
      expect(await call(site, 'token', { blinded }, signedIn)).toMatchObject({ body: token.body })
      const other = { blinded: toBase64url(blindedMessage()) }
      expect((await call(site, 'token', other, signedIn)).status).toBe(409)
      expect((await call(site, 'token', { blinded: 'AAAA' }, signedIn)).status).toBe(400)

      const receipt = newReceipt()
      const { group } = (await myPart(db, site.waveId, site.me))!
      const posted = inBase64url(
        await answerOf(db, keyDirOf(database), site.waveId, group, {}, receipt),
      )
      expect((await call(site, 'response', posted)).status).toBe(201)
      expect((await call(site, 'response', posted)).status).toBe(200)
      const changed = { ...posted, withdraw: toBase64url(new Uint8Array(32)) }
      expect((await call(site, 'response', changed)).status).toBe(409)

      const withdraw = toBase64url(await withdrawSecret(receipt, site.waveId))
      expect((await call(site, 'withdraw', { withdraw: 'AAAA' })).status).toBe(400)
      expect(
        (await call(site, 'withdraw', { withdraw: toBase64url(new Uint8Array(32)) })).status,
      ).toBe(404)
      expect((await call(site, 'withdraw', { withdraw })).status).toBe(200)
      expect((await call(site, 'response', posted)).status).toBe(409)

      await closeWave(db, keyDirOf(database), site.waveId, AFTER)
      expect((await call(site, 'response', posted)).status).toBe(410)
      expect((await call(site, 'withdraw', { withdraw })).status).toBe(410)
      expect((await call(site, 'token', { blinded }, signedIn)).status).toBe(410)
    })
  },
)

onBothDatabases(
  'an answer that comes with a session, or anything that says who sends it, is refused and not stored',
  async (database) => {
    await serving(database, async (site) => {
      const { db } = database
      const { group } = (await myPart(db, site.waveId, site.me))!
      const posted = inBase64url(await answerOf(db, keyDirOf(database), site.waveId, group))
      const secret = { withdraw: toBase64url(new Uint8Array(32)) }
      const telling: Record<string, string>[] = [
        { Cookie: site.cookie },
        { Cookie: 'x=%' },
        { Authorization: 'Basic YTpi' },
        { 'X-Forwarded-User': 'anna' },
        { 'X-Forwarded-Email': 'anna@example.org' },
        { 'Remote-User': 'anna' },
        { 'X-Remote-User': 'anna' },
        { 'X-Auth-Request-Email': 'anna@example.org' },
      ]
      for (const headers of telling) {
        expect((await call(site, 'response', posted, headers)).status).toBe(400)
        expect((await call(site, 'withdraw', secret, headers)).status).toBe(400)
        expect((await call(site, 'manifest', undefined, headers)).status).toBe(400)
      }
      expect(await db.selectFrom('pulse_response').select('spent').execute()).toEqual([])
      expect((await call(site, 'response', posted, { 'X-Forwarded-For': '10.0.0.1' })).status).toBe(
        201,
      )
    })
  },
)

onBothDatabases(
  'strangers get no key and no token, and foreign pages get nothing',
  async (database) => {
    await serving(database, async (site) => {
      const { db } = database
      const blinded = toBase64url(blindedMessage())
      const signedIn = { Cookie: site.cookie }
      expect((await call(site, 'key')).status).toBe(401)
      expect((await call(site, 'token', { blinded })).status).toBe(401)
      const foreign = { ...signedIn, Origin: 'https://elsewhere.example' }
      expect((await call(site, 'token', { blinded }, foreign)).status).toBe(403)
      const cross = { ...signedIn, 'Sec-Fetch-Site': 'cross-site' }
      expect((await call(site, 'token', { blinded }, cross)).status).toBe(403)
      await db.deleteFrom('pulse_eligible').where('employee_id', '=', site.me).execute()
      expect((await call(site, 'key', undefined, signedIn)).status).toBe(403)
      expect((await call(site, 'token', { blinded }, signedIn)).status).toBe(403)
      const nowhere = { ...site, waveId: '00000000-0000-4000-8000-000000000000' }
      expect((await call(nowhere, 'manifest')).status).toBe(404)
      expect((await call({ ...site, waveId: '..%2f..%2fsecret' }, 'manifest')).status).toBe(404)
      expect((await call(nowhere, 'response', {})).status).toBe(400)
      expect((await call(site, 'response', 'no json')).status).toBe(400)
      expect(await db.selectFrom('pulse_issued').select('employee_id').execute()).toEqual([])
    })
  },
)

onBothDatabases(
  'invalid signatures alone are slowed down: a good answer from the same address still passes',
  async (database) => {
    await serving(database, async (site) => {
      const { db } = database
      const { group } = (await myPart(db, site.waveId, site.me))!
      const posted = inBase64url(await answerOf(db, keyDirOf(database), site.waveId, group))
      const bad = { ...posted, token: toBase64url(new Uint8Array(32)) }
      const statuses: number[] = []
      for (let i = 0; i < 22; i++) statuses.push((await call(site, 'response', bad)).status)
      expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 403))
      expect(statuses.slice(20)).toEqual([429, 429])
      expect((await call(site, 'response', posted)).status).toBe(201)
    })
  },
)
