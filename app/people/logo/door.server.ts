import express, { type Router } from 'express'
import type { Portal } from '../../http/portal.ts'
import { logoBytes } from './logo.server.ts'

/**
 * /logo/:hash, for everybody, since it stands on the sign-in page too. Kept by browsers for ever: another logo has another
 * address. Asked of the database, not of this process, which may not have heard yet of a logo that another one shows.
 */
export function logoDoor({ db }: Pick<Portal, 'db'>): Router {
  const router = express.Router()
  router.get('/logo/:hash', (request, response, next) => {
    logoBytes(db, request.params.hash).then((found) => {
      if (!found) {
        return void response.status(404).set('Cache-Control', 'no-store').type('text/plain').end()
      }
      response.set('Cache-Control', 'public, max-age=31536000, immutable')
      response.type(found.type).send(found.bytes)
    }, next)
  })
  return router
}
