import type { Db, Trx } from '../../../db/connect.ts'
import { retention } from '../retention.server.ts'
import type { RowReason } from '../row.ts'
import type { DeliveryReason, Outcome } from './kinds.ts'
import { seal, unseal } from './seal.server.ts'

/** How much of the log is kept for each connection, in days and in lines; what waits for a site is kept beside. */
export const KEPT_DAYS = 30
export const KEPT_LINES = 1000

export const placeOf = (webhookId: string) => ({ webhookId, use: 'delivery' }) as const

/** Everything that is there only while a delivery waits. */
export const EMPTIED = {
  ...{ site: null, answer: null, words: null, contact: null, contact_key: null, identity: null },
}

export interface Note {
  event: string
  outcome: Outcome
  reason: DeliveryReason | RowReason | null
  /** What stood there, at most a line; kept sealed. */
  value?: string
}

/** An event's name as a tool gives it; anything else a field may hold is not repeated. */
function eventName(event: string): string {
  return /^[\w.:-]{1,60}$/.test(event) ? event : ''
}

/**
 * Writes down what was turned away or passed over without being one delivery's own line: one line a day for each
 * reason, with how often. So nobody can fill the log, and nothing else is kept of them.
 */
export async function noteOf(
  db: Db,
  webhookId: string,
  { event, outcome, reason }: Note,
  now: Date,
): Promise<void> {
  const name = eventName(event)
  const key = [outcome, reason, name, now.toISOString().slice(0, 10)].join(' ')
  await db
    .insertInto('nps_delivery')
    .values({
      ...{ webhook_id: webhookId, event_key: key, event: name, outcome, reason, value: null },
      ...{ came_at: now.getTime(), erased_at: null, ...EMPTIED },
    })
    .onConflict((conflict) =>
      conflict.columns(['webhook_id', 'event_key']).doUpdateSet((eb) => ({
        times: eb('nps_delivery.times', '+', 1),
        came_at: now.getTime(),
      })),
    )
    .execute()
}

/**
 * The line of one event: made where it is new. Gives what became of it before; 'refused' for one that is new or could
 * not be taken yet. Nobody else has the line until the transaction ends.
 */
export async function lineOf(
  trx: Trx,
  webhookId: string,
  eventKey: string,
  event: string,
  now: Date,
): Promise<{ id: number; outcome: Outcome }> {
  return trx
    .insertInto('nps_delivery')
    .values({
      ...{ webhook_id: webhookId, event_key: eventKey, event: eventName(event) },
      ...{ outcome: 'refused', reason: null, value: null, times: 0 },
      ...{ came_at: now.getTime(), erased_at: null, ...EMPTIED },
    })
    .onConflict((conflict) =>
      conflict
        .columns(['webhook_id', 'event_key'])
        .doUpdateSet((eb) => ({ times: eb('nps_delivery.times', '+', 1) })),
    )
    .returning(['id', 'outcome'])
    .executeTakeFirstOrThrow()
}

/** Settles the line of one event. */
export async function closeLine(
  trx: Trx,
  portalSecret: string,
  line: { id: number; webhookId: string },
  { outcome, reason, value = '' }: Omit<Note, 'event'>,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('nps_delivery')
    .where('id', '=', line.id)
    .set((eb) => ({
      ...{ outcome, reason, ...EMPTIED, erased_at: null },
      value: value === '' ? null : seal(portalSecret, placeOf(line.webhookId), value),
      times: eb.case().when('times', '=', 0).then(1).else(eb.ref('times')).end(),
      came_at: now.getTime(),
    }))
    .execute()
}

export interface Delivery {
  id: number
  event: string
  outcome: Outcome
  reason: string | null
  /** What stood there, as it came: to be redacted before anybody reads it. */
  value: string
  times: number
  cameAt: number
}

/** The newest deliveries of a connection. */
export async function deliveries(
  db: Db,
  portalSecret: string,
  webhookId: string,
  most = 50,
): Promise<Delivery[]> {
  const rows = await db
    .selectFrom('nps_delivery')
    .where('webhook_id', '=', webhookId)
    .orderBy('came_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .select(['id', 'event', 'outcome', 'reason', 'value', 'times', 'came_at as cameAt'])
    .execute()
  return rows.map((row) => ({
    ...row,
    value: row.value === null ? '' : (unseal(portalSecret, placeOf(webhookId), row.value) ?? ''),
  }))
}

/**
 * Shortens the log to its days and lines, ends secrets that hold no more, and gives up what waited for a site as long
 * as contacts are kept, or words where those go sooner.
 */
export async function shortenLog(db: Db, now: Date): Promise<void> {
  const before = now.getTime() - KEPT_DAYS * 86_400_000
  await db
    .deleteFrom('nps_delivery')
    .where('outcome', '<>', 'waiting')
    .where('came_at', '<', before)
    .execute()
  for (const { id } of await db.selectFrom('nps_webhook').select('id').execute()) {
    const settled = () =>
      db.selectFrom('nps_delivery').where('webhook_id', '=', id).where('outcome', '<>', 'waiting')
    const line = await settled()
      .orderBy('came_at', 'desc')
      .orderBy('id', 'desc')
      .offset(KEPT_LINES)
      .limit(1)
      .select('came_at')
      .executeTakeFirst()
    if (!line) continue
    await db
      .deleteFrom('nps_delivery')
      .where('webhook_id', '=', id)
      .where('outcome', '<>', 'waiting')
      .where('came_at', '<=', line.came_at)
      .execute()
  }
  await db.deleteFrom('nps_webhook_secret').where('ends_at', '<', now.getTime()).execute()
  const { contactDays, wordsMonths } = await retention(db)
  const days = wordsMonths === null ? contactDays : Math.min(contactDays, wordsMonths * 30)
  await db
    .updateTable('nps_delivery')
    .where('outcome', '=', 'waiting')
    .where('came_at', '<', now.getTime() - days * 86_400_000)
    .set({
      outcome: 'refused',
      reason: 'expired',
      ...EMPTIED,
      erased_at: null,
      came_at: now.getTime(),
    })
    .execute()
}
