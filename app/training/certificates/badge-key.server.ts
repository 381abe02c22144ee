import {
  createCipheriv,
  createDecipheriv,
  generateKeyPair,
  hkdfSync,
  randomBytes,
} from 'node:crypto'
import { promisify } from 'node:util'
import { calculateJwkThumbprint, type CryptoKey, exportJWK, importPKCS8, type JWK } from 'jose'
import type { Db } from '../../../db/connect.ts'

const IV = 12
const TAG = 16

export interface BadgeKey {
  /** The key's thumbprint (RFC 7638). */
  id: string
  key: CryptoKey
}

/**
 * The key that signs badges: RSA of 2048 bits, made when the first is asked for. It lies in the database, sealed with
 * AES-256-GCM under a key that HKDF makes of the portal's secret, so that all processes share it and a dump does not
 * hold it. With another secret a new one is made; the old public one stays for whoever checks an old badge.
 */
export async function badgeKey(db: Db, secret: string, now: Date): Promise<BadgeKey> {
  return (await opened(db, secret)) ?? (await made(db, secret, now))
}

/** All public keys, as JWK without an address. */
export async function publicKeys(db: Db): Promise<{ id: string; jwk: JWK }[]> {
  const rows = await db
    .selectFrom('training_badge_key')
    .orderBy('made_at')
    .orderBy('id')
    .select(['id', 'public_key'])
    .execute()
  return rows.map(({ id, public_key }) => ({ id, jwk: JSON.parse(public_key) as JWK }))
}

async function opened(db: Db, secret: string): Promise<BadgeKey | null> {
  const rows = await db
    .selectFrom('training_badge_key')
    .orderBy('made_at')
    .orderBy('id')
    .select(['id', 'sealed_key'])
    .execute()
  for (const { id, sealed_key } of rows) {
    const pem = unseal(secret, id, sealed_key)
    if (pem) return { id, key: await importPKCS8(pem, 'RS256') }
  }
  return null
}

async function made(db: Db, secret: string, now: Date): Promise<BadgeKey> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const jwk = await exportJWK(publicKey)
  const id = await calculateJwkThumbprint(jwk)
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  await db
    .insertInto('training_badge_key')
    .values({
      id,
      public_key: JSON.stringify({ ...jwk, alg: 'RS256', use: 'sig' }),
      sealed_key: seal(secret, id, pem),
      made_at: now.getTime(),
    })
    .execute()
  // Where two processes made one at once, both take the first of them from now on.
  return (await opened(db, secret))!
}

function keyOf(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'zveno|badge key', 32))
}

function seal(secret: string, id: string, pem: string): string {
  const iv = randomBytes(IV)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), iv)
  cipher.setAAD(Buffer.from(id))
  const sealed = Buffer.concat([cipher.update(pem), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** Null where it was sealed under another secret. */
function unseal(secret: string, id: string, text: string): string | null {
  const bytes = Buffer.from(text, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, IV), {
    authTagLength: TAG,
  })
  decipher.setAAD(Buffer.from(id))
  decipher.setAuthTag(bytes.subarray(IV, IV + TAG))
  try {
    const open = Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()])
    return open.toString()
  } catch {
    return null
  }
}
