import { createCipheriv, createECDH, ECDH, hkdfSync } from 'node:crypto'
import { PROTOCOL } from '../token.ts'
import {
  BOX_BYTES,
  boxHeader,
  boxMaterial,
  packedReply,
  type Reply,
  type Thread,
} from './thread.ts'

/** Whether the key that came with a comment is a point of the curve: nothing can be sealed to another. */
export function isThreadKey(key: string): boolean {
  try {
    ECDH.convertKey(Buffer.from(key, 'base64url'), 'prime256v1')
    return true
  } catch {
    return false
  }
}

/**
 * Seals a reply to a comment's thread: 2,048 bytes, whatever it says. Nobody opens it but the holder of the receipt,
 * not even whoever wrote it; a RangeError where the text is longer than 1,500 bytes.
 */
export async function sealedReply(waveId: string, thread: Thread, reply: Reply): Promise<Buffer> {
  const plain = packedReply(reply)
  const ecdh = createECDH('prime256v1')
  const point = new Uint8Array(ecdh.generateKeys())
  const shared = new Uint8Array(ecdh.computeSecret(Buffer.from(thread.key, 'base64url')))
  const material = await boxMaterial(shared, point, thread, waveId)
  const header = boxHeader(point)
  const cipher = createCipheriv('aes-256-gcm', material.slice(0, 32), material.slice(32))
  cipher.setAAD(header)
  return Buffer.concat([header, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

export interface MailboxEntry {
  /** 16 bytes. */
  thread: Buffer
  box: Buffer
}

/**
 * Something that looks like a box and its thread and is none, the `place`th of a wave. Always the same: with new ones
 * in every download two downloads side by side would show which are real.
 */
export function decoy(secret: string, waveId: string, place: number): MailboxEntry {
  const label = `${PROTOCOL}|decoy|${waveId}|${place}`
  const bytes = Buffer.from(hkdfSync('sha256', secret, '', label, 16 + 31 + BOX_BYTES))
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(Buffer.concat([Buffer.of(1), bytes.subarray(16, 47)]))
  const header = boxHeader(ecdh.getPublicKey())
  const rest = bytes.subarray(47, 47 + BOX_BYTES - header.length)
  return { thread: bytes.subarray(0, 16), box: Buffer.concat([header, rest]) }
}
