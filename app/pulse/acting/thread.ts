import { type Bytes, derived, fromBase64url, joined, toBase64url } from '../token.ts'

/**
 * How a comment can be answered without knowing whose it is. For each comment the receipt gives a thread, where its
 * writer looks for replies, and a P-256 key they are sealed to; both travel inside the envelope. WebCrypto only, so
 * browser and server share this file; the curve itself is `thread.client.ts` and `reply-box.server.ts`.
 */
export interface Thread {
  /** 16 bytes in base64url. */
  thread: string
  /** A compressed P-256 point, 33 bytes in base64url: an uncompressed one would not fit for every comment. */
  key: string
}

export const THREAD = /^[\w-]{21}[AQgw]$/
export const THREAD_KEY = /^A[g-z0-9_-][\w-]{42}$/

/** Where the replies to one comment lie. Without the receipt nothing ties it to another comment of the same person. */
export async function threadOf(receipt: Bytes, waveId: string, question: string): Promise<string> {
  return toBase64url(await derived(receipt, new Uint8Array(0), `thread|${waveId}|${question}`, 16))
}

/** 48 bytes, to be reduced modulo n − 1 and raised by one: the thread's private number (FIPS 186-5, A.2.1). */
export function threadSeed(receipt: Bytes, waveId: string, question: string): Promise<Bytes> {
  return derived(receipt, new Uint8Array(0), `thread key|${waveId}|${question}`, 48)
}

/**
 * A box: version (1) ‖ ephemeral P-256 point (65) ‖ AES-256-GCM of the padded reply. All boxes are 2,048 bytes long.
 */
export const BOX_BYTES = 2048
export const BOX_VERSION = 1
export const BOX_POINT_BYTES = 65
const TAG_BYTES = 16
const PADDED_BYTES = BOX_BYTES - 1 - BOX_POINT_BYTES - TAG_BYTES
/** A reply's text, in UTF-8. */
export const REPLY_BYTES = 1500

/** What a box holds. */
export interface Reply {
  text: string
  /** Who answered: their name, for the reader alone. */
  by: string
  /** 'YYYY-MM-DD'. */
  on: string
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function replyBytes(text: string): number {
  return encoder.encode(text).length
}

/** Length of the head (2 bytes) ‖ head as JSON ‖ text ‖ zeros; throws a RangeError where it does not fit. */
export function packedReply({ text, by, on }: Reply): Bytes {
  const words = encoder.encode(text)
  const head = encoder.encode(JSON.stringify({ by, on, bytes: words.length }))
  if (words.length > REPLY_BYTES || 2 + head.length + words.length > PADDED_BYTES) {
    throw new RangeError('the reply does not fit its box')
  }
  const plain = new Uint8Array(PADDED_BYTES)
  plain.set(joined([Uint8Array.of(head.length >> 8, head.length & 255), head, words]))
  return plain
}

/** The reverse; throws where the layout is broken. */
export function unpackedReply(plain: Uint8Array): Reply {
  const start = 2 + plain[0]! * 256 + plain[1]!
  const head = JSON.parse(decoder.decode(plain.subarray(2, start)))
  const text = decoder.decode(plain.subarray(start, start + Number(head.bytes)))
  return { text, by: String(head.by), on: String(head.on) }
}

/** Key and nonce of a box, from what ECDH gave; wave and thread are in the label, so a box opens nowhere else. */
export function boxMaterial(
  shared: Bytes,
  point: Bytes,
  { thread, key }: Thread,
  waveId: string,
): Promise<Bytes> {
  const theirs = fromBase64url(key)
  if (!theirs) throw new Error('the key of a thread is not base64url')
  return derived(shared, joined([point, theirs]), `reply|${waveId}|${thread}`, 44)
}

/** What version and point are authenticated as, together with the padded reply. */
export function boxHeader(point: Uint8Array): Bytes {
  return joined([Uint8Array.of(BOX_VERSION), point])
}

/** The padded reply of a box; null where it is not for this key, or was changed by one bit. */
export async function openedBox(material: Bytes, box: Bytes): Promise<Reply | null> {
  const header = box.slice(0, 1 + BOX_POINT_BYTES)
  try {
    const key = await crypto.subtle.importKey('raw', material.slice(0, 32), 'AES-GCM', false, [
      'decrypt',
    ])
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: material.slice(32), additionalData: header },
      key,
      box.slice(header.length),
    )
    return unpackedReply(new Uint8Array(plain))
  } catch {
    return null
  }
}
