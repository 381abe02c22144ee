import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const IV = 12
const TAG = 16

/** What a sealed text belongs to: moved to another connection or use it no longer opens. */
export interface Place {
  webhookId: string
  use: 'secret' | 'delivery'
}

/** 32 bytes that only this portal's secret makes, others for every connection and use. */
function keyOf(secret: string, { webhookId, use }: Place): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `zveno|webhook ${use}|${webhookId}`, 32))
}

/** AES-256-GCM; base64url of iv, tag and text. */
export function seal(secret: string, place: Place, text: string): string {
  const iv = randomBytes(IV)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret, place), iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** Null where the portal has another secret than when it was sealed, or somebody changed the row. */
export function unseal(secret: string, place: Place, text: string): string | null {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length < IV + TAG) return null
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret, place), bytes.subarray(0, IV), {
    authTagLength: TAG,
  })
  decipher.setAuthTag(bytes.subarray(IV, IV + TAG))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()]).toString()
  } catch {
    return null
  }
}
