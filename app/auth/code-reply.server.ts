import { json } from '@remix-run/node'
import type { Locale } from '../i18n/locale.ts'
import { m } from '../i18n/messages.ts'

interface CodeReply {
  errors: { field: string; message: string }[]
  /** New recovery codes, to be shown this once. */
  codes: string[] | null
}

/** The answer to a code that was not taken, at its field. */
export function codeRefused(why: 'wrong' | 'throttled', locale: Locale) {
  const words = why === 'wrong' ? m.account_code_wrong : m.account_code_throttled
  const errors = [{ field: 'code', message: words({}, { locale }) }]
  return json<CodeReply>({ errors, codes: null }, { status: 422 })
}

export function codesMade(codes: string[]) {
  return json<CodeReply>({ errors: [], codes })
}
