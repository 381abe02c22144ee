import type { Db } from '../../../db/connect.ts'
import { note } from '../../audit/note.server.ts'
import { inTransaction } from '../../../db/transaction.ts'

const DAY_MS = 24 * 60 * 60_000
/** So many may always leave within a day: a small company has no tenth. */
const ALWAYS = 5

/**
 * Whether one more of the directory's people may leave: within a day a tenth of them, and five, as with a people file.
 * Counted are all of them who left, whoever let them.
 */
export async function mayLeave(db: Db, now: Date): Promise<boolean> {
  const rule = await db.selectFrom('people_directory_rule').select('free_until').executeTakeFirst()
  if ((rule?.free_until ?? 0) > now.getTime()) return true
  const { here, gone } = await db
    .selectFrom('people_directory as d')
    .innerJoin('people_employee as e', 'e.id', 'd.employee_id')
    .select((eb) => [
      eb.fn
        .sum<number | null>(eb.case().when('e.status', '=', 'active').then(1).else(0).end())
        .as('here'),
      eb.fn
        .sum<number | null>(
          eb
            .case()
            .when('e.left_at', '>', now.getTime() - DAY_MS)
            .then(1)
            .else(0)
            .end(),
        )
        .as('gone'),
    ])
    .executeTakeFirstOrThrow()
  const left = Number(gone ?? 0)
  return left + 1 <= Math.max(ALWAYS, Math.floor((Number(here ?? 0) + left) / 10))
}

/** Notes that somebody was held back, once a day; for the owner to see. */
export async function noteHeld(db: Db, name: string, now: Date): Promise<void> {
  await inTransaction(db, async (trx) => {
    const known = await trx.selectFrom('people_directory_rule').select('held_at').executeTakeFirst()
    if (known && now.getTime() - (known.held_at ?? 0) < DAY_MS) return
    const held = { held_at: now.getTime() }
    await trx
      .insertInto('people_directory_rule')
      .values({ id: 1, free_until: 0, ...held })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(held))
      .execute()
    await note(trx, { by: null, action: 'directory.held', detail: { name } }, now)
  })
}

/** For a day as many may leave as the directory says. Whoever says so notes it. */
export async function releaseBrake(db: Db, now: Date): Promise<void> {
  const free = { free_until: now.getTime() + DAY_MS, held_at: null }
  await db
    .insertInto('people_directory_rule')
    .values({ id: 1, ...free })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(free))
    .execute()
}

/** Until when as many may leave as the directory says; null where it is held to a tenth. */
export async function freeUntil(db: Db, now: Date): Promise<number | null> {
  const rule = await db.selectFrom('people_directory_rule').select('free_until').executeTakeFirst()
  const until = rule?.free_until ?? 0
  return until > now.getTime() ? until : null
}

/** Since when people who should leave are held back; null where none is. */
export async function heldSince(db: Db, now: Date): Promise<number | null> {
  const rule = await db.selectFrom('people_directory_rule').select('held_at').executeTakeFirst()
  const held = rule?.held_at ?? null
  return held !== null && now.getTime() - held < DAY_MS ? held : null
}
