import { p256 } from '@noble/curves/nist.js'
import { type Bytes, fromBase64url, toBase64url } from '../token.ts'
import {
  BOX_BYTES,
  BOX_POINT_BYTES,
  boxMaterial,
  openedBox,
  type Reply,
  type Thread,
  threadOf,
  threadSeed,
} from './thread.ts'

/**
 * A comment's thread and its key pair, from the receipt. WebCrypto makes no public point from a private number, so the
 * curve comes along here: loaded when somebody writes a comment, or opens a reply to one, and for nobody else.
 */
async function pairOf(
  receipt: Bytes,
  waveId: string,
  question: string,
): Promise<Thread & { secret: Uint8Array }> {
  // `randomSecretKey` of 48 bytes: modulo n − 1, plus one.
  const secret = p256.utils.randomSecretKey(await threadSeed(receipt, waveId, question))
  return {
    thread: await threadOf(receipt, waveId, question),
    key: toBase64url(p256.getPublicKey(secret, true)),
    secret,
  }
}

export async function threadFor(receipt: Bytes, waveId: string, question: string): Promise<Thread> {
  const { thread, key } = await pairOf(receipt, waveId, question)
  return { thread, key }
}

/** What a box of this comment's thread says; null where it is not for this receipt. */
export async function openedReply(
  receipt: Bytes,
  waveId: string,
  question: string,
  box: string,
): Promise<Reply | null> {
  const bytes = fromBase64url(box)
  if (bytes?.length !== BOX_BYTES) return null
  const { secret, ...thread } = await pairOf(receipt, waveId, question)
  const point = bytes.slice(1, 1 + BOX_POINT_BYTES)
  try {
    // The shared point's x alone, as ECDH of WebCrypto and node:crypto give it.
    const shared = p256.getSharedSecret(secret, point, true).slice(1)
    return await openedBox(await boxMaterial(new Uint8Array(shared), point, thread, waveId), bytes)
  } catch {
    return null
  }
}
