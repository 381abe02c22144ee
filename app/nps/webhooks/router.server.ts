import type { Request, RequestHandler } from 'express'
import { limitedBody, type WithBody } from '../../http/body-limit.ts'
import type { Portal } from '../../http/portal.ts'
import { rateLimit } from '../../http/rate-limit.ts'
import { receive } from './receive.server.ts'

/** A long form with all its questions; a survey tool sends a tenth of that. */
const LARGEST = 256 * 1024
/** Of one address in a minute: a tool that catches up after a night sends many at once. */
const MOST = 300

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * POST /hooks/nps/:id, other tools' answers. A machine sends no Origin: these handlers stand before the guard of
 * origins, and each of them answers, so that nothing passes the guard that way. What stands for it is the signature.
 */
export function webhookDoor(portal: Portal): { path: string; handlers: RequestHandler[] } {
  const { db, now, settings, company } = portal
  const told: RequestHandler = (request, response, next) => {
    const id = request.params.id ?? ''
    const body = (request as WithBody).rawBody ?? Buffer.alloc(0)
    const receiving = {
      ...{ db, now: now(), portalSecret: settings.secret, timeZone: company.timeZone },
    }
    const answered = ID.test(id)
      ? receive(receiving, id, body, headerOf(request))
      : Promise.resolve({ status: 404, outcome: 'unknown', reason: null } as const)
    answered.then(({ status, outcome, reason }) => {
      response.status(status).set('Cache-Control', 'no-store')
      // A pause or a full shelf lasts: an hour is soon enough.
      if (status === 503) response.set('Retry-After', '3600')
      response.json({ outcome, ...(reason === null ? {} : { reason }) })
    }, next)
  }
  const slow = rateLimit(MOST, now, (response) => {
    response.json({ outcome: 'refused', reason: 'too-many' })
  })
  return { path: '/hooks/nps/:id', handlers: [slow, limitedBody(LARGEST), told] }
}

/** A header that came twice is none of ours: Express joins its values by commas, and no signature fits them. */
function headerOf(request: Request) {
  return (name: string) => request.get(name) || undefined
}
