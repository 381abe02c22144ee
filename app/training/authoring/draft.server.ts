import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../../db/connect.ts'
import { inTransaction } from '../../../db/transaction.ts'
import { dialectOf } from '../../../db/dialect/name.ts'
import type { DraftTable } from '../../../db/schema/training.ts'
import { catalogue } from '../catalogue.server.ts'
import type { Module, ModulePlan } from '../module.ts'
import { keepPicture, keepPictures } from '../picture.server.ts'
import { blankDraft, type Draft, draftOf, RESERVED } from './draft.ts'

export interface StoredDraft {
  id: string
  module: string
  /** The version it was begun from; null for a new module. */
  basedOn: number | null
  status: DraftTable['status']
  draft: Draft
  /** Another one after every change. */
  revision: number
  sentBy: string | null
  touchedAt: number
}

/** The draft of that id, whatever became of it; null where there is none. */
export async function draftById(db: Db | Trx, id: string): Promise<StoredDraft | null> {
  const row = await db
    .selectFrom('training_draft')
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst()
  return row ? stored(row) : null
}

function stored(row: DraftTable): StoredDraft {
  return {
    id: row.id,
    module: row.module,
    basedOn: row.based_on,
    status: row.status,
    draft: JSON.parse(row.body) as Draft,
    revision: row.revision,
    sentBy: row.sent_by,
    touchedAt: row.touched_at,
  }
}

/** Drafts that are being written or read, the one touched last first. */
export async function openDrafts(db: Db): Promise<StoredDraft[]> {
  const rows = await db
    .selectFrom('training_draft')
    .where('status', 'in', ['draft', 'review'])
    .orderBy('touched_at', 'desc')
    .selectAll()
    .execute()
  return rows.map(stored)
}

/**
 * Begins a draft: of a new module (empty, or a copy of `from`), or with `same` of that module's next version. Where that
 * module is being written already, gives the draft that is there.
 */
export async function beginDraft(
  db: Db,
  { from, same }: { from: Module | null; same: boolean },
  by: string,
  now: Date,
): Promise<string> {
  const id = randomUUID()
  const { modules, retired } = await catalogue(db)
  const last = Math.max(0, ...[...modules, ...retired].map(({ plan }) => plan.order))
  const draft = from ? draftOf(from) : blankDraft(last + 1)
  if (!same) draft.plan.order = last + 1
  return insertDraft(db, draft, {
    id,
    module: same && from ? from.plan.id : `new-${id.slice(0, 8)}`,
    basedOn: same && from ? from.plan.version : null,
    by,
    now,
  })
}

/** Begins a draft with a module that came in files, its pictures with it; it is the next version of the module of that name, or a new one. */
export async function importDraft(
  db: Db,
  { module, pictures }: { module: Module; pictures: ReadonlyMap<string, Uint8Array> },
  by: string,
  now: Date,
): Promise<{ id: string } | 'already-open'> {
  for (const [file, bytes] of pictures) await keepPicture(db, { file, bytes }, now)
  const { modules, retired } = await catalogue(db)
  const slug = module.plan.id
  const present = [...modules, ...retired].find(({ plan }) => plan.id === slug)
  const id = randomUUID()
  const name = RESERVED.has(slug) ? `new-${id.slice(0, 8)}` : slug
  const of = { id, module: name, basedOn: present?.plan.version ?? null, by, now }
  const open = await insertDraft(db, draftOf(module), of)
  return open === id ? { id } : 'already-open'
}

/** Stores a draft as it is; gives the id of the one that is open for this module, be it another. */
export async function insertDraft(
  db: Db,
  draft: Draft,
  of: { id: string; module: string; basedOn: number | null; by: string; now: Date },
): Promise<string> {
  const time = of.now.getTime()
  return inTransaction(db, async (trx) => {
    const added = await trx
      .insertInto('training_draft')
      .values({
        id: of.id,
        module: of.module,
        based_on: of.basedOn,
        status: 'draft',
        body: JSON.stringify(draft),
        revision: 1,
        edits: 0,
        sent_by: null,
        created_at: time,
        touched_at: time,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (added.numInsertedOrUpdatedRows === 1n) {
      await keepPictures(trx, draft.plan as unknown as ModulePlan, of.now)
      await writes(trx, of.id, of.by)
      return of.id
    }
    const open = await trx
      .selectFrom('training_draft')
      .where('module', '=', of.module)
      .where('status', 'in', ['draft', 'review'])
      .select('id')
      .executeTakeFirstOrThrow()
    return open.id
  })
}

/** Remembers who wrote in a draft. */
export async function writes(trx: Trx, draftId: string, by: string): Promise<void> {
  await trx
    .insertInto('training_draft_author')
    .values({ draft_id: draftId, employee_id: by })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The row, held until the transaction ends: of two who save at once, the second sees what the first saved. */
export async function heldDraft(trx: Trx, id: string): Promise<DraftTable | null> {
  const row = await trx
    .selectFrom('training_draft')
    .where('id', '=', id)
    .selectAll()
    .$if(dialectOf(trx) === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst()
  return row ?? null
}
