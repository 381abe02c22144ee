import { randomUUID } from 'node:crypto'
import type { Db } from '../../../db/connect.ts'
import { inTransaction } from '../../../db/transaction.ts'
import { openSites } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { touchpointByCode } from '../../touchpoints/touchpoint.server.ts'
import type { CollectedBy } from '../response.ts'
import { scaleOf, type Scale } from '../score.ts'
import { memoryIn } from '../source-memory.server.ts'
import { sourceNamed, type Source } from '../store.server.ts'
import type { HookMapping, Kind, SeenField } from './kinds.ts'

export interface Webhook {
  id: string
  kind: Kind
  source: Source
  fields: HookMapping
  /** The site of answers that name none; null: somebody is asked. */
  unitId: string | null
  /** What answers are about that do not say; '' for the visit as a whole. */
  touchpoint: string
  /** plain names of sites that are none of ours. */
  leftOut: string[]
  /** What words of this source are worth, as somebody has said for a delivery or a file. */
  scale: Scale
  seen: SeenField[]
  pausedAt: number | null
  madeAt: number
}

const hooks = (db: Db) =>
  db
    .selectFrom('nps_webhook as w')
    .innerJoin('nps_source as s', 's.id', 'w.source_id')
    .select(['w.id', 'w.kind', 'w.fields', 'w.unit_id as unitId', 'w.touchpoint', 'w.seen'])
    .select(['w.left_out as leftOut', 'w.paused_at as pausedAt', 'w.made_at as madeAt'])
    .select(['s.id as sourceId', 's.name', 's.collected_by as collectedBy', 's.mapping as memory'])

type HookRow = Awaited<ReturnType<ReturnType<typeof hooks>['execute']>>[number]

function opened(found: HookRow): Webhook {
  const { sourceId, name, collectedBy, fields, seen, leftOut, memory, ...row } = found
  return {
    ...row,
    scale: scaleOf(memoryIn(memory)?.words ?? {}),
    leftOut: JSON.parse(leftOut) as string[],
    source: { id: sourceId, name, collectedBy },
    fields: JSON.parse(fields) as HookMapping,
    seen: JSON.parse(seen) as SeenField[],
  }
}

export async function webhook(db: Db, id: string): Promise<Webhook | null> {
  const row = await hooks(db).where('w.id', '=', id).executeTakeFirst()
  return row ? opened(row) : null
}

export interface WebhookLine extends Webhook {
  lastAt: number | null
  waiting: number
  hasSecret: boolean
}

/** All connections by name, with the newest delivery and how many wait for a site. */
export async function webhooks(db: Db): Promise<WebhookLine[]> {
  const rows = await hooks(db).orderBy('s.name').execute()
  const counts = await db
    .selectFrom('nps_delivery')
    .groupBy('webhook_id')
    .select('webhook_id as id')
    .select(({ fn, eb }) => [
      fn.max('came_at').as('lastAt'),
      fn.sum<number>(eb.case().when('outcome', '=', 'waiting').then(1).else(0).end()).as('waiting'),
    ])
    .execute()
  const secrets = await db
    .selectFrom('nps_webhook_secret')
    .where('ends_at', 'is', null)
    .select('webhook_id as id')
    .execute()
  return rows.map((row) => {
    const count = counts.find(({ id }) => id === row.id)
    return {
      ...opened(row),
      lastAt: count?.lastAt ?? null,
      waiting: Number(count?.waiting ?? 0),
      hasSecret: secrets.some(({ id }) => id === row.id),
    }
  })
}

/**
 * A connection for the source of that name, which keeps who asked if it is known already. 'taken' where the source has
 * a connection: one answer must not come in by two doors.
 */
export async function makeWebhook(
  db: Db,
  { name, kind, collectedBy }: { name: string; kind: Kind; collectedBy: CollectedBy },
  by: string,
  now: Date,
): Promise<{ id: string } | 'taken'> {
  return inTransaction(db, async (trx) => {
    const source = await sourceNamed(trx, name, collectedBy, now)
    const id = randomUUID()
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('nps_webhook')
      .values({
        ...{ id, source_id: source.id, kind, fields: '{}', unit_id: null, touchpoint: '' },
        left_out: '[]',
        ...{ seen: '[]', paused_at: null, made_by: by, made_at: now.getTime() },
      })
      .onConflict((conflict) => conflict.column('source_id').doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows === 1n ? { id } : 'taken'
  })
}

/** What a delivery's fields mean from now on. A site or touchpoint that is none counts as not said. */
export async function chooseFields(
  db: Db,
  id: string,
  said: { fields: HookMapping; unitId: string; touchpoint: string },
): Promise<void> {
  const site = openSites(await unitTree(db)).find((unit) => unit.id === said.unitId)
  await db
    .updateTable('nps_webhook')
    .where('id', '=', id)
    .set({
      fields: JSON.stringify(said.fields),
      unit_id: site?.id ?? null,
      touchpoint: touchpointByCode(said.touchpoint) ? said.touchpoint : '',
    })
    .execute()
}

/** Remembers what a delivery's fields are called, for HR to choose from. */
export async function rememberSeen(db: Db, { id, seen }: Webhook, now: SeenField[]): Promise<void> {
  const known = new Set(seen.map(({ name }) => name))
  const fresh = now.filter(({ name }) => !known.has(name))
  if (fresh.length === 0) return
  const all = JSON.stringify([...fresh, ...seen].slice(0, 100))
  await db.updateTable('nps_webhook').where('id', '=', id).set({ seen: all }).execute()
}

/** Remembers names of sites that are none of ours: what comes from there is passed over. */
export async function leaveOut(db: Db, { id, leftOut }: Webhook, names: string[]): Promise<void> {
  if (names.length === 0) return
  const all = JSON.stringify([...new Set([...names, ...leftOut])].slice(0, 500))
  await db.updateTable('nps_webhook').where('id', '=', id).set({ left_out: all }).execute()
}

/** Nothing is taken in until it goes on; the tool is told to try again later. */
export async function pauseWebhook(db: Db, id: string, now: Date): Promise<void> {
  await db
    .updateTable('nps_webhook')
    .where('id', '=', id)
    .where('paused_at', 'is', null)
    .set({ paused_at: now.getTime() })
    .execute()
}

export async function resumeWebhook(db: Db, id: string): Promise<void> {
  await db.updateTable('nps_webhook').where('id', '=', id).set({ paused_at: null }).execute()
}

/** Ends a connection with its secrets and its log; the answers that came by it stay. */
export async function deleteWebhook(db: Db, id: string): Promise<void> {
  await db.deleteFrom('nps_webhook').where('id', '=', id).execute()
}
