import type { Logger } from 'pino'
import type { Db } from '../../db/connect.ts'
import type { Locale } from '../i18n/locale.ts'
import type { Schedule } from '../jobs/job.server.ts'
import type { Logo } from '../people/logo/logo.ts'
import type { Settings } from './settings.ts'

/** What every request and job is given: nothing in the portal is reached through a global. */
export interface Portal {
  db: Db
  settings: Settings & { publicOrigin: string }
  now: () => Date
  log: Logger
  /** What is done by the clock, for the owner's pages. */
  schedules?: readonly Schedule[]
  /** Kept in step with what HR decides, while the portal runs; `locales` are those in use. */
  company: {
    name: string
    timeZone: string
    locales?: readonly Locale[]
    sender?: string | null
    accent?: string | null
    logo?: Logo | null
  }
}

/** One request's share: the portal, the nonce of its page and what the server learnt of the caller. */
export interface RequestContext extends Portal {
  cspNonce: string
  ip: string
  /** The finished page, beside an answer without a body: through a web stream and back it would cost more than routing. */
  html?: string
  /** How long a session on a shared device lasts at most, in ms from now; its pages carry a clock. */
  kioskLeftMs?: number
  /** What whoever asks speaks, where a loader or an action wanted to know who it is. */
  locale?: Locale
  /** The session's cookie, where it has moved; an answer that sets it itself goes before. */
  setCookie?: string
}

declare module '@remix-run/node' {
  interface AppLoadContext extends RequestContext {}
}
