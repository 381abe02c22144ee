import { randomUUID } from 'node:crypto'
import type { Db } from '../../../db/connect.ts'
import { inTransaction } from '../../../db/transaction.ts'
import { makesItsSecret, type Kind } from './kinds.ts'
import { seal, unseal } from './seal.server.ts'
import { newSecret, secretBytes } from './signature.server.ts'

/** For so long after a change the old secret holds as well: what is under way is not lost. */
const OLD_HOLDS_MS = 24 * 60 * 60_000

const placeOf = (webhookId: string) => ({ webhookId, use: 'secret' }) as const

/** The secrets that hold now; 'none' before the first, 'lost' where the portal's own secret is another by now. */
export async function secretsOf(
  db: Db,
  portalSecret: string,
  webhookId: string,
  now: Date,
): Promise<string[] | 'none' | 'lost'> {
  const rows = await db
    .selectFrom('nps_webhook_secret')
    .where('webhook_id', '=', webhookId)
    .where(({ or, eb }) => or([eb('ends_at', 'is', null), eb('ends_at', '>', now.getTime())]))
    .select('sealed')
    .execute()
  if (rows.length === 0) return 'none'
  const opened = rows.flatMap(
    ({ sealed }) => unseal(portalSecret, placeOf(webhookId), sealed) ?? [],
  )
  return opened.length === 0 ? 'lost' : opened
}

export interface SecretState {
  /** When the secret in use was made; null while there is none. */
  madeAt: number | null
  /** Until when an older one holds too; null for none. */
  oldHoldsUntil: number | null
}

export async function secretState(db: Db, webhookId: string, now: Date): Promise<SecretState> {
  const rows = await db
    .selectFrom('nps_webhook_secret')
    .where('webhook_id', '=', webhookId)
    .select(['made_at as madeAt', 'ends_at as endsAt'])
    .execute()
  const ends = rows.flatMap(({ endsAt }) =>
    endsAt !== null && endsAt > now.getTime() ? endsAt : [],
  )
  return {
    madeAt: rows.find(({ endsAt }) => endsAt === null)?.madeAt ?? null,
    oldHoldsUntil: ends.length === 0 ? null : Math.max(...ends),
  }
}

/** What HR typed as the secret of a tool that makes its own, if it can be one. */
export function typedSecret(kind: Kind, typed: string): string | null {
  const text = typed.trim()
  if (kind === 'formbricks') return secretBytes(text) === null ? null : text
  return /^[\x21-\x7e]{8,200}$/.test(text) ? text : null
}

/**
 * Puts a new secret in use: made here, or as the tool made it. The one before holds for another day, or not a moment
 * longer where `leaked`. Gives the secret, which nobody can read again; 'wrong' for a text that is none.
 */
export async function changeSecret(
  db: Db,
  portalSecret: string,
  webhook: { id: string; kind: Kind },
  { typed, leaked }: { typed: string; leaked: boolean },
  now: Date,
): Promise<{ secret: string } | 'wrong'> {
  const secret = makesItsSecret(webhook.kind) ? typedSecret(webhook.kind, typed) : newSecret()
  if (secret === null) return 'wrong'
  await inTransaction(db, async (trx) => {
    const secrets = () => trx.updateTable('nps_webhook_secret').where('webhook_id', '=', webhook.id)
    await secrets()
      .where('ends_at', 'is', null)
      .set({ ends_at: now.getTime() + OLD_HOLDS_MS })
      .execute()
    if (leaked) await secrets().set({ ends_at: now.getTime() }).execute()
    await trx
      .insertInto('nps_webhook_secret')
      .values({
        id: randomUUID(),
        webhook_id: webhook.id,
        sealed: seal(portalSecret, placeOf(webhook.id), secret),
        made_at: now.getTime(),
        ends_at: null,
      })
      .execute()
  })
  return { secret }
}
