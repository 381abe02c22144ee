import type { Db } from '../../db/connect.ts'
import { deviceName } from './device.ts'

export interface OwnSession {
  id: string
  /** Such as `Chrome · Android`; '' where the browser did not say. */
  device: string
  createdAt: number
  /** Ten minutes late at most. */
  seenAt: number
  here: boolean
}

/** The person's sessions, this one first, then the last used. */
export async function ownSessions(
  db: Db,
  employeeId: string,
  here: string,
  now: Date,
): Promise<OwnSession[]> {
  const rows = await db
    .selectFrom('auth_session')
    .where('employee_id', '=', employeeId)
    .where('expires_at', '>', now.getTime())
    .where('whole', '=', 1)
    .select(['id', 'device', 'created_at', 'seen_at'])
    .orderBy('seen_at', 'desc')
    .orderBy('id')
    .limit(100)
    .execute()
  const sessions = rows.map((row) => ({
    id: row.id,
    device: deviceName(row.device),
    createdAt: row.created_at,
    seenAt: Math.max(row.seen_at, row.created_at),
    here: row.id === here,
  }))
  return [...sessions.filter((one) => one.here), ...sessions.filter((one) => !one.here)]
}

/** Ends one session of the person, or all but `here`; 'none' where it is not theirs or over already. */
export async function endOwnSession(
  db: Db,
  employeeId: string,
  which: { id: string } | { allBut: string },
): Promise<'ended' | 'none'> {
  const { numDeletedRows } = await db
    .deleteFrom('auth_session')
    .where('employee_id', '=', employeeId)
    .where('id', 'allBut' in which ? '!=' : '=', 'allBut' in which ? which.allBut : which.id)
    .executeTakeFirst()
  return numDeletedRows > 0n ? 'ended' : 'none'
}
