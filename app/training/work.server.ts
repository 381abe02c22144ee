import type { Db, Trx } from '../../db/connect.ts'
import { holdEmployee } from '../people/hold.server.ts'
import { renderSentence, renderText } from './text.server.ts'
import { type Interactive, kindOf } from './interactives/kinds.ts'
import type { Sent } from './interactives/kind.ts'
import type { BlockText, Language } from './module.ts'

/** Whose interactive of which module. */
export interface Place {
  employeeId: string
  slug: string
  block: Interactive
}

/**
 * What this person did there: for the person's own eyes, no other read of this table exists. Null before
 * the first tap, and where a newer version of the module has changed so much that it fits no more.
 */
export async function workAt(db: Db | Trx, { employeeId, slug, block }: Place): Promise<unknown> {
  const shape = kindOf(block).work?.(block)
  if (!shape) return null
  const row = await db
    .selectFrom('training_work')
    .where('employee_id', '=', employeeId)
    .where('module', '=', slug)
    .where('block', '=', block.id)
    .select('body')
    .executeTakeFirst()
  const read = row && shape.safeParse(JSON.parse(row.body))
  return read?.success ? read.data : null
}

/**
 * Does what a tap asks and keeps what became of it; `do=anew` clears it. A refusal is one sentence in
 * the person's language, and nothing is changed.
 */
export async function tap(
  db: Db,
  place: Place,
  { sent, tie, language }: { sent: Sent; tie: unknown; language: Language },
  now: Date,
): Promise<'kept' | { error: string }> {
  const { employeeId, slug, block } = place
  const kind = kindOf(block)
  if (!kind.act) return 'kept'
  const act = kind.act
  if (sent.get('do') === 'anew') {
    await forget(db, place)
    return 'kept'
  }
  return db.transaction().execute(async (trx) => {
    // The second of two quick taps would begin from the same work and undo the first.
    await holdEmployee(trx, employeeId)
    const work = await workAt(trx, place)
    const acted = act({ block, work, sent, tie, seed: seedOf(place), language })
    if ('error' in acted) return acted
    if (acted.work === null) return 'kept'
    const values = { body: JSON.stringify(acted.work), touched_at: now.getTime() }
    await trx
      .insertInto('training_work')
      .values({ employee_id: employeeId, module: slug, block: block.id, ...values })
      .onConflict((conflict) =>
        conflict.columns(['employee_id', 'module', 'block']).doUpdateSet(values),
      )
      .execute()
    return 'kept'
  })
}

async function forget(db: Db, { employeeId, slug, block }: Place): Promise<void> {
  await db
    .deleteFrom('training_work')
    .where('employee_id', '=', employeeId)
    .where('module', '=', slug)
    .where('block', '=', block.id)
    .execute()
}

/** What the browser gets of an interactive; explanations only of what has been tapped. */
export async function interactiveView(
  db: Db,
  place: Place,
  text: BlockText,
  tie: unknown,
  language: Language,
): Promise<{ view: unknown; begun: boolean }> {
  const { block } = place
  const kind = kindOf(block)
  const work = await workAt(db, place)
  const view = kind.view({
    block,
    text,
    work,
    tie,
    seed: seedOf(place),
    language,
    render: renderText,
    say: renderSentence,
  })
  return { view: view ?? null, begun: work !== null }
}

function seedOf({ employeeId, slug, block }: Place): string {
  return `${employeeId}/${slug}/${block.id}`
}
