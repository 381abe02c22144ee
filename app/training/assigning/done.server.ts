import type { Db } from '../../../db/connect.ts'
import { withdrawMail } from '../../mail/mail.server.ts'
import { holdEmployee } from '../../people/hold.server.ts'

export const REMINDER = 'training.reminder'

/** One mail a day and person, whatever it is for: the key is the cap. */
export function reminderKey(employeeId: string, day: string): string {
  return `${REMINDER}:${employeeId}:${day}`
}

/**
 * A module was finished: it is done wherever it was assigned, and a reminder of it that still waits does not go out. What
 * the same mail said of other modules is written anew by the next round of reminders.
 */
export async function settleAssigned(
  trx: Db,
  employeeId: string,
  module: string,
  finishedAt: number,
): Promise<void> {
  // A reminder that is being written at this moment sees it, or is seen here.
  await holdEmployee(trx, employeeId)
  const { numUpdatedRows } = await trx
    .updateTable('training_assigned')
    .set({ done_at: finishedAt })
    .where('employee_id', '=', employeeId)
    .where('module', '=', module)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  const written = await trx
    .selectFrom('training_reminder')
    .where('employee_id', '=', employeeId)
    .where('module', '=', module)
    .select('day')
    .distinct()
    .execute()
  for (const { day } of written) {
    const withdrawn = await withdrawMail(trx, reminderKey(employeeId, day))
    if (withdrawn !== 'untried') continue
    await trx
      .deleteFrom('training_reminder')
      .where('employee_id', '=', employeeId)
      .where('day', '=', day)
      .execute()
  }
}
