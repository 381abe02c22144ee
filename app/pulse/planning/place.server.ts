import type { Db } from '../../../db/connect.ts'
import { Audience } from '../audience.ts'

/** Waves to come, and rounds that go on, which ask this unit by its name. */
async function asking(db: Db, unitId: string) {
  const plans = await db
    .selectFrom('pulse_plan')
    .where('status', '=', 'planned')
    .select(['id', 'audience'])
    .execute()
  const schedules = await db
    .selectFrom('pulse_schedule')
    .select(['id', 'audience', 'active'])
    .execute()
  const asks = ({ audience }: { audience: string }) =>
    Audience.parse(JSON.parse(audience)).units?.includes(unitId) ?? false
  return { plans: plans.filter(asks), schedules: schedules.filter(asks) }
}

export async function planningUses(db: Db, unitId: string): Promise<{ plans: number }> {
  const { plans, schedules } = await asking(db, unitId)
  return { plans: plans.length + schedules.filter(({ active }) => active === 1).length }
}

/**
 * Who asks the one unit asks the other. A wave that is open stays as it was launched: its groups, its names and who may
 * answer in which are fixed.
 */
export async function planningFollows(trx: Db, from: string, into: string): Promise<void> {
  const { plans, schedules } = await asking(trx, from)
  const instead = (text: string) => {
    const audience = Audience.parse(JSON.parse(text))
    const units = audience.units!.map((id) => (id === from ? into : id))
    return JSON.stringify({ ...audience, units: [...new Set(units)].sort() })
  }
  for (const { id, audience } of plans) {
    await trx
      .updateTable('pulse_plan')
      .set({ audience: instead(audience) })
      .where('id', '=', id)
      .execute()
  }
  for (const { id, audience } of schedules) {
    await trx
      .updateTable('pulse_schedule')
      .set({ audience: instead(audience) })
      .where('id', '=', id)
      .execute()
  }
}
