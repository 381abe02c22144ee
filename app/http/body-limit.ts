import type { Request, RequestHandler } from 'express'

export const BODY_LIMIT = 64 * 1024

/** How much of a refused body is read and thrown away so that its sender can read why. */
const DRAINED = 1024 * 1024

/** Holds a request's body in `request.rawBody`, or answers 413; nothing behind it meets an endless stream. */
export function limitedBody(
  limit = BODY_LIMIT,
  words = `At most ${Math.floor(limit / 1024)} kB can be sent here.`,
  type = 'text/plain',
): RequestHandler {
  return (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') return next()
    // Read already, by a handler that may take more.
    if ((request as WithBody).rawBody) return next()
    const chunks: Buffer[] = []
    let size = 0
    let refused = false
    if (Number(request.get('content-length') ?? 0) > limit) return refuse()
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > limit + DRAINED) request.destroy()
      else if (size > limit) refuse()
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
      response.status(413).set('Connection', 'close').type(type)
      response.send(words)
      // Cut off at once, a sender never reads the answer; drained without end, it would send for ever.
      request.resume()
      setTimeout(() => request.destroy(), 2000).unref()
    }
  }
}

export type WithBody = Request & { rawBody?: Buffer }
