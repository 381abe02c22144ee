import { compiled, type Given } from '../../db/compiled.ts'
import type { Db } from '../../db/connect.ts'
import { derived } from '../auth/hash.ts'
import { PROTOCOL } from './token.ts'

/**
 * The key under which one person's browser keeps one wave's unfinished answer on the device (32 bytes, base64url for
 * AES-256-GCM). Only a signed-in session gets it, so what lies on a shared device is shut once its person signed out.
 * The server has the key and never what is encrypted with it.
 */
export function deviceKey(secret: string, waveId: string, employeeId: string): string {
  const label = `${PROTOCOL}|device|${waveId}|${employeeId}`
  return derived(secret, label, 32).toString('base64url')
}

/** The name of that person's record on the device, which says neither who nor which wave (16 bytes, base64url). */
export function deviceRecord(secret: string, waveId: string, employeeId: string): string {
  const label = `${PROTOCOL}|record|${waveId}|${employeeId}`
  return derived(secret, label, 16).toString('base64url')
}

const eligibleRows = compiled((db: Db, given: Given<{ employeeId: string }>) =>
  db
    .selectFrom('pulse_eligible')
    .where('employee_id', '=', given.employeeId)
    .select('wave_id')
    .orderBy('wave_id'),
)

/** This person's records of all waves they may answer or could, until it is forgotten 30 days after a wave's end. */
export async function deviceRecords(db: Db, secret: string, employeeId: string): Promise<string[]> {
  const rows = await eligibleRows(db, { employeeId })
  return rows.map(({ wave_id }) => deviceRecord(secret, wave_id, employeeId))
}

/** What the closed page needs to look on this device for a receipt; null for whoever was not eligible. */
export async function deviceKeysFor(
  db: Db,
  secret: string,
  waveId: string,
  employeeId: string,
): Promise<{ record: string; key: string } | null> {
  const row = await db
    .selectFrom('pulse_eligible')
    .where('wave_id', '=', waveId)
    .where('employee_id', '=', employeeId)
    .select('wave_id')
    .executeTakeFirst()
  if (!row) return null
  const record = deviceRecord(secret, waveId, employeeId)
  return { record, key: deviceKey(secret, waveId, employeeId) }
}
