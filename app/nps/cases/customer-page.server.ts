import express, { type Request, type RequestHandler, type Response } from 'express'
import type { WithBody } from '../../http/body-limit.ts'
import { escaped } from '../../http/escape.ts'
import type { Portal } from '../../http/portal.ts'
import {
  directionOf,
  isLocale,
  LOCALE_NAMES,
  LOCALES,
  type Locale,
  preferredLocale,
} from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { Verdict } from './case.ts'
import { answerCase, caseState, type CaseState } from './handling.server.ts'
import { LONGEST_STEP } from './kinds.ts'
import { caseOfToken } from './link.server.ts'

/**
 * The customer's page: was it solved? A few kilobytes, no script, no cookie, nobody's name; opened by a link that is good for
 * this case alone. Looking changes nothing: messengers open links to preview them.
 */
export function customerPage({ db, settings, company, now }: Portal): RequestHandler {
  const router = express.Router()
  const answer = (request: Request, response: Response, state: Shown, fault?: string) => {
    const locale = localeOf(request)
    response
      .status(state === 'unknown' ? 404 : fault ? 422 : 200)
      .set('Cache-Control', 'no-store')
      .set('X-Robots-Tag', 'noindex')
      .type('html')
      .send(page({ locale, state, company: company.name, fault, path: request.path }))
  }
  router.get(
    '/s/:token',
    handled(async (request, response) => {
      const id = caseOfToken(settings.secret, request.params.token ?? '')
      answer(request, response, (id && (await caseState(db, id, now()))) || 'unknown')
    }),
  )
  router.post(
    '/s/:token',
    handled(async (request, response) => {
      const id = caseOfToken(settings.secret, request.params.token ?? '')
      const state = id && (await caseState(db, id, now()))
      if (!id || !state) return answer(request, response, 'unknown')
      const body = new URLSearchParams((request as WithBody).rawBody?.toString('utf8'))
      const said = Verdict.safeParse({ solved: body.get('solved'), words: body.get('words') ?? '' })
      if (!said.success) {
        const long = said.error.issues.some(({ message }) => message === 'long')
        return answer(request, response, state, long ? 'long' : 'missing')
      }
      answer(request, response, (await answerCase(db, id, said.data, now())) ?? 'unknown')
    }),
  )
  return router
}

type Shown = CaseState | 'unknown'

/** Express 4 waits for no promise: what fails goes to the portal's own answer for faults. */
function handled(work: (request: Request, response: Response) => Promise<void>): RequestHandler {
  return (request, response, next) => void work(request, response).catch(next)
}

function localeOf(request: Request): Locale {
  const asked = request.query.lang
  return isLocale(asked) ? asked : preferredLocale(request.get('accept-language') ?? null)
}

interface Face {
  locale: Locale
  state: Shown
  company: string
  fault: string | undefined
  path: string
}

/** System colours and sizes: light and dark, large letters and forced colours come by themselves. */
function page({ locale, state, company, fault, path }: Face): string {
  const l = { locale }
  const words: Record<Shown, string> = {
    unknown: m.nps_cases_customer_unknown({}, l),
    open: m.nps_cases_customer_open({}, l),
    asks: m.nps_cases_customer_asks_text({}, l),
    solved: m.nps_cases_customer_solved({}, l),
    reopened: m.nps_cases_customer_reopened({}, l),
    over: m.nps_cases_customer_over({}, l),
  }
  const asks = state === 'asks' || state === 'solved'
  const title = asks && state !== 'solved' ? m.nps_cases_customer_asks({}, l) : words[state]
  const wrong =
    fault === 'long' ? m.nps_cases_customer_long({}, l) : m.nps_cases_customer_choose({}, l)
  const head = fault ? `${m.common_error_prefix({}, l)} ${title}` : title
  const others = LOCALES.filter((one) => one !== locale)
  return `<!doctype html>
<html lang="${locale}" dir="${directionOf(locale)}" style="color-scheme:light dark">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escaped(`${head} · ${company}`)}</title></head>
<body style="font:1.125rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:34rem;padding:1.25rem">
<p dir="auto" style="font-weight:600">${escaped(company)}</p>
<main><h1 style="font-size:1.6rem;line-height:1.25">${escaped(title)}</h1>
${fault ? `<p id="fault" role="alert" tabindex="-1" style="border:2px solid;padding:.75rem"><a href="#${fault === 'long' ? 'words' : 'yes'}">${escaped(wrong)}</a></p>` : ''}
${state === 'asks' ? `<p>${escaped(words.asks)}</p>` : ''}
${asks ? form(path, locale, state === 'solved') : ''}</main>
<p style="margin-top:2.5rem">${others.map((one) => `<a lang="${one}" hreflang="${one}" href="${escaped(path)}?lang=${one}" style="display:inline-block;padding:.6rem .6rem .6rem 0;margin-inline-end:1rem">${LOCALE_NAMES[one]}</a>`).join('')}</p>
</body></html>`
}

const BUTTON =
  'font:inherit;font-weight:600;min-height:3rem;width:100%;padding:.6rem 1rem;border-radius:.75rem;border:2px solid;cursor:pointer'

function form(path: string, locale: Locale, solved: boolean): string {
  const l = { locale }
  const button = (value: 'yes' | 'no', text: string) =>
    `<button id="${value}" name="solved" value="${value}" style="${BUTTON}">${escaped(text)}</button>`
  return `<form method="post" action="${escaped(path)}?lang=${locale}">
<p><label for="words" style="display:block">${escaped(m.nps_cases_customer_words({}, l))}</label>
<textarea id="words" name="words" rows="4" maxlength="${LONGEST_STEP}" dir="auto" style="font:inherit;width:100%;box-sizing:border-box;padding:.6rem;border-radius:.75rem"></textarea></p>
<p style="display:grid;gap:.75rem">${solved ? '' : button('yes', m.nps_cases_customer_yes({}, l))}${button('no', m.nps_cases_customer_no({}, l))}</p>
</form>`
}
