import type { Finding } from './finding.ts'

/** What a scanner takes for a hole and is none: which words of its finding, and why. Dated, newest first. */
const EXPLAINED: { what: RegExp; why: string }[] = [
  {
    what: /heuristic \(basic\) test shows that GET parameter '(person|action|from|to)' might be .*PostgreSQL/,
    why: "2026-12-01: the audit log offers 'Moved the portal to PostgreSQL' to choose from, and the word error comes later in the same page: together sqlmap takes them for a database's message, whatever was sent. What it then tries on these fields stands beside this.",
  },
  {
    what: /X-XSS-Protection is not set/,
    why: '2026-11-30: it is sent as 0, as OWASP advises: the filter it turned on was a hole itself, and no browser has it any more.',
  },
  {
    what: /Strict-Transport-Security is not set/,
    why: '2026-11-30: sent where the public origin is https; the scan is over http on this machine.',
  },
]

/** Why a finding is none; null where nobody has said. */
export function explained({ what }: Finding): string | null {
  return EXPLAINED.find((each) => each.what.test(what))?.why ?? null
}
