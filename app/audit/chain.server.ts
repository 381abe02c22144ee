import { createHash } from 'node:crypto'
import type { AuditEntryTable } from '../../db/schema/audit.ts'

/** What the first entry is chained to. */
export const NO_HASH = '0'.repeat(64)

/** SHA-256, as hex, over the hash before and all that the entry says, in one fixed spelling. */
export function hashOf(entry: Omit<AuditEntryTable, 'hash'>): string {
  const { previous, seq, at, by_ref, action, subject, subject_id, detail } = entry
  const said = JSON.stringify([seq, at, by_ref, action, subject, subject_id, detail])
  return createHash('sha256').update(`${previous}\n${said}`).digest('hex')
}
