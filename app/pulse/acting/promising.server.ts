import { randomUUID } from 'node:crypto'
import type { Db } from '../../../db/connect.ts'
import { frozenTree, wave } from '../wave.server.ts'
import type { Pledge, Settling } from './pledge.ts'
import {
  followable,
  ownersFor,
  promiseRow,
  type Promising,
  unitsPromised,
} from './promise.server.ts'
import { dueFits, MOST_PROMISES } from './promise.ts'

/**
 * Promises something to a unit after a published wave. At most three a unit and wave; 'not-found' where the wave shows
 * nothing or the unit is not this person's; 'owner' and 'question' where one of them is not of that unit or wave;
 * 'due' for a day before today or more than a year ahead. `today` is 'YYYY-MM-DD' by the company's clock.
 */
export async function makePromise(
  db: Db,
  waveId: string,
  unitId: string,
  by: Promising,
  pledge: Pledge,
  today: string,
  now: Date,
): Promise<'made' | 'full' | 'not-found' | 'owner' | 'question' | 'due'> {
  const found = await wave(db, waveId)
  const tree = found?.outcome === 'published' ? await frozenTree(db, waveId) : null
  if (!found || !tree || !unitsPromised(tree, by).some(({ id }) => id === unitId)) {
    return 'not-found'
  }
  if (!dueFits(pledge.due, today)) return 'due'
  const owners = await ownersFor(db, unitId, by)
  if (!owners.some(({ id }) => id === pledge.owner)) return 'owner'
  const figures = followable(found.survey.questions)
  if (pledge.question && !figures.some(({ id }) => id === pledge.question)) return 'question'
  return db.transaction().execute(async (trx) => {
    const rows = await trx
      .selectFrom('pulse_promise')
      .where('wave_id', '=', waveId)
      .where('unit_id', '=', unitId)
      .select(['id', 'place', 'removed_at'])
      .execute()
    const taken = rows.filter((row) => row.removed_at === null).map((row) => row.place)
    const place = Array.from({ length: MOST_PROMISES }, (_, i) => i + 1).find(
      (free) => !taken.includes(free),
    )
    if (!place) return 'full'
    const gone = rows.find((row) => row.place === place)
    if (gone) await trx.deleteFrom('pulse_promise').where('id', '=', gone.id).execute()
    const made = await trx
      .insertInto('pulse_promise')
      .values({
        id: randomUUID(),
        wave_id: waveId,
        unit_id: unitId,
        place,
        question: pledge.question ?? null,
        heard: pledge.heard,
        deed: pledge.deed,
        owner_id: pledge.owner,
        due: pledge.due,
        status: 'promised',
        outcome: null,
        made_at: now.getTime(),
        settled_at: null,
        removed_at: null,
      })
      // Somebody made one at the same moment.
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return made.numInsertedOrUpdatedRows === 0n ? 'full' : 'made'
  })
}

/** Ends a promise as kept or dropped, with a sentence that the team reads. */
export async function settlePromise(
  db: Db,
  waveId: string,
  id: string,
  by: Promising,
  { status, outcome }: Settling,
  now: Date,
): Promise<{ outcome: 'settled' | 'not-found' | 'settled-before'; unit: string }> {
  const row = await promiseRow(db, waveId, id, by)
  if (!row || row.removed_at !== null) return { outcome: 'not-found', unit: '' }
  const changed = await db
    .updateTable('pulse_promise')
    .set({ status, outcome, settled_at: now.getTime() })
    .where('id', '=', id)
    .where('status', '=', 'promised')
    .executeTakeFirst()
  return {
    outcome: changed.numUpdatedRows === 1n ? 'settled' : 'settled-before',
    unit: row.unit_id,
  }
}

const DAY_MS = 24 * 60 * 60 * 1000
/** How long a step can be taken back: ten seconds on the screen, and time for a slow phone. */
const UNDO_MS = 60_000

/** Whether a promise can still be taken away as a slip; later it is settled, since people have read it. */
export function isFresh(madeAt: number, now: Date): boolean {
  return now.getTime() - madeAt < DAY_MS
}

/** Takes a promise away within a day of making it. */
export async function removePromise(
  db: Db,
  waveId: string,
  id: string,
  by: Promising,
  now: Date,
): Promise<{ outcome: 'removed' | 'not-found' | 'read-by-now'; unit: string }> {
  const row = await promiseRow(db, waveId, id, by)
  if (!row || row.removed_at !== null) return { outcome: 'not-found', unit: '' }
  const unit = row.unit_id
  if (row.status !== 'promised' || !isFresh(row.made_at, now)) {
    return { outcome: 'read-by-now', unit }
  }
  await db
    .updateTable('pulse_promise')
    .set({ removed_at: now.getTime() })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .execute()
  return { outcome: 'removed', unit }
}

/** Takes the last step back within a minute: what was removed stands again, what was settled is open again. */
export async function undoPromise(
  db: Db,
  waveId: string,
  id: string,
  by: Promising,
  now: Date,
): Promise<{ outcome: 'undone' | 'not-found' | 'too-late'; unit: string }> {
  const row = await promiseRow(db, waveId, id, by)
  if (!row) return { outcome: 'not-found', unit: '' }
  const unit = row.unit_id
  const at = row.removed_at ?? row.settled_at
  if (at === null || now.getTime() - at > UNDO_MS) return { outcome: 'too-late', unit }
  await db
    .updateTable('pulse_promise')
    .set(
      row.removed_at !== null
        ? { removed_at: null }
        : { status: 'promised', outcome: null, settled_at: null },
    )
    .where('id', '=', id)
    .execute()
  return { outcome: 'undone', unit }
}
