import type { Adapter, DatabaseSession } from 'lucia'
import { compiled, type Given } from '../../db/compiled.ts'
import type { Db } from '../../db/connect.ts'
import { activeRows, employeeOf } from '../people/employee.server.ts'
import { hashToken } from './hash.ts'

const sessionRows = compiled((db: Db, given: Given<{ id: string }>) =>
  activeRows(db)
    .innerJoin('auth_session as s', 's.employee_id', 'e.id')
    .where('s.id', '=', given.id)
    .select(['s.employee_id', 's.created_at', 's.expires_at']),
)

/** Lucia's seven methods on Kysely. Lucia's session id is the cookie's token; only its hash reaches the table. */
export function kyselyAdapter(db: Db): Adapter {
  return {
    async getSessionAndUser(token) {
      const rows = await sessionRows(db, { id: hashToken(token) })
      const employee = employeeOf(rows)
      if (!employee) return [null, null]
      return [sessionOf(token, rows[0]!), { id: employee.id, attributes: { employee } }]
    },
    async getUserSessions(userId) {
      const rows = await db
        .selectFrom('auth_session')
        .where('employee_id', '=', userId)
        .select(['id', 'employee_id', 'created_at', 'expires_at'])
        .execute()
      return rows.map((row) => sessionOf(row.id, row))
    },
    async setSession(session) {
      await db
        .insertInto('auth_session')
        .values({
          id: hashToken(session.id),
          employee_id: session.userId,
          created_at: session.attributes.createdAt,
          expires_at: session.expiresAt.getTime(),
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

function sessionOf(
  id: string,
  row: { employee_id: string; created_at: number; expires_at: number },
): DatabaseSession {
  return {
    id,
    userId: row.employee_id,
    expiresAt: new Date(row.expires_at),
    attributes: { createdAt: row.created_at },
  }
}
