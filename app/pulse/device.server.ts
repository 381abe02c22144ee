import { hkdfSync } from 'node:crypto'
import { PROTOCOL } from './token.ts'

/**
 * The key under which one person's browser keeps one wave's unfinished answer on the device (32 bytes, base64url for
 * AES-256-GCM). Only a signed-in session gets it, so what lies on a shared device is shut once its person signed out.
 * The server has the key and never what is encrypted with it.
 */
export function deviceKey(secret: string, waveId: string, employeeId: string): string {
  const label = `${PROTOCOL}|device|${waveId}|${employeeId}`
  return Buffer.from(hkdfSync('sha256', secret, '', label, 32)).toString('base64url')
}

/** The name of that person's record on the device, which says neither who nor which wave (16 bytes, base64url). */
export function deviceRecord(secret: string, waveId: string, employeeId: string): string {
  const label = `${PROTOCOL}|record|${waveId}|${employeeId}`
  return Buffer.from(hkdfSync('sha256', secret, '', label, 16)).toString('base64url')
}
