import type { RequestHandler } from 'express'
import pino, { type Logger } from 'pino'

/** Redaction is the second line: nothing of a person is handed to the log in the first place. */
export function makeLog(level: string): Logger {
  return pino({
    level,
    base: null,
    redact: {
      paths: [
        '*.name',
        '*.email',
        '*.staffNumber',
        '*.staff_number',
        '*.token',
        '*.cookie',
        '*.note',
        'req.headers',
        'name',
        'email',
        'staffNumber',
        'token',
        'cookie',
      ],
      censor: '[redacted]',
    },
  })
}

/**
 * Where an error happened, never what it was about: messages and addresses can carry names and tokens.
 * Of the pulse only a code.
 */
export function logFault(log: Logger, path: string, error: Error & { code?: unknown }): void {
  const code = String(error.code ?? error.name)
  if (isPulse(path)) return void log.error({ code })
  log.error({ code, at: error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) })
}

/**
 * One line a request: method, area (the first part of the path), status, milliseconds. No id, query,
 * address or person; of /pulse nothing at all, since order and time could tie people to answers.
 */
export function requestLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const area = areaOf(request.url, request.path)
    if (area === null) return next()
    const started = process.hrtime.bigint()
    response.on('finish', () => {
      const ms = Number(process.hrtime.bigint() - started) / 1e6
      log.info({
        method: request.method,
        area,
        status: response.statusCode,
        ms: Math.round(ms),
      })
    })
    next()
  }
}

/** The first part of an address, if it is one of ours; null for the pulse, of which nothing is kept at all. */
export function areaOf(url: string, path: string): string | null {
  return isPulse(url) ? null : known(`/${path.split('/')[1] ?? ''}`)
}

const AREAS = new Set([
  '/account',
  '/privacy',
  '/',
  '/training',
  '/feedback',
  '/impact',
  '/team',
  '/hr',
  '/owner',
  '/enter',
  '/sign-in',
  '/sign-out',
  '/account',
  '/kiosk',
  '/language',
  '/assets',
  '/health',
  '/promise',
  '/manifest',
  '/c',
  '/logo',
  '/hooks',
  '/scim',
  '/s',
  '/verify',
  '/badges',
])

/** What somebody typed as an address could be anything, a name too. */
function known(area: string): string {
  return AREAS.has(area) ? area : 'other'
}

function isPulse(url: string): boolean {
  return /^\/+pulse(\/|$|\?|\.)/i.test(decoded(url))
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    return url
  }
}
