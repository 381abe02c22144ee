import type { ServerResponse } from 'node:http'
import path from 'node:path'
import type { ServerBuild } from '@remix-run/node'
import compression from 'compression'
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import { sql } from 'kysely'
import sirv from 'sirv'
import { randomFew } from '../auth/hash.ts'
import { preferredLocale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { limitedBody } from './body-limit.ts'
import { brokenFile } from './broken-file.ts'
import { logFault, requestLog } from './log.ts'
import { originGuard } from './origin-guard.ts'
import type { Portal } from './portal.ts'
import { remix } from './remix.ts'
import { storageTrouble, takesWrites } from './storage.ts'

export interface Parts {
  build: ServerBuild | (() => Promise<ServerBuild>)
  /** The built browser files; null while a development server serves them. */
  clientDir: string | null
  mode: 'production' | 'development'
  /** Handlers of single addresses that read their own bodies, before the general limit. */
  streams?: { path: string; handler: RequestHandler }[]
  /** Addresses where machines send: they have no Origin, so that something else must tell who they are. */
  machines?: { path: string; handlers: RequestHandler[] }[]
  /** Whole areas of machines, with every method: each answers whatever comes to it, and lets nothing past. */
  doors?: { path: string; handlers: RequestHandler[] }[]
  /** Small pages that are sent as they are, before anything squeezes an answer or looks for a file. */
  light?: RequestHandler[]
  /** Routers that need no page: the pulse protocol. They meet guard and limit like all others. */
  routers?: RequestHandler[]
  /** Checks of readiness beside the database; each throws, in words, when it is red. */
  ready?: (() => Promise<void>)[]
  /** Where somebody is let read figures: what counts requests, and what answers /metrics. */
  metrics?: { count: RequestHandler; door: RequestHandler } | undefined
  /** Makes a span of each request, where somebody receives them. */
  traced?: RequestHandler | undefined
  beforeAll?: RequestHandler
}

/** Everything before Remix, in the order a request meets it. */
export function makeApp(portal: Portal, parts: Parts): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', trusted(portal.settings.trustProxy))

  app.use(securityHeaders(portal.settings.publicOrigin, parts.mode))
  app.get('/health/live', (_request, response) => void response.type('text/plain').send('live'))
  app.get('/health/ready', async (_request, response) => {
    try {
      await sql`select 1`.execute(portal.db)
      await takesWrites(portal.db)
      for (const check of parts.ready ?? []) await check()
      response.type('text/plain').send('ready')
    } catch (error) {
      response
        .status(503)
        .type('text/plain')
        .send(`not ready: ${(error as Error).message}`)
    }
  })
  if (parts.metrics) app.get('/metrics', parts.metrics.door)
  app.use(canonicalHost(portal.settings.publicOrigin))
  app.use(requestLog(portal.log))
  if (parts.metrics) app.use(parts.metrics.count)
  if (parts.traced) app.use(parts.traced)
  if (parts.beforeAll) app.use(parts.beforeAll)
  for (const { path, handlers } of parts.machines ?? []) app.post(path, ...handlers)
  for (const { path, handlers } of parts.doors ?? []) app.use(path, ...handlers)
  app.use(originGuard(portal.settings.publicOrigin))
  for (const { path, handler } of parts.streams ?? []) app.post(path, handler)
  app.use(withoutNul)
  app.use(limitedBody())
  for (const router of parts.light ?? []) app.use(router)
  app.use(compression())
  if (parts.clientDir) {
    app.use(brokenFile(portal.log))
    const immutable = sirv(path.join(parts.clientDir, 'assets'), {
      brotli: true,
      gzip: true,
      immutable: true,
      maxAge: 31_536_000,
      setHeaders: (response, pathname) => {
        // A drawing can be opened as a document of its own; the others obey none of these.
        if (!pathname.endsWith('.svg')) for (const name of OF_PAGES) response.removeHeader(name)
      },
    })
    app.use('/assets', immutable, (_request, response) => void response.status(404).end())
    app.use(sirv(parts.clientDir, { brotli: true, gzip: true, maxAge: 3600, setHeaders: asked }))
  }
  for (const router of parts.routers ?? []) app.use(router)
  app.all('*', remix(parts.build, portal, parts.mode))
  app.use(failed(portal))
  return app
}

