import type { Db } from '../../../db/connect.ts'
import { notFound } from '../../http/respond.ts'
import { webhook, type Webhook } from './webhook.server.ts'

/** The connection an address names; 404 for one that is none. */
export async function askedWebhook(db: Db, id: string | undefined): Promise<Webhook> {
  const found = await webhook(db, id ?? '')
  if (!found) throw notFound()
  return found
}
