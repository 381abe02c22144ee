import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Trx } from '../../../db/connect.ts'
import { inTransaction } from '../../../db/transaction.ts'
import type { DraftTable } from '../../../db/schema/training.ts'
import { catalogue, catalogueChanged } from '../catalogue.server.ts'
import { content } from '../content.server.ts'
import type { Language } from '../module.ts'
import { checked, type Fault } from './check.server.ts'
import { type Draft, RESERVED, type Section } from './draft.ts'
import { heldDraft } from './draft.server.ts'

/** Characters of one comment. */
export const COMMENT_MOST = 1000

async function moved(
  db: Db,
  id: string,
  from: DraftTable['status'],
  next: Pick<DraftTable, 'status' | 'sent_by'>,
  now: Date,
): Promise<boolean> {
  const done = await db
    .updateTable('training_draft')
    .set((eb) => ({ ...next, touched_at: now.getTime(), revision: eb('revision', '+', 1) }))
    .where('id', '=', id)
    .where('status', '=', from)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Gives a draft without faults to a second person; faults are in the author's language. */
export async function sendToReview(
  db: Db,
  id: string,
  by: string,
  now: Date,
  language: Language,
): Promise<'sent' | 'closed' | Fault[]> {
  return inTransaction(db, async (trx) => {
    const row = await heldDraft(trx, id)
    if (row?.status !== 'draft') return 'closed'
    const { faults } = checked(JSON.parse(row.body) as Draft, row.module, 1, language)
    if (faults.length > 0) return faults
    await moved(trx, id, 'draft', { status: 'review', sent_by: by }, now)
    return 'sent'
  })
}

/** Back to writing, by whoever reads it or wrote it. */
export async function backToDraft(db: Db, id: string, now: Date): Promise<'back' | 'closed'> {
  const done = await moved(db, id, 'review', { status: 'draft', sent_by: null }, now)
  return done ? 'back' : 'closed'
}

/** Puts a draft aside; what is published stays. It can be taken up again while no other is open for its module. */
export async function dropDraft(db: Db, id: string, now: Date): Promise<'dropped' | 'closed'> {
  return (await moved(db, id, 'draft', { status: 'dropped', sent_by: null }, now))
    ? 'dropped'
    : 'closed'
}

export async function takeUpDraft(
  db: Db,
  id: string,
  now: Date,
): Promise<'draft' | 'closed' | 'other-open'> {
  return inTransaction(db, async (trx) => {
    const row = await heldDraft(trx, id)
    if (row?.status !== 'dropped') return 'closed'
    const other = await trx
      .selectFrom('training_draft')
      .where('module', '=', row.module)
      .where('status', 'in', ['draft', 'review'])
      .select('id')
      .executeTakeFirst()
    if (other) return 'other-open'
    await moved(trx, id, 'dropped', { status: 'draft', sent_by: null }, now)
    return 'draft'
  })
}

/** Names of who wrote in it, by id. */
export async function authorsOf(db: Db | Trx, id: string): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('training_draft_author as a')
    .innerJoin('people_employee as p', 'p.id', 'a.employee_id')
    .where('a.draft_id', '=', id)
    .orderBy('p.name')
    .select(['p.id', 'p.name'])
    .execute()
}

export type Published =
  | { outcome: 'published'; module: string; version: number }
  | { outcome: 'own-words' | 'closed' | 'changed-meanwhile' | 'faulty' }

/**
 * Publishes a draft in review as the next version of its module, which never changes afterwards. Refused to whoever wrote
 * in it, and where it is no longer the `revision` that was read.
 */
