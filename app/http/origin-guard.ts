import type { RequestHandler } from 'express'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what a foreign page could make a browser send. Remix's own check covers document requests
 * only: `POST /x?_data=routes/x` from elsewhere would run the action. So this stands before it.
 */
export function originGuard(publicOrigin: string): RequestHandler {
  return (request, response, next) => {
    if (SAFE.has(request.method)) return next()
    const site = request.get('sec-fetch-site')
    if (request.get('origin') !== publicOrigin || (site !== undefined && site !== 'same-origin')) {
      response.status(403).type('text/plain').send('This request did not come from the portal.')
      return
    }
    next()
  }
}
