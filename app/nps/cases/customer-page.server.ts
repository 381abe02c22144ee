import express, { type Request, type RequestHandler, type Response } from 'express'
import type { WithBody } from '../../http/body-limit.ts'
import { escaped } from '../../http/escape.ts'
import type { Portal } from '../../http/portal.ts'
import { isLocale, LOCALE_NAMES, LOCALES, type Locale, preferredLocale } from '../../i18n/locale.ts'
import { m } from '../../i18n/messages.ts'
import { companyLine, documentOf } from '../codes/page.server.ts'
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
      .send(page({ locale, state, company, fault, path: request.path }))
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
  company: Portal['company']
  fault: string | undefined
  path: string
}

/** In the looks of the page behind a code, which the customer may have seen before. */
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
  const tongues = LOCALES.map((one) =>
    one === locale
      ? `<span lang="${one}" aria-current="true">${LOCALE_NAMES[one]}</span>`
      : `<a lang="${one}" hreflang="${one}" href="${escaped(path)}?lang=${one}">${LOCALE_NAMES[one]}</a>`,
  )
  const summary = fault
    ? `<div id="fault" class="summary" role="alert" tabindex="-1" autofocus><a href="#${fault === 'long' ? 'words' : 'yes'}">${escaped(wrong)}</a></div>`
    : ''
  return documentOf(
    locale,
    `${head} · ${company.name}`,
    `<div class="tongues">${tongues.join('')}</div>${summary}${companyLine(company.name, company.logo)}<h1>${escaped(title)}</h1>${state === 'asks' ? `<p>${escaped(words.asks)}</p>` : ''}${asks ? form(path, locale, state === 'solved') : ''}`,
    company.accent,
  )
}

/** Once it was solved, what is left to say is that it was not. */
function form(path: string, locale: Locale, solved: boolean): string {
  const l = { locale }
  const words = solved ? m.nps_cases_customer_still({}, l) : m.nps_cases_customer_words({}, l)
  const no = solved ? m.nps_cases_customer_again({}, l) : m.nps_cases_customer_no({}, l)
  const button = (value: 'yes' | 'no', text: string) =>
    `<button id="${value}" name="solved" value="${value}" class="send${value === 'no' ? ' other' : ''}">${escaped(text)}</button>`
  return `<form method="post" action="${escaped(path)}?lang=${locale}"><div class="part"><label class="q" for="words">${escaped(words)}</label><textarea id="words" name="words" maxlength="${LONGEST_STEP}" dir="auto"></textarea></div>${solved ? '' : button('yes', m.nps_cases_customer_yes({}, l))}${button('no', no)}</form>`
}
