import { createHash } from 'node:crypto'
import type { Db, Trx } from '../../../db/connect.ts'
import type { DraftTable } from '../../../db/schema/training.ts'
import { type Draft, type Section, sectionOf, type SectionValue, withSection } from './draft.ts'
import { heldDraft, writes } from './draft.server.ts'
import { type Change, changesBetween, joined, withChanges } from './history.ts'

/** So many edits can be undone. */
const KEPT_EDITS = 300
/** Words changed again within this time are one edit. */
const ONE_EDIT_MS = 20_000

/** Tells what a section holds: a form carries it, so that who saves is told when it is no longer what they changed. */
export function markOf(value: SectionValue): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16)
}

export type Saved = 'saved' | 'conflict' | 'gone' | 'closed'

/**
 * Keeps a section as an edit that can be undone. `mark` is of the section that the form was drawn from. 'conflict':
 * somebody else changed this section meanwhile; 'gone': it was taken out; 'closed': the draft is in review or done with.
 * Then nothing is kept.
 */
export async function saveSection(
  db: Db,
  id: string,
  section: Section,
  { mark, value }: { mark: string; value: SectionValue },
  by: string,
  now: Date,
): Promise<Saved> {
  return editDraft(db, id, section, by, now, (draft) => {
    const present = sectionOf(draft, section)
    if (!present) return 'gone'
    if (markOf(present) !== mark && markOf(present) !== markOf(value)) return 'conflict'
    return withSection(draft, section, value)
  })
}

/** Changes a draft as `change` says, unless it answers with a reason not to. */
export async function editDraft<Refusal extends string>(
  db: Db,
  id: string,
  section: Section,
  by: string,
  now: Date,
  change: (draft: Draft) => Draft | Refusal,
): Promise<'saved' | 'gone' | 'closed' | Refusal> {
  return db.transaction().execute(async (trx) => {
    const row = await heldDraft(trx, id)
    if (!row) return 'gone'
    if (row.status !== 'draft') return 'closed'
    const before = JSON.parse(row.body) as Draft
    const after = change(before)
    if (typeof after === 'string') return after
    const changes = changesBetween(before, after)
    if (changes.length > 0) await keepEdit(trx, row, { section, changes, body: after }, by, now)
    return 'saved'
  })
}

async function keepEdit(
  trx: Trx,
  row: DraftTable,
  edit: { section: Section; changes: Change[]; body: Draft },
  by: string,
  now: Date,
): Promise<void> {
  const time = now.getTime()
  // What was undone cannot be done again after something else was written.
  await trx
    .deleteFrom('training_draft_edit')
    .where('draft_id', '=', row.id)
    .where('number', '>', row.edits)
    .execute()
  const last = await trx
    .selectFrom('training_draft_edit')
    .where('draft_id', '=', row.id)
    .where('number', '=', row.edits)
    .selectAll()
    .executeTakeFirst()
  const soon = last?.by_id === by && last.section === edit.section && time - last.at < ONE_EDIT_MS
  const one = soon ? joined(JSON.parse(last.changes) as Change[], edit.changes) : null
  if (one) {
    await trx
      .updateTable('training_draft_edit')
      .set({ changes: JSON.stringify(one), at: time })
      .where('draft_id', '=', row.id)
      .where('number', '=', row.edits)
      .execute()
  } else {
    await trx
      .insertInto('training_draft_edit')
      .values({
        draft_id: row.id,
        number: row.edits + 1,
        section: edit.section,
        changes: JSON.stringify(edit.changes),
        by_id: by,
        at: time,
      })
      .execute()
    await trx
      .deleteFrom('training_draft_edit')
      .where('draft_id', '=', row.id)
      .where('number', '<=', row.edits + 1 - KEPT_EDITS)
      .execute()
  }
  await store(trx, row, edit.body, row.edits + (one ? 0 : 1), now)
  await writes(trx, row.id, by)
}

async function store(trx: Trx, row: DraftTable, body: Draft, edits: number, now: Date) {
  await trx
    .updateTable('training_draft')
    .set({
      body: JSON.stringify(body),
      revision: row.revision + 1,
      edits,
      touched_at: now.getTime(),
    })
    .where('id', '=', row.id)
    .execute()
}

/** Takes back the last edit, whoever made it, or does again what was taken back; gives the section it was in and its number. */
export async function turnBack(
  db: Db,
  id: string,
  way: 'undo' | 'redo',
  by: string,
  now: Date,
): Promise<{ section: Section; number: number } | 'nothing' | 'closed'> {
  return db.transaction().execute(async (trx) => {
    const row = await heldDraft(trx, id)
    if (row?.status !== 'draft') return 'closed'
    const edit = await trx
      .selectFrom('training_draft_edit')
      .where('draft_id', '=', id)
      .where('number', '=', way === 'undo' ? row.edits : row.edits + 1)
      .selectAll()
      .executeTakeFirst()
    if (!edit) return 'nothing'
    const side = way === 'undo' ? 'before' : 'after'
    const body = withChanges(
      JSON.parse(row.body) as Draft,
      JSON.parse(edit.changes) as Change[],
      side,
    )
    await store(trx, row, body, row.edits + (way === 'undo' ? -1 : 1), now)
    await writes(trx, id, by)
    return { section: edit.section, number: edit.number }
  })
}

/** The draft as it was before this edit and as it was after it, for what lies around it now; null where there is no such edit. */
export async function sidesOfEdit(
  db: Db,
  { id, draft }: { id: string; draft: Draft },
  number: number,
): Promise<{ before: Draft; after: Draft } | null> {
  const edit = await db
    .selectFrom('training_draft_edit')
    .where('draft_id', '=', id)
    .where('number', '=', number)
    .select('changes')
    .executeTakeFirst()
  if (!edit) return null
  const changes = JSON.parse(edit.changes) as Change[]
  return {
    before: withChanges(draft, changes, 'before'),
    after: withChanges(draft, changes, 'after'),
  }
}

export interface EditView {
  section: Section
  by: string
  at: number
}

/** The edit that would be undone, and the one that would be done again; names of who made them. */
export async function editsAround(
  db: Db,
  id: string,
): Promise<{ undo: EditView | null; redo: EditView | null }> {
  const rows = await db
    .selectFrom('training_draft_edit as e')
    .innerJoin('training_draft as d', 'd.id', 'e.draft_id')
    .innerJoin('people_employee as p', 'p.id', 'e.by_id')
    .where('d.id', '=', id)
    .where(({ eb, or }) =>
      or([eb('e.number', '=', eb.ref('d.edits')), eb('e.number', '=', eb('d.edits', '+', 1))]),
    )
    .select(['e.section', 'e.at', 'e.number', 'd.edits', 'p.name as by'])
    .execute()
  const view = (row: (typeof rows)[number] | undefined) =>
    row ? { section: row.section, by: row.by, at: row.at } : null
  return {
    undo: view(rows.find(({ number, edits }) => number === edits)),
    redo: view(rows.find(({ number, edits }) => number === edits + 1)),
  }
}
