import type { Request, RequestHandler } from 'express'

export const BODY_LIMIT = 64 * 1024

/** Holds a request's body in `request.rawBody`, or answers 413; nothing behind it meets an endless stream. */
export function limitedBody(limit = BODY_LIMIT): RequestHandler {
  return (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') return next()
    if (Number(request.get('content-length') ?? 0) > limit) return refuse()
    const chunks: Buffer[] = []
    let size = 0
    let refused = false
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > limit) refuse()
      else chunks.push(chunk)
    })
    request.on('end', () => {
      if (refused) return
      ;(request as WithBody).rawBody = Buffer.concat(chunks)
      next()
    })
    request.on('error', next)

    function refuse(): void {
      if (refused) return
      refused = true
      chunks.length = 0
      // Closing tells the sender to stop; draining would let it send for ever.
      response.status(413).set('Connection', 'close').type('text/plain')
      response.send(`At most ${Math.floor(limit / 1024)} kB can be sent here.`)
      response.on('finish', () => request.destroy())
    }
  }
}

export type WithBody = Request & { rawBody?: Buffer }
