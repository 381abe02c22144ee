import { createHmac, randomBytes } from 'node:crypto'
import type { AppLoadContext } from '@remix-run/node'
import express, { type NextFunction, type Request, type Response, type Router } from 'express'
import { visitor } from '../auth/require.server.ts'
import type { WithBody } from '../http/body-limit.ts'
import type { Portal } from '../http/portal.ts'
import type { Employee } from '../people/employee.server.ts'
import { mailbox } from './acting/mailbox.server.ts'
import { issueToken, postedResponse, storeResponse, withdrawResponse } from './response.server.ts'
import { groupKeyFor, manifestText } from './wave.server.ts'

/**
 * The pulse's six addresses, in JSON. They stand before Remix: four of them must never see a session, and an answer
 * takes a third of the time. `key` and `token` are for the signed-in person; `manifest`, `response`, `withdraw` and
 * `mailbox` refuse whatever could say who is asking. Origin, size and the silent log are the server's, in front of this.
 */
export function pulseProtocol(portal: Portal): Router {
  const { db, settings, now } = portal
  const router = express.Router()
  const tooMany = invalidSignatures(now)

  router.param('waveId', (_request, response, next, waveId: string) => {
    if (UUID.test(waveId)) next()
    else answer(response, 404, { outcome: 'no-such-wave' })
  })

  router.get(
    '/pulse/:waveId/manifest',
    withoutCredentials,
    handled(async (request, response) => {
      const text = await manifestText(db, request.params.waveId!)
      if (text === null) return answer(response, 404, { outcome: 'no-such-wave' })
      response.set('Cache-Control', 'public, max-age=86400, immutable')
      response.type('application/json').send(text)
    }),
  )

  router.get(
    '/pulse/:waveId/mailbox',
    withoutCredentials,
    handled(async (request, response) => {
      const boxes = await mailbox(db, settings.secret, request.params.waveId!)
      if (boxes === null) return answer(response, 404, { outcome: 'no-such-wave' })
      answer(response, 200, { boxes })
    }),
  )

  router.get(
    '/pulse/:waveId/key',
    handled(async (request, response) => {
      const me = await signedIn(portal, request, response)
      if (!me) return answer(response, 401, { outcome: 'signed-out' })
      const key = await groupKeyFor(db, request.params.waveId!, me.id)
      if (!key) return answer(response, 403, { outcome: 'not-eligible' })
      answer(response, 200, key)
    }),
  )

  router.post(
    '/pulse/:waveId/token',
    handled(async (request, response) => {
      const me = await signedIn(portal, request, response)
      if (!me) return answer(response, 401, { outcome: 'signed-out' })
      const { waveId } = request.params
      const { blinded } = bodyOf(request)
      const outcome = await issueToken(db, settings.keyDir, waveId!, me.id, blinded, now())
      if (typeof outcome === 'string') return answer(response, STATUS[outcome], { outcome })
      answer(response, 200, { signature: outcome.signature.toString('base64url') })
    }),
  )

  router.post(
    '/pulse/:waveId/response',
    withoutCredentials,
    handled(async (request, response) => {
      const posted = postedResponse(bodyOf(request))
      if (!posted) return answer(response, 400, { outcome: 'malformed' })
      const outcome = await storeResponse(db, request.params.waveId!, posted, now())
      // A good signature always passes: one hostile device must not shut out the others behind its address.
      if (outcome === 'unsigned' && tooMany(request.ip ?? '')) {
        return answer(response, 429, { outcome: 'too-many' })
      }
      answer(response, STATUS[outcome], { outcome })
    }),
  )

  router.post(
    '/pulse/:waveId/withdraw',
    withoutCredentials,
    handled(async (request, response) => {
      const { withdraw } = bodyOf(request)
      const outcome = await withdrawResponse(db, request.params.waveId!, withdraw, now())
      answer(response, STATUS[outcome], { outcome })
    }),
  )
  return router
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const STATUS = {
  stored: 201,
  repeated: 200,
  withdrawn: 200,
  malformed: 400,
  unsigned: 403,
  'not-eligible': 403,
  'no-such-wave': 404,
  unknown: 404,
  another: 409,
  spent: 409,
  closed: 410,
  'not-issuing': 410,
  'keys-missing': 503,
} as const

function answer(response: Response, status: number, body: object): void {
  response.set('Cache-Control', 'no-store').status(status).json(body)
}

function handled(work: (request: Request, response: Response) => Promise<void>) {
  return async (request: Request, response: Response, next: NextFunction) => {
    try {
      await work(request, response)
    } catch (error) {
      next(error)
    }
  }
}

function bodyOf(request: Request): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse((request as WithBody).rawBody?.toString('utf8') ?? '')
    return body !== null && typeof body === 'object' ? (body as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

async function signedIn(
  portal: Portal,
  request: Request,
  response: Response,
): Promise<Employee | null> {
  const asked = new globalThis.Request(portal.settings.publicOrigin, {
    headers: { Cookie: request.get('cookie') ?? '' },
  })
  const context: AppLoadContext = { ...portal, cspNonce: '', ip: '' }
  const { employee, setCookie } = await visitor(asked, context)
  if (setCookie) response.append('Set-Cookie', setCookie)
  return employee
}

/** Headers with which a browser or a signing-in proxy says who somebody is. */
const CREDENTIALS = new RegExp(
  `^(${[
    'cookie|authorization|proxy-authorization',
    'remote-.*|x-(remote|auth|authenticated|authentik|webauth|goog-authenticated)-.*',
    'x-forwarded-(user|email|groups|preferred-username|access-token|client-cert)',
    'x-(user|username|email)|(x-)?ssl-client-.*|x-client-cert.*',
    'cf-access-.*|tailscale-user-.*|x-amzn-oidc-.*|x-ms-client-principal.*',
  ].join('|')})$`,
)

function withoutCredentials(request: Request, response: Response, next: NextFunction): void {
  if (Object.keys(request.headers).some((name) => CREDENTIALS.test(name))) {
    answer(response, 400, { outcome: 'credentials-sent' })
  } else next()
}

const WINDOW = 10 * 60 * 1000
const ALLOWED = 20

/**
 * Counts invalid signatures alone, by an address hashed with a key that lives ten minutes in memory; true beyond
 * twenty. Neither the address nor anything that outlives the window is kept.
 */
function invalidSignatures(now: () => Date): (address: string) => boolean {
  let key = randomBytes(32)
  let since = 0
  const counts = new Map<string, number>()
  return (address) => {
    const time = now().getTime()
    if (time - since >= WINDOW || counts.size > 10_000) {
      key = randomBytes(32)
      since = time
      counts.clear()
    }
    const who = createHmac('sha256', key).update(address).digest('base64url')
    const count = (counts.get(who) ?? 0) + 1
    counts.set(who, count)
    return count > ALLOWED
  }
}
