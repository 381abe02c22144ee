import express, { type Request, type RequestHandler, type Response } from 'express'
import type { Portal } from '../../http/portal.ts'
import { rateLimit } from '../../http/rate-limit.ts'
import { preferredLocale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { isPath } from '../path.ts'
import { publicKeys } from './badge-key.server.ts'
import { achievement, badgeAddress, issuerProfile, revokedCredentials } from './badge.server.ts'

/** Codes that one address may check in a minute: a stack of certificates, but no list of guesses. */
export const CHECKS_A_MINUTE = 30

/**
 * What anybody may ask without a session: the limit before /verify, and what other portals need to check a badge, as
 * JSON for pages of any origin. Nothing here names a person.
 */
export function publicChecks({ db, settings, company, now }: Portal): RequestHandler {
  const { publicOrigin: origin, secret } = settings
  const router = express.Router()
  const limit = rateLimit(CHECKS_A_MINUTE, now, (response) => {
    const locale = preferredLocale(response.req.get('accept-language') ?? null)
    response.type('text/plain').send(m.training_certificate_verify_many({}, { locale }))
  })
  router.use(['/verify', '/badges'], limit)
  router.use('/verify', (_request, response, next) => {
    response.set('X-Robots-Tag', 'noindex')
    next()
  })
  router.use('/badges', (_request, response, next) => {
    response.set({
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Cache-Control': 'public, max-age=300',
    })
    next()
  })
  router.get('/badges/issuer', (_request, response) => {
    response.json(issuerProfile(origin, company.name))
  })
  router.get(
    '/badges/keys',
    answered(async () => {
      const keys = await publicKeys(db)
      return { keys: keys.map(({ id, jwk }) => ({ ...jwk, kid: badgeAddress.key(origin, id) })) }
    }),
  )
  router.get(
    '/badges/keys/:id',
    answered(async ({ params }) => {
      const found = (await publicKeys(db)).find(({ id }) => id === params.id)
      return found && { ...found.jwk, kid: badgeAddress.key(origin, found.id) }
    }),
  )
  router.get(
    '/badges/revoked',
    answered(async () => {
      const revoked = await revokedCredentials(db, secret)
      return {
        id: badgeAddress.revoked(origin),
        issuer: badgeAddress.issuer(origin),
        revokedCredential: revoked.map((id) => ({ id, revoked: true })),
      }
    }),
  )
  router.get('/badges/paths/:path', (request, response, next) => {
    const { path } = request.params
    if (!isPath(path)) return next()
    const locale = preferredLocale(request.get('accept-language') ?? null)
    response.vary('Accept-Language').json(achievement(origin, path, locale))
  })
  return router
}

/** Answers in JSON, or 404 where there is nothing; Express 4 does not wait for promises. */
function answered(ask: (request: Request) => Promise<object | undefined>): RequestHandler {
  return (request, response: Response, next) => {
    ask(request).then((found) => (found ? response.json(found) : next()), next)
  }
}
