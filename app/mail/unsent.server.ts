import type { Db } from '../../db/connect.ts'

/** Takes back what waits to be sent and bears `about`, between colons, in its key: it is over. */
export async function dropUnsent(db: Db, about: string): Promise<void> {
  await db
    .deleteFrom('mail_message')
    .where('sent_at', 'is', null)
    .where('key', 'like', `%:${about}:%`)
    .execute()
}
