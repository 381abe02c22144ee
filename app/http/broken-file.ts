import type { Readable } from 'node:stream'
import type { RequestHandler } from 'express'
import type { Logger } from 'pino'
import { logFault } from './log.ts'

/**
 * A built file that cannot be read any more (a new build is taking its place, no handle is left) ends its own answer: the
 * server of files listens to no error, and one that nobody listens to would end the whole portal.
 */
export function brokenFile(log: Logger): RequestHandler {
  return (request, response, next) => {
    response.on('pipe', (file: Readable) =>
      file.once('error', (error) => {
        logFault(log, request.path, error)
        response.destroy()
      }),
    )
    next()
  }
}