function securityHeaders(publicOrigin: string, mode: Parts['mode']): RequestHandler {
  const secure = publicOrigin.startsWith('https:')
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'", (_request, response) => nonceOf(response)],
        'style-src': ["'self'", ...(mode === 'development' ? ["'unsafe-inline'"] : [])],
        // Bars and marks of charts carry their size in a style attribute; nothing of a person gets there.
        'style-src-attr': ["'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'", ...(mode === 'development' ? ['ws:'] : [])],
        'manifest-src': ["'self'"],
        'form-action': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'frame-src': ["'self'"],
        // A draft's preview stands in a frame beside its form; nothing else stands in any.
        'frame-ancestors': [(request) => (isPreview(request) ? "'self'" : "'none'")],
      },
    },
    // 'no-referrer' would turn the Origin of a plain form into "null", which the guard refuses.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  })
  return (request, response, next) => {
    response.locals.cspNonce = randomFew(16).toString('base64')
    response.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=()')
    headers(request, response, () => {
      if (isPreview(request)) response.setHeader('X-Frame-Options', 'SAMEORIGIN')
      next()
    })
  }
}

function isPreview({ url }: { url?: string | undefined }): boolean {
  return /^\/hr\/training\/[\w-]+\/preview(\?|$)/.test(url ?? '')
}

/** Half a kilobyte that only a document obeys: with each script and font of a page it would weigh more than many of them. */
const OF_PAGES = [
  'Content-Security-Policy',
  'Cross-Origin-Opener-Policy',
  'Origin-Agent-Cluster',
  'Permissions-Policy',
  'X-DNS-Prefetch-Control',
  'X-Download-Options',
  'X-Frame-Options',
  'X-Permitted-Cross-Domain-Policies',
  'X-XSS-Protection',
]

/** A worker and its page are asked for anew each time: an old one would go on for an hour. */
function asked(response: ServerResponse, pathname: string): void {
  if (/^\/(sw\.js|offline(\.html)?)$/.test(pathname))
    response.setHeader('Cache-Control', 'no-cache')
}

function nonceOf(response: unknown): string {
  return `'nonce-${(response as { locals: { cspNonce: string } }).locals.cspNonce}'`
}

/** `localhost` and other names of this machine lead to the printed origin, else every form would be refused. */
function canonicalHost(publicOrigin: string): RequestHandler {
  const { host, port } = new URL(publicOrigin)
  return (request, response, next) => {
    const asked = request.get('host') ?? ''
    const local = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(asked)
    if (
      asked !== host &&
      local &&
      new URL(`http://${asked}`).port === port &&
      request.method === 'GET'
    ) {
      return response.redirect(307, publicOrigin + request.originalUrl.replace(/^[/\\]+/, '/'))
    }
    next()
  }
}

/** Nobody types a NUL into an address, and PostgreSQL answers one inside a text with an error. */
const withoutNul: RequestHandler = (request, response, next) => {
  if (!request.url.includes('%00')) return next()
  response.status(400).type('text/plain').send('bad request')
}

function trusted(setting: string | undefined): boolean | number | string[] {
  if (!setting) return false
  return /^\d+$/.test(setting) ? Number(setting) : setting.split(',').map((one) => one.trim())
}

/** What fails before or beside Remix; its pages answer for themselves. */
function failed(portal: Portal): ErrorRequestHandler {
  return (error: Error & { status?: unknown }, request, response, _next) => {
    // An address that cannot be decoded is its sender's mistake; Express marks it so.
    if (error.status === 400)
      return void response.status(400).type('text/plain').send('bad request')
    logFault(portal.log, request.path, error)
    if (response.headersSent) return void response.destroy()
    const trouble = storageTrouble(error)
    const locale = preferredLocale(request.get('accept-language') ?? null)
    response.status(trouble ? 503 : 500).type('text/plain')
    response.send(
      trouble ? m.common_error_503_text({}, { locale }) : m.common_error_500_text({}, { locale }),
    )
  }
}
