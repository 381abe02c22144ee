import { json } from '@remix-run/node'
import type { Oidc } from '../http/settings.ts'
import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'
import type { FaultWords } from './oidc-fault.tsx'
import type { OidcFault } from './oidc-sign-in.server.ts'

const STATUS: Record<OidcFault, number> = {
  off: 404,
  lost: 410,
  refused: 403,
  unknown: 403,
  'no-number': 403,
  throttled: 429,
  unreachable: 503,
  clock: 503,
  unclear: 502,
}

/** Where signing in with the company account begins, to go on to `to` afterwards. */
export function beginningOf(to: string): string {
  return to === '/' ? '/sign-in/oidc' : `/sign-in/oidc?to=${encodeURIComponent(to)}`
}

/** What the button says. */
export function buttonOf({ name }: Oidc, locale: Locale): string {
  const l = { locale }
  return name ? m.auth_oidc_enter_named({ name }, l) : m.auth_oidc_enter({}, l)
}

/** The page that says what happened and what to do, and the status it goes out with. */
export function faultReply(
  { fault, number = '' }: { fault: OidcFault; number?: string },
  { claim = '', to = '/' }: { claim?: string | undefined; to?: string | undefined },
  locale: Locale,
  headers: Record<string, string> = {},
) {
  const l = { locale }
  const words: Record<OidcFault, () => [title: string, text: string]> = {
    off: () => [m.auth_oidc_off({}, l), m.auth_oidc_off_text({}, l)],
    lost: () => [m.auth_oidc_lost({}, l), m.auth_oidc_lost_text({}, l)],
    refused: () => [m.auth_oidc_refused({}, l), m.auth_oidc_refused_text({}, l)],
    unreachable: () => [m.auth_oidc_unreachable({}, l), m.auth_oidc_unreachable_text({}, l)],
    clock: () => [m.auth_oidc_clock({}, l), m.auth_oidc_clock_text({}, l)],
    unclear: () => [m.auth_oidc_unclear({}, l), m.auth_oidc_unclear_text({}, l)],
    'no-number': () => [m.auth_oidc_no_number({}, l), m.auth_oidc_no_number_text({ claim }, l)],
    unknown: () => [m.auth_oidc_unknown({}, l), m.auth_oidc_unknown_text({ number }, l)],
    throttled: () => [m.auth_oidc_throttled({}, l), m.account_throttled({}, l)],
  }
  const [title, text] = words[fault]()
  const again = fault === 'off' || fault === 'throttled' ? null : beginningOf(to)
  const data: FaultWords = {
    ...{ title, text, other: m.auth_oidc_other({}, l) },
    again: again ? { to: again, label: m.auth_oidc_again({}, l) } : null,
  }
  return json(data, { status: STATUS[fault], headers })
}
