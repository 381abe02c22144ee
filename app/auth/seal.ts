import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Text that only the holder of SECRET reads again (AES-256-GCM); `label` says what and whose it is, and is bound to it. */
export function seal(secret: string, label: string, bytes: Uint8Array): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, label), iv)
  const sealed = Buffer.concat([iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
  return sealed.toString('base64url')
}

/** What was sealed under the same secret and label; null where it was not. */
export function unseal(secret: string, label: string, sealed: string): Buffer | null {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < 28) return null
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, label), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(-16))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
  } catch {
    return null
  }
}

function keyOf(secret: string, label: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `zveno|auth|${label}`, 32))
}
