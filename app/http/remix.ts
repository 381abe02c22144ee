import {
  createRequestHandler,
  type ActionFunctionArgs,
  type AppLoadContext,
  type LoaderFunctionArgs,
  type RequestHandler as RequestHandlerOfRemix,
  type ServerBuild,
} from '@remix-run/node'
import type { RequestHandler, Response as ExpressResponse } from 'express'
import { visitor } from '../auth/require.server.ts'
import { type Locale, previewLocale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import { requestLocale } from '../i18n/request-locale.server.ts'
import { candidates } from './candidates.ts'
import type { WithBody } from './body-limit.ts'
import { WITH_FILE } from './large-form.ts'
import { logFault } from './log.ts'
import type { Portal, RequestContext } from './portal.ts'
import { unavailable } from './respond.ts'
import { storageTrouble } from './storage.ts'

const FORM = 'application/x-www-form-urlencoded'

/**
 * Hands a request to Remix and its answer back. Own bridge instead of @remix-run/express: the body is
 * already read and limited, and the URL is the public origin's, whatever Host a caller sends.
 */
export function remix(
  build: ServerBuild | (() => Promise<ServerBuild>),
  portal: Portal,
  mode: string,
): RequestHandler {
  const handlerFor = handlers(build, mode)
  return async (request, response, next) => {
    try {
      const headers = new Headers()
      for (const [name, value] of Object.entries(request.headers)) {
        for (const one of [value].flat()) if (one !== undefined) headers.append(name, one)
      }
      const gone = new AbortController()
      // A signal that nobody waits for any more still wakes all that hang on it.
      response.on('close', () => !response.writableFinished && gone.abort())
      const url = new URL(sameHostPath(request.url), portal.settings.publicOrigin)
      const body = (request as WithBody).rawBody ?? Buffer.alloc(0)
      const type = request.get('content-type') ?? FORM
      // What is no form would fail inside whatever action reads it, as if the portal were at fault.
      if (hasBody(request.method) && body.length > 0 && !type.toLowerCase().startsWith(FORM)) {
        if (!(WITH_FILE.test(request.path) && (await isMultipart(type, body)))) {
          const locale = await localeOf(new Request(url, { headers }), portal)
          const words = m.common_error_415({}, { locale })
          return void response.status(415).type('text/plain').send(words)
        }
      } else if (hasBody(request.method)) headers.set('content-type', FORM)
      const asked = new Request(url, {
        method: request.method,
        headers,
        signal: gone.signal,
        body: hasBody(request.method) ? new Uint8Array(body) : null,
      })
      const context: RequestContext = {
        ...portal,
        cspNonce: response.locals.cspNonce as string,
        ip: request.ip ?? '',
      }
      const handle = handlerFor(url.pathname)
      const answer = await handle(asked, context as AppLoadContext)
      // Said where somebody was asked for: another window may have changed it meanwhile (language.client.ts).
      const locale = previewLocale(url) ?? context.locale
      if (locale && url.searchParams.has('_data')) response.setHeader('Content-Language', locale)
      await send(answer, context, response)
    } catch (error) {
      next(error)
    }
  }
}

function handlers(
  build: ServerBuild | (() => Promise<ServerBuild>),
  mode: string,
): (pathname: string) => RequestHandlerOfRemix {
  if (typeof build === 'function') {
    const whole = createRequestHandler(async () => tellingOfTrouble(await build()), mode)
    return () => whole
  }
  const partFor = candidates(tellingOfTrouble(build))
  const made = new Map<ServerBuild, RequestHandlerOfRemix>()
  return (pathname) => {
    const part = partFor(pathname)
    const handler = made.get(part) ?? createRequestHandler(part, mode)
    made.set(part, handler)
    return handler
  }
}

/**
 * The same build, where a loader or action that cannot reach the storage answers 503 instead of Remix's 500: a page in
 * the person's language that says so.
 */
function tellingOfTrouble(build: ServerBuild): ServerBuild {
  const routes: ServerBuild['routes'] = {}
  for (const [id, route] of Object.entries(build.routes)) {
    if (!route) continue
    const { loader, action } = route.module
    routes[id] = {
      ...route,
      module: {
        ...route.module,
        ...(loader ? { loader: telling(loader) } : {}),
        ...(action ? { action: telling(action) } : {}),
      },
    }
  }
  return { ...build, routes }
}

function telling<Args extends LoaderFunctionArgs | ActionFunctionArgs>(
  work: (args: Args) => unknown,
): (args: Args) => Promise<any> {
  return async (args) => {
    try {
      return await work(args)
    } catch (error) {
      if (!storageTrouble(error)) throw error
      logFault(args.context.log, new URL(args.request.url).pathname, error as Error)
      throw unavailable()
    }
  }
}

async function localeOf(request: Request, portal: Portal): Promise<Locale> {
  // Visitors are remembered by their context: this one is for this question alone.
  const { employee } = await visitor(request, { ...portal } as AppLoadContext)
  return requestLocale(request, employee?.locale, portal.company.locales)
}

/** `//host/x` as a request path would otherwise be read as another host. */
function sameHostPath(url: string): string {
  return url.replace(/^[/\\]+/, '/')
}

function hasBody(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD'
}

async function send(
  answer: Response,
  { html, setCookie }: RequestContext,
  response: ExpressResponse,
): Promise<void> {
  response.status(answer.status)
  if (answer.statusText) response.statusMessage = answer.statusText
  for (const [name, value] of answer.headers) {
    if (name === 'set-cookie') response.append('Set-Cookie', value)
    else response.setHeader(name, value)
  }
  const [name] = setCookie?.split('=') ?? []
  if (setCookie && !answer.headers.getSetCookie().some((one) => one.startsWith(`${name}=`)))
    response.append('Set-Cookie', setCookie)
  // Pages are made for one person; what may be kept says so itself.
  if (!answer.headers.has('cache-control')) response.setHeader('Cache-Control', 'no-store')
  if (html !== undefined && response.req.method !== 'HEAD') {
    // With its length known it goes out in one piece; the compression takes the length away where it changes it.
    response.setHeader('Content-Length', Buffer.byteLength(html))
    response.end(html)
    return
  }
  if (!answer.body) {
    response.end()
    return
  }
  response.end(Buffer.from(await answer.arrayBuffer()))
}

async function isMultipart(type: string, body: Buffer): Promise<boolean> {
  if (!/^multipart\/form-data\b/i.test(type)) return false
  const read = new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  return read.then(
    () => true,
    () => false,
  )
}
