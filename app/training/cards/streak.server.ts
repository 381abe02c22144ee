import type { Db, Trx } from '../../../db/connect.ts'
import { NO_STREAK, opened, pausedOr, practised, type Streak } from './streak.ts'

/** For the person alone. */
export async function streakOf(db: Db, employeeId: string): Promise<Streak> {
  const row = await db
    .selectFrom('training_streak')
    .where('employee_id', '=', employeeId)
    .select(['shifts', 'shift_on', 'practised_on', 'paused'])
    .executeTakeFirst()
  return row ?? NO_STREAK
}

/**
 * The person's row, made where there is none, and theirs alone until the transaction ends: whatever else
 * of the same person begins like this waits.
 */
export async function heldStreak(trx: Trx, employeeId: string): Promise<Streak> {
  return trx
    .insertInto('training_streak')
    .values({ employee_id: employeeId, ...NO_STREAK })
    .onConflict((conflict) =>
      conflict.column('employee_id').doUpdateSet({ employee_id: employeeId }),
    )
    .returning(['shifts', 'shift_on', 'practised_on', 'paused'])
    .executeTakeFirstOrThrow()
}

/** Within a transaction that holds the row. */
export async function countPractice(
  trx: Trx,
  employeeId: string,
  streak: Streak,
  today: string,
): Promise<void> {
  await keep(trx, employeeId, practised(streak, today))
}

/** The person opened the portal while cards were due. */
export async function noteShift(db: Db, employeeId: string, today: string): Promise<void> {
  await change(db, employeeId, (streak) => opened(streak, today))
}

/** Stops the counting, or lets it go on where it stood. Harmless to repeat. */
export async function pauseStreak(db: Db, employeeId: string, paused: boolean): Promise<void> {
  await change(db, employeeId, (streak) => pausedOr(streak, paused))
}

async function change(db: Db, employeeId: string, next: (streak: Streak) => Streak): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await keep(trx, employeeId, next(await heldStreak(trx, employeeId)))
  })
}

async function keep(trx: Trx, employeeId: string, streak: Streak): Promise<void> {
  const { shifts, shift_on, practised_on, paused } = streak
  await trx
    .updateTable('training_streak')
    .set({ shifts, shift_on, practised_on, paused })
    .where('employee_id', '=', employeeId)
    .execute()
}
