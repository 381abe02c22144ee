import type { Adapter, DatabaseSession } from 'lucia'
import { compiled, type Given } from '../../db/compiled.ts'
import type { Db } from '../../db/connect.ts'
import { activeRows } from '../people/employee.server.ts'
import { hashToken } from './hash.ts'

const sessionRows = compiled((db: Db, given: Given<{ id: string }>) =>
  activeRows(db)
    .innerJoin('auth_session as s', 's.employee_id', 'e.id')
    .leftJoin('auth_factor as f', 'f.employee_id', 'e.id')
    .where('s.id', '=', given.id)
    .select(['s.employee_id', 's.created_at', 's.expires_at', 's.seen_at', 's.entered_by'])
    .select(['s.device', 's.whole', 's.kiosk_id', 'f.confirmed_at'])
    .select((eb) => eb.selectFrom('auth_rule').select('second_factor').as('demanded')),
)

/** A session that is not used ends after two weeks. */
export const SLIDING_MS = 14 * 24 * 60 * 60 * 1000
/** On a shared device, however much it is used. */
export const KIOSK_LIFETIME_MS = 15 * 60_000

export interface SessionFacts {
  createdAt: number
  seenAt: number
  /** `browser/system` of device.ts. */
  device: string
  enteredBy: 'link' | 'password' | 'pin' | 'oidc'
  /** False while the second factor is still asked for. */
  whole: boolean
  /** The shared device it was begun on. */
  kioskId: string | null
}

/** Lucia's seven methods on Kysely. Lucia's session id is the cookie's token; only its hash reaches the table. */
export function kyselyAdapter(db: Db): Adapter {
  return {
    async getSessionAndUser(token) {
      const rows = await sessionRows(db, { id: hashToken(token) })
      const row = rows[0]
      if (!row) return [null, null]
      const withheld = row.demanded === 1 && row.confirmed_at === null
      return [sessionOf(token, row), { id: row.employee_id, attributes: { rows, withheld } }]
    },
    async getUserSessions(userId) {
      const rows = await db
        .selectFrom('auth_session')
        .where('employee_id', '=', userId)
        .selectAll()
        .execute()
      return rows.map((row) => sessionOf(row.id, row))
    },
    async setSession({ id, userId, attributes }) {
      await db
        .insertInto('auth_session')
        .values({
          id: hashToken(id),
          employee_id: userId,
          created_at: attributes.createdAt,
          expires_at:
            attributes.createdAt + (attributes.kioskId === null ? SLIDING_MS : KIOSK_LIFETIME_MS),
          seen_at: attributes.seenAt,
          device: attributes.device,
          entered_by: attributes.enteredBy,
          whole: attributes.whole ? 1 : 0,
          kiosk_id: attributes.kioskId,
        })
        .execute()
    },
    async updateSessionExpiration(token, expiresAt) {
      await db
        .updateTable('auth_session')
        .set({ expires_at: expiresAt.getTime() })
        .where('id', '=', hashToken(token))
        .execute()
    },
    async deleteSession(token) {
      await db.deleteFrom('auth_session').where('id', '=', hashToken(token)).execute()
    },
    async deleteUserSessions(userId) {
      await db.deleteFrom('auth_session').where('employee_id', '=', userId).execute()
    },
    async deleteExpiredSessions() {
      await db.deleteFrom('auth_session').where('expires_at', '<=', Date.now()).execute()
    },
  }
}

interface Row {
  employee_id: string
  created_at: number
  expires_at: number
  seen_at: number
  device: string
  entered_by: SessionFacts['enteredBy']
  whole: 0 | 1
  kiosk_id: string | null
}

function sessionOf(id: string, row: Row): DatabaseSession {
  return {
    id,
    userId: row.employee_id,
    expiresAt: new Date(row.expires_at),
    attributes: {
      createdAt: row.created_at,
      seenAt: row.seen_at,
      device: row.device,
      enteredBy: row.entered_by,
      whole: row.whole === 1,
      kioskId: row.kiosk_id,
    },
  }
}
