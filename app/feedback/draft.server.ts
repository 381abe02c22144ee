import { derived } from '../auth/hash.ts'

/**
 * The key under which a person's browser keeps an observation that was begun (32 bytes, base64 for AES-256-GCM). Only a
 * signed-in session gets it, and none on a shared device.
 */
export function draftKey(secret: string, employeeId: string): string {
  return derived(secret, `feedback|draft|${employeeId}`, 32).toString('base64')
}
