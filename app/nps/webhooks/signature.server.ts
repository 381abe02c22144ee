import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { DeliveryReason, Kind } from './kinds.ts'

/** How far the sender's clock may be from ours, before and behind; seconds. */
const TOLERANCE = 5 * 60
const PREFIX = 'whsec_'
/** A header with more signatures than that is somebody's attempt to keep us busy. */
const MOST_SIGNATURES = 10

/** The headers a signature is made of; undefined for one that did not come. */
export type HeaderOf = (name: string) => string | undefined

export type Refused = Extract<DeliveryReason, 'unsigned' | 'signature' | 'clock'>

/** A secret as Standard Webhooks writes it: `whsec_` and 32 random bytes in base64. */
export function newSecret(): string {
  return PREFIX + randomBytes(32).toString('base64')
}

/**
 * The bytes of a secret of Standard Webhooks, with or without its prefix; null where it is none. The specification
 * asks senders for 24 to 64 bytes.
 */
export function secretBytes(secret: string): Buffer | null {
  const base64 = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return null
  const bytes = Buffer.from(base64, 'base64')
  return bytes.length >= 16 && bytes.length <= 128 ? bytes : null
}

/**
 * Whether a delivery bears the signature of one of the secrets, over the body as it came: null where it does. Standard
 * Webhooks (plain, Formbricks): HMAC-SHA256 of id.timestamp.body, base64, one of a list of `v1,…`, at most five
 * minutes old or ahead. Typeform: of the body, `sha256=` and base64. Delighted: of the body, `sha256=` and hex, made
 * with the API key. The last two sign no time: what protects from replays is that every event is kept once.
 */
export function signatureFault(
  kind: Kind,
  body: Buffer,
  header: HeaderOf,
  secrets: readonly string[],
  now: Date,
): Refused | null {
  if (kind === 'typeform' || kind === 'delighted') {
    const sent = header(
      kind === 'typeform' ? 'typeform-signature' : 'x-delighted-webhook-signature',
    )
    if (!sent) return 'unsigned'
    const encoding = kind === 'typeform' ? 'base64' : 'hex'
    const shape = kind === 'typeform' ? /^sha256=([A-Za-z0-9+/]{43}=)$/ : /^sha256=([0-9a-f]{64})$/i
    const given = shape.exec(sent)?.[1]
    const right = secrets.some(
      (secret) => given !== undefined && same(hmac(secret, body), Buffer.from(given, encoding)),
    )
    return right ? null : 'signature'
  }
  const id = header('webhook-id')
  const time = header('webhook-timestamp')
  const signatures = header('webhook-signature')
  if (!id || !time || !signatures) return 'unsigned'
  if (!/^\d{1,12}$/.test(time)) return 'signature'
  const given = signatures
    .split(' ')
    .slice(0, MOST_SIGNATURES)
    .flatMap((one) => /^v1,([A-Za-z0-9+/]{43}=)$/.exec(one)?.[1] ?? [])
  const right = secrets.some((secret) => {
    const key = secretBytes(secret)
    if (key === null) return false
    const expected = standardMac(key, id, time, body)
    return given.some((one) => same(expected, Buffer.from(one, 'base64')))
  })
  if (!right) return 'signature'
  return Math.abs(Number(time) - Math.floor(now.getTime() / 1000)) > TOLERANCE ? 'clock' : null
}

/** The headers of a delivery signed as Standard Webhooks says, for who sends one. Refuses what is no secret. */
export function signedHeaders(
  secret: string,
  id: string,
  at: Date,
  body: Buffer,
): Record<string, string> {
  const key = secretBytes(secret)
  if (key === null) throw new RangeError('this is no secret of Standard Webhooks')
  const time = String(Math.floor(at.getTime() / 1000))
  const signature = standardMac(key, id, time, body).toString('base64')
  return { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}` }
}

function standardMac(key: Buffer, id: string, time: string, body: Buffer): Buffer {
  return hmac(key, Buffer.concat([Buffer.from(`${id}.${time}.`), body]))
}

function hmac(key: string | Buffer, text: Buffer): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function same(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
