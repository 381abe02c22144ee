import { type Bytes, derived, sha256 } from './token.ts'
import { fromWords, toWords, type WordLanguage } from './words.ts'

/**
 * A receipt: 128 random bits, made afresh for each wave on the device and never sent. Whoever holds it can take the
 * answer back before the wave closes. Everything that comes from it is derived under its own label, so no two values
 * that reach the server can be tied to each other.
 */
export const RECEIPT_BYTES = 16

export function newReceipt(): Bytes {
  return crypto.getRandomValues(new Uint8Array(RECEIPT_BYTES))
}

/** What is shown to the server once, to withdraw: 32 bytes. */
export function withdrawSecret(receipt: Bytes, waveId: string): Promise<Bytes> {
  return derived(receipt, new Uint8Array(0), `withdraw|${waveId}`, 32)
}

/** What goes with the response: the SHA-256 of the withdraw secret. */
export async function withdrawHash(receipt: Bytes, waveId: string): Promise<Bytes> {
  return sha256(await withdrawSecret(receipt, waveId))
}

export function receiptWords(receipt: Bytes, language: WordLanguage): string[] {
  return toWords(receipt, language)
}

/** The receipt from its sixteen words in any of the three languages; null where they are not one. */
export function receiptFromWords(text: string): Bytes | null {
  const bytes = fromWords(text)
  return bytes?.length === RECEIPT_BYTES ? bytes : null
}