export async function publishDraft(
  db: Db,
  id: string,
  revision: number,
  by: string,
  now: Date,
): Promise<Published> {
  const known = await catalogue(db)
  const taken = new Set([...known.modules, ...known.retired].map(({ plan }) => plan.id))
  return inTransaction(db, async (trx): Promise<Published> => {
    const row = await heldDraft(trx, id)
    if (row?.status !== 'review') return { outcome: 'closed' }
    if (row.revision !== revision) return { outcome: 'changed-meanwhile' }
    if ((await authorsOf(trx, id)).some((author) => author.id === by))
      return { outcome: 'own-words' }
    const draft = JSON.parse(row.body) as Draft
    const slug = row.module.startsWith('new-') ? slugFor(draft, taken, id) : row.module
    const version = await nextVersion(trx, slug)
    const { module } = checked(draft, slug, version, 'en')
    if (!module) return { outcome: 'faulty' }
    const time = now.getTime()
    await trx
      .insertInto('training_version')
      .values({ module: slug, version, body: JSON.stringify(module), frozen_at: time })
      .execute()
    await trx
      .insertInto('training_publication')
      .values({ module: slug, version, by_id: by, at: time })
      .execute()
    await trx
      .updateTable('training_draft')
      .set({ status: 'published', module: slug, touched_at: time })
      .where('id', '=', id)
      .execute()
    await catalogueChanged(trx)
    return { outcome: 'published', module: slug, version }
  })
}

/** An address made of the English title, that no other module has. */
function slugFor(draft: Draft, taken: ReadonlySet<string>, id: string): string {
  const { title } = draft.texts.en as { title: string }
  const bare = title
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '')
  const free = bare.length > 1 && !RESERVED.has(bare) && !taken.has(bare)
  return free ? bare : `${bare || 'module'}-${id.slice(0, 6)}`
}

/** Above every version that somebody may have begun, of the files too. */
async function nextVersion(trx: Trx, slug: string): Promise<number> {
  const { newest } = await trx
    .selectFrom('training_version')
    .where('module', '=', slug)
    .select(({ fn }) => fn.max('version').as('newest'))
    .executeTakeFirstOrThrow()
  const written = content().modules.find(({ plan }) => plan.id === slug)?.plan.version ?? 0
  return Math.max(Number(newest ?? 0), written) + 1
}

/** Takes a module off the list; who is inside finishes it. */
export async function retireModule(
  db: Db,
  slug: string,
  by: string,
  now: Date,
): Promise<'retired' | 'no-such-module'> {
  const { modules, retired } = await catalogue(db)
  if (![...modules, ...retired].some(({ plan }) => plan.id === slug)) return 'no-such-module'
  await inTransaction(db, async (trx) => {
    await trx
      .insertInto('training_retired')
      .values({ module: slug, by_id: by, at: now.getTime() })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await catalogueChanged(trx)
  })
  return 'retired'
}

/** Offers a retired module again. */
export async function restoreModule(db: Db, slug: string): Promise<'restored' | 'not-retired'> {
  return inTransaction(db, async (trx) => {
    const done = await trx
      .deleteFrom('training_retired')
      .where('module', '=', slug)
      .executeTakeFirst()
    if (done.numDeletedRows === 0n) return 'not-retired'
    await catalogueChanged(trx)
    return 'restored'
  })
}

export interface CommentView {
  id: string
  section: Section
  text: string
  by: string
  at: number
  done: boolean
}

/** What readers said of a draft, the oldest first. */
export async function commentsOn(db: Db, draftId: string): Promise<CommentView[]> {
  const rows = await db
    .selectFrom('training_draft_comment as c')
    .innerJoin('people_employee as p', 'p.id', 'c.by_id')
    .where('c.draft_id', '=', draftId)
    .orderBy('c.at')
    .orderBy('c.id')
    .select(['c.id', 'c.section', 'c.text', 'c.at', 'c.done', 'p.name as by'])
    .execute()
  return rows.map((row) => ({ ...row, done: row.done === 1 }))
}

/** Says something of a section while the draft is written or read. */
export async function comment(
  db: Db,
  draftId: string,
  said: { section: Section; text: string },
  by: string,
  now: Date,
): Promise<'said' | 'empty' | 'long'> {
  const text = said.text.replaceAll('\0', '').replaceAll(/\r\n?/g, '\n').trim()
  if (text === '') return 'empty'
  if (Array.from(text).length > COMMENT_MOST) return 'long'
  await db
    .insertInto('training_draft_comment')
    .values({
      id: randomUUID(),
      draft_id: draftId,
      section: said.section,
      text,
      by_id: by,
      at: now.getTime(),
      done: 0,
    })
    .execute()
  return 'said'
}

export async function settleComment(db: Db, draftId: string, id: string): Promise<void> {
  await db
    .updateTable('training_draft_comment')
    .set({ done: sql<number>`1 - done` })
    .where('draft_id', '=', draftId)
    .where('id', '=', id)
    .execute()
}
