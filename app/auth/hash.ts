import { createHash, createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'

/** 256 bits nobody can guess, as text for a URL. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

let drawn = Buffer.alloc(0)
let used = 0

/** So many random bytes (at most 64), each given out once; asking the system for each few takes longer than their use. */
export function randomFew(bytes: number): Buffer {
  if (used + bytes > drawn.length) [drawn, used] = [randomBytes(4096), 0]
  return drawn.subarray(used, (used += bytes))
}

/** What is stored of a token: whoever reads the database cannot turn it back. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

const extracted = new Map<string, KeyObject>()

/**
 * `bytes` (at most 32) that only this secret makes, others for every label: HKDF-SHA-256 without salt (RFC 5869). Node's
 * own takes the secret in anew every time, several times as long; here that is done once, and the key kept as Node's own
 * object, which it need not look into at every use.
 */
export function derived(secret: string, label: string, bytes: number): Buffer {
  if (bytes > 32) throw new RangeError('one block has 32 bytes')
  let key = extracted.get(secret)
  if (!key) {
    key = createSecretKey(createHmac('sha256', '').update(secret).digest())
    extracted.set(secret, key)
  }
  return createHmac('sha256', key).update(label).update('\x01').digest().subarray(0, bytes)
}

/** The token that belongs to a mail: whoever has the database and not the secret cannot make it. */
export function derivedToken(secret: string, key: string): string {
  return createHmac('sha256', secret).update(`entrance:${key}`).digest('base64url')
}
