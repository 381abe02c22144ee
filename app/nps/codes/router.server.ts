import express, { type Request, type Response, type Router } from 'express'
import type { WithBody } from '../../http/body-limit.ts'
import type { Portal } from '../../http/portal.ts'
import { isLocale, preferredLocale, type Locale } from '../../i18n/locale.ts'
import { wallClock } from '../../i18n/zone.ts'
import { touchpointByCode } from '../../touchpoints/touchpoint.server.ts'
import { newReceipt, openCode, storeTold, type OpenCode } from './code.server.ts'
import { toldFrom, typedFrom } from './code.ts'
import {
  blankPage,
  gonePage,
  questionsPage,
  STYLE,
  STYLE_PATH,
  thanksPage,
  type Place,
} from './page.server.ts'
import { stuffing } from './throttle.server.ts'

/**
 * /c/:code, the customers' three questions: whole HTML of its own before Remix, since a stranger on a phone
 * should wait for no framework. Reads and sets no cookie; what is sent is an ordinary form.
 */
export function customersPage(portal: Portal): Router {
  const { db, now } = portal
  const router = express.Router()
  const tooMany = stuffing(now)
  const answering =
    (work: (request: Request, response: Response) => Promise<void>): express.RequestHandler =>
    (request, response, next) => {
      work(request, response).catch(next)
    }

  router.get(STYLE_PATH, (_request, response) => {
    response.set('Cache-Control', 'public, max-age=31536000, immutable')
    response.type('text/css').send(STYLE)
  })

  router.get(
    '/c/:code',
    answering(async (request, response) => {
      const locale = preferredLocale(request.get('accept-language') ?? null)
      const code = await openCode(db, request.params.code!)
      if (!code) return page(response, 404, gonePage(locale))
      page(response, 200, blankPage(placeOf(portal, code, locale), newReceipt(), locale))
    }),
  )

  router.post(
    '/c/:code',
    answering(async (request, response) => {
      const id = request.params.code!
      const form = new URLSearchParams((request as WithBody).rawBody?.toString('utf8') ?? '')
      const [asked, before] = [form.get('lang'), form.get('now')]
      const wish = preferredLocale(request.get('accept-language') ?? null)
      const locale = [asked, before].find(isLocale) ?? wish
      const code = await openCode(db, id)
      if (!code) return page(response, 404, gonePage(locale))
      const typed = typedFrom(form)
      typed.receipt ||= newReceipt()
      const place = placeOf(portal, code, locale)
      // Another language: nothing is sent, and all that was typed stays.
      if (isLocale(asked)) return page(response, 200, questionsPage(place, typed, [], locale))
      const told = toldFrom(typed)
      if (Array.isArray(told)) {
        return page(response, 422, questionsPage(place, typed, told, locale))
      }
      if (tooMany(request.ip ?? '', id)) {
        response.set('Retry-After', '600')
        return page(response, 429, questionsPage(place, typed, [], locale, true))
      }
      // Who fills in what nobody sees is thanked as well, and learns nothing.
      if (typed.website === '') {
        const day = wallClock(now().getTime(), portal.company.timeZone).slice(0, 10)
        await storeTold(db, id, code, told, { locale, day }, now())
      }
      page(response, 200, thanksPage(told.receipt, told.contact !== null, locale))
    }),
  )
  return router
}

function placeOf(portal: Portal, code: OpenCode, locale: Locale): Place {
  return {
    company: portal.company.name,
    accent: portal.company.accent ?? null,
    logo: portal.company.logo ?? null,
    site: code.unit,
    touchpoint: touchpointByCode(code.touchpoint)?.name[locale] ?? null,
    days: code.contactDays,
  }
}

/**
 * A few kilobytes: to squeeze them anew for each customer takes longer than to send them, and nobody keeps them, so that
 * a sum to compare by would be worth nothing. Heading and words go out in one piece.
 */
function page(response: Response, status: number, html: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    Vary: 'Accept-Language',
  })
  response.end(html)
}
