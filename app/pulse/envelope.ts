import { type Bytes, derived, joined } from './token.ts'

/**
 * The sealed envelope: what was answered, together with the token it was answered under, readable only with the
 * wave's seal key. WebCrypto only, so the same file seals in a browser and in the tests.
 *
 * version (1 byte) ‖ ephemeral P-256 point (65) ‖ AES-256-GCM of the padded plaintext (8,192 + 16). Key and nonce come
 * from ECDH by HKDF-SHA-256; every envelope has its own ephemeral key, so the pair is never used twice. Version and
 * point are authenticated with the text; the wave is in the label, so an envelope opens in no other wave.
 */
export const PADDED_BYTES = 8192
export const POINT_BYTES = 65
export const TAG_BYTES = 16
export const ENVELOPE_BYTES = 1 + POINT_BYTES + PADDED_BYTES + TAG_BYTES
/** All comments of one answer together, in UTF-8. */
export const COMMENT_BYTES = 6000
export const ENVELOPE_VERSION = 1

export interface SealedComment {
  question: string
  text: string
  /** The writer wants it shown for the whole company only: few colleagues write their language. */
  companyLevel: boolean
  /** Where its writer looks for replies, and the key they are sealed to (`acting/thread.ts`); both or neither. */
  thread?: string
  key?: string
}

export interface Contents {
  group: string
  token: string
  signature: string
  /** Question id → the number chosen. A skipped question is absent. */
  answers: Record<string, number>
  comments: SealedComment[]
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Bytes the comments take of the 6,000; the interface counts with it. */
export function commentBytes(comments: readonly Pick<SealedComment, 'text'>[]): number {
  return comments.reduce((sum, comment) => sum + encoder.encode(comment.text).length, 0)
}

/**
 * The padded plaintext: length of the head (2 bytes) ‖ head as JSON ‖ the comments' bytes ‖ zeros. Comments lie outside
 * the JSON, where escapes could make six bytes of one and burst the padding. Throws a RangeError where the comments
 * are over 6,000 bytes or the whole does not fit.
 */
export function packed(contents: Contents): Bytes {
  const texts = contents.comments.map((comment) => encoder.encode(comment.text))
  const total = texts.reduce((sum, text) => sum + text.length, 0)
  if (total > COMMENT_BYTES) throw new RangeError('the comments are longer than 6,000 bytes')
  const head = encoder.encode(
    JSON.stringify({
      group: contents.group,
      token: contents.token,
      signature: contents.signature,
      answers: contents.answers,
      comments: contents.comments.map((comment, i) => ({
        question: comment.question,
        bytes: texts[i]!.length,
        companyLevel: comment.companyLevel,
        thread: comment.thread,
        key: comment.key,
      })),
    }),
  )
  if (2 + head.length + total > PADDED_BYTES) throw new RangeError('the answers do not fit')
  const plain = new Uint8Array(PADDED_BYTES)
  plain.set([head.length >> 8, head.length & 255])
  plain.set(joined([head, ...texts]), 2)
  return plain
}

/** The reverse of `packed`, as whatever the sender put there; throws where the layout or the UTF-8 is broken. */
export function unpacked(plain: Uint8Array): unknown {
  const headLength = plain[0]! * 256 + plain[1]!
  const head = JSON.parse(decoder.decode(plain.subarray(2, 2 + headLength)))
  let at = 2 + headLength
  const comments = head.comments.map((comment: { bytes: number }) => {
    const { bytes, ...rest } = comment
    if (!Number.isInteger(bytes) || bytes < 0 || at + bytes > plain.length) {
      throw new RangeError('a comment reaches past the end')
    }
    const text = decoder.decode(plain.subarray(at, at + bytes))
    at += bytes
    return { ...rest, text }
  })
  if (plain.subarray(at).some((byte) => byte !== 0)) throw new RangeError('the padding is not zero')
  return { ...head, comments }
}

/** The label that the envelope's key is derived under. */
export function envelopeLabel(waveId: string): string {
  return `envelope|${waveId}`
}

/**
 * Seals an answer to the wave's seal key (its uncompressed P-256 point, 65 bytes, from the manifest).
 * Returns 8,274 bytes, whatever was answered. Seal once and keep the result: a retry must be the same to the byte.
 */
export async function sealed(waveId: string, sealKey: Bytes, contents: Contents): Promise<Bytes> {
  const curve = { name: 'ECDH', namedCurve: 'P-256' }
  const plain = packed(contents)
  const theirs = await crypto.subtle.importKey('raw', sealKey, curve, false, [])
  const mine = await crypto.subtle.generateKey(curve, true, ['deriveBits'])
  const shared = await crypto.subtle.deriveBits(
    { name: 'ECDH', public: theirs },
    mine.privateKey,
    256,
  )
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', mine.publicKey))
  const header = joined([Uint8Array.of(ENVELOPE_VERSION), point])
  const material = await derived(
    new Uint8Array(shared),
    joined([point, sealKey]),
    envelopeLabel(waveId),
    44,
  )
  const key = await crypto.subtle.importKey('raw', material.slice(0, 32), 'AES-GCM', false, [
    'encrypt',
  ])
  const box = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: material.slice(32), additionalData: header },
    key,
    plain,
  )
  return joined([header, new Uint8Array(box)])
}
