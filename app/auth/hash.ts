import { createHash, randomBytes } from 'node:crypto'

/** 256 bits nobody can guess, as text for a URL. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a token: whoever reads the database cannot turn it back. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
