import type { Db } from '../../../db/connect.ts'
import { shortenLog } from './log.server.ts'
import { takeWaiting } from './waiting.server.ts'
import { webhooks } from './webhook.server.ts'

/** Every hour: what waited for a site that somebody has made or named meanwhile goes in, and the log is shortened. */
export async function tendWebhooks(db: Db, portalSecret: string, now: Date): Promise<void> {
  for (const { id, waiting } of await webhooks(db)) {
    if (waiting > 0) await takeWaiting(db, portalSecret, id, now)
  }
  await shortenLog(db, now)
}
