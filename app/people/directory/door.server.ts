import type { Request, RequestHandler, Response } from 'express'
import { limitedBody, type WithBody } from '../../http/body-limit.ts'
import { logFault } from '../../http/log.ts'
import type { Portal } from '../../http/portal.ts'
import { rateLimit } from '../../http/rate-limit.ts'
import { storageTrouble } from '../../http/storage.ts'
import { unitTree } from '../unit.server.ts'
import { noteHeld } from './brake.server.ts'
import { changes, Held, joins, removes, type Shown, shownOf } from './directory.server.ts'
import { wishFrom } from './filter.ts'
import { peopleSeen, personSeen } from './find.server.ts'
import { patched } from './patch.ts'
import { PROVIDER, RESOURCE_TYPES, SCHEMAS } from './schemas.ts'
import { errorBody, type Json, type JsonObject, LIST, MOST, ScimError, wrong } from './scim.ts'
import { directoryOf } from './token.server.ts'

const PATH = '/scim/v2'
const TYPE = 'application/scim+json'
/** Of one address in a minute: Entra wants twenty-five a second, and several directories may sit behind one. */
const REQUESTS = 3000

const NO_GROUPS =
  'Groups are not taken: everybody works in one unit, which department names, and what somebody may do or leads is given by HR. Send users only.'

interface Answer {
  status: number
  body?: JsonObject
  headers?: Record<string, string>
}

interface Asked {
  portal: Portal
  request: Request
  /** The directory that asks, by its token's name. */
  name: string
  base: string
}

/**
 * /scim/v2, where a directory says who joins, moves and leaves (RFC 7644). A machine sends no Origin: these handlers stand
 * before the guard of origins, and answer whatever comes. What stands for it is the token, which no browser sends by itself.
 */
export function directoryDoor(portal: Portal): { path: string; handlers: RequestHandler[] } {
  const slow = rateLimit(REQUESTS, portal.now, (response) => {
    send(response, failing(new ScimError(429, 'Too many requests: go on in a minute.')))
  })
  const answer: RequestHandler = (request, response) => {
    asked(portal, request)
      .catch((error: Error) => failing(scimErrorOf(error, portal, request)))
      .then((said) => send(response, said))
      .catch((error: Error) => {
        logFault(portal.log, request.path, error)
        response.destroy()
      })
  }
  const large = JSON.stringify(errorBody(new ScimError(413, 'At most 64 kB can be sent here.')))
  return { path: PATH, handlers: [slow, limitedBody(undefined, large, TYPE), answer] }
}

async function asked(portal: Portal, request: Request): Promise<Answer> {
  const { db, now, settings } = portal
  const name = await directoryOf(db, request.get('authorization'), now())
  if (name === null) throw new ScimError(401, 'A token of the portal is missing or unknown.')
  try {
    return await answered({ portal, request, name, base: settings.publicOrigin + PATH })
  } catch (error) {
    if (error instanceof Held) await noteHeld(db, name, now())
    throw error
  }
}

function scimErrorOf(
  error: Error & { code?: unknown },
  portal: Portal,
  request: Request,
): ScimError {
  if (error instanceof ScimError) return error
  // Two that join at once with the same number: the second is told so by the database.
  if (error.code === '23505' || error.code === 'SQLITE_CONSTRAINT_UNIQUE') {
    return new ScimError(409, 'Somebody has that staff number or userName already.', 'uniqueness')
  }
  logFault(portal.log, request.path, error)
  return storageTrouble(error)
    ? new ScimError(503, 'The portal cannot reach its storage. Nothing was kept: send it again.')
    : new ScimError(500, 'The portal failed. Nothing was kept.')
}

async function answered(asked: Asked): Promise<Answer> {
  const { request } = asked
  if (request.url.includes('%00')) throw wrong('invalidValue', 'There is no NUL in an address.')
  const [area = '', id, ...more] = request.path.split('/').filter(Boolean).map(decoded)
  if (more.length > 0) throw nothing()
  const { method } = request
  const reading = method === 'GET' || method === 'HEAD'
  if (area === 'Users') {
    if (id === undefined) {
      if (reading) return listed(asked)
      if (method === 'POST') return joined(asked)
    } else {
      if (reading) return one(asked, id)
      if (method === 'PUT' || method === 'PATCH') return changed(asked, id, method)
      if (method === 'DELETE') return removed(asked, id)
    }
    throw new ScimError(405, `${method} is not possible here.`)
  }
  if (area === 'Groups') {
    // An empty list, so that a directory which asks first goes on with its people.
    if (reading && id === undefined) return { status: 200, body: listOf([], 0, 1) }
    if (reading) throw nothing()
    throw new ScimError(501, NO_GROUPS)
  }
  const fixed = {
    ServiceProviderConfig: [PROVIDER],
    ResourceTypes: RESOURCE_TYPES,
    Schemas: SCHEMAS,
  }
  if (!Object.hasOwn(fixed, area)) throw nothing()
  if (!reading) throw new ScimError(405, `${method} is not possible here.`)
  // What may be asked of it does not tell people apart (RFC 7644, 4).
  if (request.query.filter !== undefined) throw new ScimError(403, 'These cannot be filtered.')
  return fixedAnswer(asked, area, fixed[area as keyof typeof fixed], id)
}

function fixedAnswer({ base }: Asked, area: string, all: JsonObject[], id?: string): Answer {
  const placed = all.map((one) => {
    const own = area === 'ServiceProviderConfig' ? '' : `/${String(one.id)}`
    const resourceType = area === 'ServiceProviderConfig' ? area : area.slice(0, -1)
    return { ...one, meta: { resourceType, location: `${base}/${area}${own}` } }
  })
  if (area === 'ServiceProviderConfig') return { status: 200, body: placed[0]! }
  if (id === undefined) return { status: 200, body: listOf(placed, placed.length, 1) }
  const found = placed.find((one) => (one as JsonObject).id === id)
  if (!found) throw nothing()
  return { status: 200, body: found }
}

