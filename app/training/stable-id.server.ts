import { createHmac, hkdfSync } from 'node:crypto'

/**
 * A UUID (of the form of version 5) that follows from what it stands for: the same parts make the same id, and without
 * the portal's secret nobody can tell of whom it is.
 */
export function stableId(secret: string, parts: readonly string[]): string {
  const bytes = hashed(secret, parts).subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x50
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [[0, 8], [8, 12], [12, 16], [16, 20], [20]]
    .map(([from, to]) => hex.slice(from, to))
    .join('-')
}

/** 128 bits in hexadecimal digits that stand for a person outside the portal. */
export function pseudonym(secret: string, employeeId: string): string {
  return hashed(secret, ['person', employeeId]).subarray(0, 16).toString('hex')
}

function hashed(secret: string, parts: readonly string[]): Buffer {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'zveno|stable id', 32))
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest()
}
