import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import type { CertificateTable } from '../../../db/schema/training.ts'

/** Crockford's base 32: no I, L, O or U, so that a code can be read out and typed. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const BYTES = 10
const LENGTH = 16

export type Certified = Pick<
  CertificateTable,
  'id' | 'name' | 'path' | 'company' | 'first_on' | 'issued_on'
>

/** 80 random bits in sixteen signs. */
export function newCertificateId(): string {
  return spelt(randomBytes(BYTES))
}

/**
 * What proves a certificate: its id and 80 bits of an HMAC-SHA-256 over everything it says, under a key that HKDF makes
 * of the portal's secret. Thirty-two signs in groups of four. Who guesses needs 2⁸⁰ requests on average for one that
 * fits; a row changed in the database no longer fits its own code. A portal with another secret knows none of them.
 */
export function codeOf(secret: string, certificate: Certified): string {
  return grouped(certificate.id + proofOf(secret, certificate))
}

/** The id a code speaks of; null where it has not the form of one. Small letters and missing hyphens are fine. */
export function idIn(code: string): string | null {
  const signs = signsOf(code)
  return signs && signs.slice(0, LENGTH)
}

/** Whether this code was made for this certificate, as it is stored now. */
export function fits(secret: string, code: string, certificate: Certified): boolean {
  const signs = signsOf(code)
  if (!signs) return false
  const right = Buffer.from(certificate.id + proofOf(secret, certificate))
  return timingSafeEqual(Buffer.from(signs), right)
}

function proofOf(secret: string, { id, name, path, company, first_on, issued_on }: Certified) {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'zveno|training certificate', 32))
  const said = JSON.stringify([id, name, path, company, first_on, issued_on])
  return spelt(createHmac('sha256', key).update(said).digest().subarray(0, BYTES))
}

function signsOf(code: string): string | null {
  const signs = code
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  const right = signs.length === 2 * LENGTH && [...signs].every((sign) => SIGNS.includes(sign))
  return right ? signs : null
}

function spelt(bytes: Uint8Array): string {
  let bits = 0n
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte)
  let text = ''
  for (let i = 0; i < LENGTH; i++) {
    text = SIGNS[Number(bits & 31n)]! + text
    bits >>= 5n
  }
  return text
}

function grouped(signs: string): string {
  return signs.match(/.{4}/g)!.join('-')
}
