import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import { note } from '../audit/note.server.ts'

const DAY = 86_400_000

/** Days that HR may choose from; the last stands until somebody chooses. */
export const MAIL_KEPT = [30, 90, 180, 365] as const

export async function mailKept(db: Db): Promise<number> {
  const row = await db.selectFrom('mail_retention').select('days').executeTakeFirst()
  return row?.days ?? MAIL_KEPT[MAIL_KEPT.length - 1]!
}

export async function keepMail(db: Db, days: (typeof MAIL_KEPT)[number]): Promise<void> {
  await db
    .insertInto('mail_retention')
    .values({ id: 1, days })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ days }))
    .execute()
}

/** The nightly removal of mail that was sent, or was of no use any more, so long ago; the log says how many. */
export async function removeAgedMail(db: Db, now: Date): Promise<void> {
  const before = now.getTime() - (await mailKept(db)) * DAY
  await inTransaction(db, async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom('mail_message')
      .where((eb) => eb.or([eb('sent_at', '<', before), eb('expires_at', '<', before)]))
      .executeTakeFirst()
    const n = Number(numDeletedRows)
    if (n > 0) await note(trx, { by: null, action: 'mail.removed', detail: { n } }, now)
  })
}
