import { createHmac, timingSafeEqual } from 'node:crypto'

const STEP_MS = 30_000
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The time step of a moment: thirty seconds, counted from 1970 (RFC 6238, T0 = 0, X = 30). */
export function stepAt(now: Date): number {
  return Math.floor(now.getTime() / STEP_MS)
}

/** The code of one time step: HOTP with SHA-1 (RFC 4226, 5.3; RFC 6238, 4). */
export function codeAt(key: Uint8Array, step: number, digits = 6): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', key).update(counter).digest()
  const value = mac.readUInt32BE(mac[mac.length - 1]! & 0xf) & 0x7fffffff
  return String(value % 10 ** digits).padStart(digits, '0')
}

/** The time step whose code this is: the present one, or its neighbours for clocks half a minute off; null for none. */
export function stepOf(key: Uint8Array, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const typed = Buffer.from(code)
  const present = stepAt(now)
  const fitting = [present, present - 1, present + 1].filter((step) =>
    timingSafeEqual(Buffer.from(codeAt(key, step)), typed),
  )
  return fitting[0] ?? null
}

/** As people type it into an app that has no camera: RFC 4648 without padding. */
export function base32(bytes: Uint8Array): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('')
}

/** What the square code says to the app: whose it is, and its key. */
export function keyAddress(company: string, account: string, key: Uint8Array): string {
  const label = `${encodeURIComponent(company)}:${encodeURIComponent(account)}`
  return `otpauth://totp/${label}?secret=${base32(key)}&issuer=${encodeURIComponent(company)}&algorithm=SHA1&digits=6&period=30`
}
