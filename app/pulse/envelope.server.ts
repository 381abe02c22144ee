import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto'
import { PROTOCOL } from './token.ts'
import {
  ENVELOPE_BYTES,
  ENVELOPE_VERSION,
  envelopeLabel,
  POINT_BYTES,
  TAG_BYTES,
  unpacked,
} from './envelope.ts'

/** A wave's seal key: its private number (32 bytes) and its point as the manifest shows it (65 bytes). */
export interface SealKey {
  secret: Buffer
  point: Buffer
}

export function newSealKey(): SealKey {
  const ecdh = createECDH('prime256v1')
  const point = ecdh.generateKeys()
  const secret = Buffer.alloc(32)
  ecdh.getPrivateKey().copy(secret, 32 - ecdh.getPrivateKey().length)
  return { secret, point }
}

/**
 * Opens one envelope of the wave; null where it is not one of ours, was sealed to another key or wave, was changed by
 * one bit, or its layout is broken. Synchronous: it belongs into the closing worker, never into a request.
 */
export function opened(waveId: string, key: SealKey, envelope: Buffer): unknown {
  if (envelope.length !== ENVELOPE_BYTES || envelope[0] !== ENVELOPE_VERSION) return null
  const header = envelope.subarray(0, 1 + POINT_BYTES)
  const point = header.subarray(1)
  const box = envelope.subarray(header.length, -TAG_BYTES)
  try {
    const ecdh = createECDH('prime256v1')
    ecdh.setPrivateKey(key.secret)
    const salt = Buffer.concat([point, key.point])
    const label = `${PROTOCOL}|${envelopeLabel(waveId)}`
    const material = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(point), salt, label, 44))
    const decipher = createDecipheriv(
      'aes-256-gcm',
      material.subarray(0, 32),
      material.subarray(32),
      {
        authTagLength: TAG_BYTES,
      },
    )
    decipher.setAAD(header)
    decipher.setAuthTag(envelope.subarray(-TAG_BYTES))
    return unpacked(Buffer.concat([decipher.update(box), decipher.final()]))
  } catch {
    return null
  }
}
