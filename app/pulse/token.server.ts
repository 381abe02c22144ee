import {
  constants,
  createHash,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  privateDecrypt,
  publicEncrypt,
  verify,
} from 'node:crypto'
import { promisify } from 'node:util'
import { RSA_BYTES, SALT_BYTES } from './token.ts'

export interface SigningKey {
  privateKey: KeyObject
  publicKey: KeyObject
  modulus: Buffer
}

/** A fresh key pair of the plain `rsa` type: the raw operation that blind signing needs is refused on `rsa-pss`. */
export async function newSigningKey(): Promise<SigningKey> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: RSA_BYTES * 8 })
  return signingKey(privateKey)
}

export function signingKey(privateKey: KeyObject): SigningKey {
  const publicKey = createPublicKey(privateKey)
  return { privateKey, publicKey, modulus: modulusOf(publicKey) }
}

function modulusOf(publicKey: KeyObject): Buffer {
  return Buffer.from(publicKey.export({ format: 'jwk' }).n!, 'base64url')
}

export function publicKeyOf(spki: Buffer): KeyObject {
  return createPublicKey({ key: spki, format: 'der', type: 'spki' })
}

export function spkiOf(key: SigningKey): Buffer {
  return key.publicKey.export({ format: 'der', type: 'spki' })
}

/**
 * BlindSign of RFC 9474 §4.3: the raw RSA private operation on a blinded message of exactly 256 bytes, read as a
 * number in 2 … modulus − 2 (0, 1 and −1 sign themselves and would tell nothing but that they were sent).
 * Null where the message is not of that form. Throws where the result does not verify: a faulty signature made
 * with the Chinese remainder theorem would give the key away, so it must never leave the server.
 */
export function blindSign(key: SigningKey, blinded: Uint8Array): Buffer | null {
  if (!isSignable(key, blinded)) return null
  const padding = constants.RSA_NO_PADDING
  const signature = privateDecrypt({ key: key.privateKey, padding }, blinded)
  const again = publicEncrypt({ key: key.publicKey, padding }, signature)
  if (!again.equals(blinded)) throw new Error('a blind signature failed its own verification')
  return signature
}

/** Whether a blinded message is of the form that `blindSign` takes. */
export function isSignable({ modulus }: SigningKey, blinded: Uint8Array): boolean {
  return (
    blinded.length === RSA_BYTES &&
    Buffer.compare(blinded, TWO) >= 0 &&
    Buffer.compare(blinded, minusOne(modulus)) < 0
  )
}

const TWO = Buffer.alloc(RSA_BYTES)
TWO[RSA_BYTES - 1] = 2

/** An RSA modulus is odd, so taking one away never borrows. */
function minusOne(modulus: Buffer): Buffer {
  const less = Buffer.from(modulus)
  less[less.length - 1]! -= 1
  return less
}

/** Whether the signature is one of this group's key over the whole message (RSASSA-PSS, SHA-384, salt of 48 bytes). */
export function tokenIsValid(
  publicKey: KeyObject,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (signature.length !== RSA_BYTES) return false
  return verify(
    'sha384',
    message,
    { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: SALT_BYTES },
    signature,
  )
}

export function sha256Of(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

/** The bytes of a canonical base64url text of exactly `length` bytes, else null. */
export function decoded(text: unknown, length: number): Buffer | null {
  if (typeof text !== 'string' || text.length !== Math.ceil((length * 4) / 3)) return null
  const bytes = Buffer.from(text, 'base64url')
  return bytes.length === length && bytes.toString('base64url') === text ? bytes : null
}
