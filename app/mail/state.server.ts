import type { Db } from '../../db/connect.ts'
import { KEPT, MAX_ATTEMPTS, sendAt } from './mail.server.ts'

export interface MailState {
  waiting: number
  /** Nobody tries any more. */
  failed: number
  lastSentAt: number | null
  /** What the last try of those not sent said, the most frequent first: a code, never the server's own words. */
  reasons: { code: string; n: number }[]
}

/** For the owner's pages. Reads what was not sent, and one row of what was. */
export async function mailState(db: Db, now: Date): Promise<MailState> {
  const unsent = db
    .selectFrom('mail_message')
    .where('sent_at', 'is', null)
    .where('expires_at', '>', now.getTime() - KEPT)
  const { waits, failed } = await unsent
    .select((eb) => [
      eb.fn
        .countAll<number>()
        .filterWhere((f) =>
          f.and([f('attempts', '<', MAX_ATTEMPTS), f('expires_at', '>', now.getTime())]),
        )
        .as('waits'),
      eb.fn
        .countAll<number>()
        .filterWhere((f) =>
          f.or([
            f('attempts', '>=', MAX_ATTEMPTS),
            f.and([f('expires_at', '<=', now.getTime()), f('attempts', '>', 0)]),
          ]),
        )
        .as('failed'),
    ])
    .executeTakeFirstOrThrow()
  const reasons = await unsent
    .where('error', 'is not', null)
    .groupBy('error')
    .select(({ fn }) => ['error as code', fn.countAll<number>().as('n')])
    .orderBy('n', 'desc')
    .orderBy('code')
    .execute()
  const last = await db
    .selectFrom('mail_message')
    .where('sent_at', 'is not', null)
    .select('sent_at')
    .orderBy('sent_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    waiting: Number(waits),
    failed: Number(failed),
    lastSentAt: last?.sent_at ?? null,
    reasons: reasons.map(({ code, n }) => ({ code: code ?? '', n: Number(n) })),
  }
}

/** What failed and is still of use is tried again at once, given up or not; says how much that is. */
export async function tryMailAgain(db: Db, now: Date): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('mail_message')
    .set({ send_after: now.getTime(), attempts: 0 })
    .where('sent_at', 'is', null)
    .where('error', 'is not', null)
    .where('expires_at', '>', now.getTime())
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await sendAt(db, now.getTime())
  return Number(numUpdatedRows)
}

/** What the owner can do about it. */
export type MailFault = 'away' | 'name' | 'tls' | 'refused' | 'address' | 'busy' | 'disk' | 'other'

/** Reads a code as `mail.server.ts` keeps it: nodemailer's, then the server's number, if it gave one. */
export function mailFault(code: string): MailFault {
  const [name = '', number = ''] = code.split(' ')
  if (name === 'EAUTH' || /^(530|534|535)$/.test(number)) return 'refused'
  if (name === 'ENOTFOUND' || name === 'EDNS' || name === 'EAI_AGAIN') return 'name'
  if (name === 'ETLS' || /CERT|SSL/.test(name)) return 'tls'
  if (name === 'ENOSPC' || name === 'EACCES' || name === 'EROFS') return 'disk'
  if (/^4\d\d$/.test(number)) return 'busy'
  if (name === 'EENVELOPE' || name === 'EMESSAGE' || /^5\d\d$/.test(number)) return 'address'
  if (/^(ECONN|ESOCKET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE)/.test(name)) return 'away'
  return 'other'
}