async function listed(asked: Asked): Promise<Answer> {
  const { portal, request } = asked
  const { filter, startIndex, count } = request.query
  const wish = typeof filter === 'string' ? wishFrom(filter) : {}
  const start = Math.max(1, wholeOf(startIndex, 1))
  const most = Math.min(MOST, Math.max(0, wholeOf(count, MOST)))
  const { people, total } = await peopleSeen(portal.db, wish, start, most)
  const units = await unitTree(portal.db)
  const users = people.map((person) => chosen(asked, shownOf(person, units), person.createdAt))
  return { status: 200, body: listOf(users, total, start) }
}

async function one(asked: Asked, id: string): Promise<Answer> {
  const { portal, request } = asked
  const person = await personSeen(portal.db, id)
  if (!person) throw new ScimError(404, `There is no user ${id.slice(0, 100)}.`)
  const shown = shownOf(person, await unitTree(portal.db))
  const known = request.get('if-none-match')
  if (known && versionsIn(known).includes(shown.version)) {
    return { status: 304, headers: { ETag: shown.version } }
  }
  return userAnswer(asked, 200, shown, person.createdAt)
}

async function joined(asked: Asked): Promise<Answer> {
  const { portal, request, name, base } = asked
  const shown = await joins(portal.db, bodyOf(request), { name, now: portal.now() })
  const answer = await whole(asked, 201, shown)
  return {
    ...answer,
    headers: { ...answer.headers, Location: `${base}/Users/${String(shown.user.id)}` },
  }
}

async function changed(asked: Asked, id: string, method: 'PUT' | 'PATCH'): Promise<Answer> {
  const { portal, request, name } = asked
  const body = bodyOf(request)
  const change = (user: JsonObject) => (method === 'PATCH' ? patched(user, body) : body)
  const asking = { name, now: portal.now() }
  return whole(asked, 200, await changes(portal.db, id, matching(request), change, asking))
}

async function removed({ portal, request, name }: Asked, id: string): Promise<Answer> {
  await removes(portal.db, id, matching(request), { name, now: portal.now() })
  return { status: 204 }
}

async function whole(asked: Asked, status: number, shown: Shown): Promise<Answer> {
  const person = await personSeen(asked.portal.db, String(shown.user.id))
  return userAnswer(asked, status, shown, person?.createdAt ?? asked.portal.now().getTime())
}

function userAnswer(asked: Asked, status: number, shown: Shown, createdAt: number): Answer {
  return { status, body: chosen(asked, shown, createdAt), headers: { ETag: shown.version } }
}

/** The user with where it stands, and of it what was asked for (RFC 7644, 3.9). */
function chosen({ request, base }: Asked, { user, version }: Shown, createdAt: number): JsonObject {
  const meta = {
    ...{ resourceType: 'User', created: new Date(createdAt).toISOString() },
    ...{ location: `${base}/Users/${String(user.id)}`, version },
  }
  const all: JsonObject = { ...user, meta }
  const { attributes, excludedAttributes } = request.query
  const named = (list: unknown) =>
    typeof list === 'string' ? list.split(',').map((name) => name.trim().toLowerCase()) : null
  const [only, without] = [named(attributes), named(excludedAttributes)]
  const isIn = (names: string[], key: string) =>
    names.some((name) => name === key || name.startsWith(`${key}.`) || name.startsWith(`${key}:`))
  return Object.fromEntries(
    Object.entries(all).filter(([key]) => {
      if (key === 'id' || key === 'schemas') return true
      const small = key.toLowerCase()
      if (only) return isIn(only, small)
      return !without?.includes(small)
    }),
  )
}

function listOf(all: Json[], total: number, start: number): JsonObject {
  return {
    schemas: [LIST],
    ...{ totalResults: total, startIndex: start, itemsPerPage: all.length, Resources: all },
  }
}

/** Whether a version is the one that If-Match names; without that header each is. */
function matching(request: Request): (version: string) => boolean {
  const wanted = request.get('if-match')
  return (version) => !wanted || wanted.trim() === '*' || versionsIn(wanted).includes(version)
}

function versionsIn(header: string): string[] {
  return header.split(',').map((one) => one.trim())
}

function bodyOf(request: Request): unknown {
  const type = (request.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
  if (type !== TYPE && type !== 'application/json') {
    throw new ScimError(415, `Send it as ${TYPE}.`)
  }
  const text = (request as WithBody).rawBody?.toString('utf8') ?? ''
  // PostgreSQL keeps no NUL, and nobody is called by one.
  if (/\\u0000/i.test(text)) throw wrong('invalidValue', 'There is no NUL in a text.')
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw wrong('invalidSyntax', 'This is no JSON.')
  }
}

function wholeOf(value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise
  if (typeof value !== 'string' || !/^-?\d{1,9}$/.test(value)) {
    throw wrong('invalidValue', 'startIndex and count are whole numbers.')
  }
  return Number(value)
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw nothing()
  }
}

function nothing(): ScimError {
  return new ScimError(404, 'There is nothing here.')
}

function failing(error: ScimError): Answer {
  const { status } = error
  const headers: Record<string, string> =
    status === 401 ? { 'WWW-Authenticate': 'Bearer realm="scim"' } : {}
  return { status, body: errorBody(error), headers }
}

function send(response: Response, { status, body, headers = {} }: Answer): void {
  response.status(status).set({ 'Cache-Control': 'no-store', ...headers })
  if (body === undefined) return void response.end()
  response.set('Content-Type', `${TYPE}; charset=utf-8`).end(JSON.stringify(body))
}
