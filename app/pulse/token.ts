/** What a browser and the server must agree on to the byte. WebCrypto only, so the same file serves both. */

export type Bytes = Uint8Array<ArrayBuffer>

export const PROTOCOL = 'zveno-pulse-1'
export const TOKEN_BYTES = 32
/** RSA with 2048 bits: the blinded message, the blind signature and the signature are each this long. */
export const RSA_BYTES = 256
/** RSABSSA-SHA384-PSS-Randomized (RFC 9474): the salt is as long as the hash. */
export const SALT_BYTES = 48

const encoder = new TextEncoder()

/**
 * The context that every token of a group is bound to: `zveno-pulse-1|wave|group` in UTF-8. The blind signature
 * is over token ‖ context, where `prepare` of the blinding library makes the token and puts it in front.
 */
export function contextOf(waveId: string, groupId: string): Bytes {
  return encoder.encode(`${PROTOCOL}|${waveId}|${groupId}`)
}

/** The message a token's signature is over: 32 random bytes ‖ context. */
export function messageOf(token: Uint8Array, context: Uint8Array): Bytes {
  return joined([token, context])
}

export function joined(parts: Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

export function toBase64url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Null for anything but the one canonical spelling: two spellings of a value would be two values to compare. */
export function fromBase64url(text: string): Bytes | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0))
  return toBase64url(bytes) === text ? bytes : null
}

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

/** HKDF-SHA-256 of a secret; `label` keeps the values made from one secret apart. */
export async function derived(
  secret: Bytes,
  salt: Bytes,
  label: string,
  length: number,
): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits'])
  const info = encoder.encode(`${PROTOCOL}|${label}`)
  const bits = await crypto.subtle.deriveBits(
    { name: 'HKDF', hash: 'SHA-256', salt, info },
    key,
    length * 8,
  )
  return new Uint8Array(bits)
}
