import { createHmac, timingSafeEqual } from 'node:crypto'

/** What proves that a customer's link was given out by us: the case's id and an HMAC that is good for nothing else. */
export function caseToken(secret: string, id: string): string {
  return `${id}.${proofOf(secret, id)}`
}

/** The case a link was made for; null where nobody with our secret made it. */
export function caseOfToken(secret: string, token: string): string | null {
  const dot = token.lastIndexOf('.')
  const id = token.slice(0, Math.max(0, dot))
  const given = Buffer.from(token.slice(dot + 1))
  const right = Buffer.from(proofOf(secret, id))
  return given.length === right.length && timingSafeEqual(given, right) ? id : null
}

function proofOf(secret: string, id: string): string {
  return createHmac('sha256', secret).update(`case answer:${id}`).digest('base64url')
}

/** Where the customer says whether it was solved, in their language. */
export function caseAddress(origin: string, secret: string, id: string, locale: string): string {
  return `${origin}/s/${caseToken(secret, id)}?lang=${locale}`
}
