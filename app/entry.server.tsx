import { type AppLoadContext, type EntryContext, type HandleErrorFunction } from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { renderToString } from 'react-dom/server'
import { boundaryMarks } from './http/boundary-marks.ts'
import { escaped } from './http/escape.ts'
import { fontsFor } from './http/fonts.ts'
import { lateScripts } from './http/late-scripts.ts'
import { logFault } from './http/log.ts'
import { bareRoutes, filesOf } from './http/route-list.ts'
import { sharedPage } from './http/shared-page.ts'
import { isLocale } from './i18n/locale.ts'
import { m, speak } from './i18n/messages.ts'

/** With single fetch off, a string is twice as fast as a stream and hydrates; and nothing else can run while it renders. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  context: AppLoadContext,
): Response {
  const root = remixContext.staticHandlerContext.loaderData.root as { locale?: string } | undefined
  speak(isLocale(root?.locale) ? root.locale : 'en')
  const { manifest } = remixContext
  const drawn = { ...remixContext, manifest: bareRoutes(manifest) }
  const page = sharedPage(drawn, request.url, (shown, nonce = context.cspNonce) => {
    const html = renderToString(<RemixServer context={shown} url={request.url} />)
    const ids = shown.staticHandlerContext.matches.map(({ route }) => route.id)
    // `npm run dev` keeps React in the browser, too (vite.config.ts).
    const marked = import.meta.env.DEV ? html : boundaryMarks(html)
    return lateScripts(marked, nonce, filesOf(manifest, ids))
  })
  headers.set('Content-Type', 'text/html; charset=utf-8')
  headers.set('Link', fontsFor(isLocale(root?.locale) ? root.locale : 'en'))
  // A refused form says so first, before any JavaScript; ErrorSummary does it in the browser.
  const told = status === 422 ? page.replace('<title>', `<title>${m.common_error_prefix()} `) : page
  context.html = `<!doctype html>${onKiosk(told, context)}`
  return new Response(null, { status, headers })
}

/** The clock of a shared device stands beside the page: only there does anybody need it. Without scripts it is the browser's. */
function onKiosk(page: string, { kioskLeftMs, cspNonce }: AppLoadContext): string {
  if (kioskLeftMs === undefined) return page
  const idle = `data-idle="${escaped(m.kiosk_soon())}" data-stay="${escaped(m.kiosk_stay())}"`
  const last = `data-last="${escaped(m.kiosk_last())}" data-known="${escaped(m.kiosk_known())}"`
  const clock = `<script src="/kiosk.js" nonce="${cspNonce}" data-left="${kioskLeftMs}" ${idle} ${last}></script>`
  const still = '<noscript><meta http-equiv="refresh" content="135;url=/sign-in"></noscript>'
  return page.replace('</head>', `${still}</head>`).replace('</body>', `${clock}</body>`)
}

export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || isRouteErrorResponse(error) || !(error instanceof Error)) return
  logFault(context.log, new URL(request.url).pathname, error)
}
