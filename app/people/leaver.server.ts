import type { Db } from '../../db/connect.ts'

/** Months that HR may choose from. */
export const LEAVERS_KEPT = [6, 12, 24, 36, 84] as const
export type LeaverMonths = (typeof LEAVERS_KEPT)[number] | null

/** After how many months leavers are erased by themselves; null, as long as nobody chose: never. */
export async function leaversKept(db: Db): Promise<number | null> {
  const row = await db.selectFrom('people_retention').select('leaver_months').executeTakeFirst()
  return row?.leaver_months ?? null
}

export async function keepLeavers(db: Db, months: LeaverMonths, now: Date): Promise<void> {
  const said = { leaver_months: months, set_at: now.getTime() }
  await db
    .insertInto('people_retention')
    .values({ id: 1, ...said })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(said))
    .execute()
}

/** `now` so many months earlier; a day that month does not have is its last one. */
export function monthsBefore(now: Date, months: number): Date {
  const then = new Date(now)
  then.setUTCDate(1)
  then.setUTCMonth(then.getUTCMonth() - months)
  const last = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 0)).getUTCDate()
  then.setUTCDate(Math.min(now.getUTCDate(), last))
  return then
}

/** Leavers who left more than so many months ago. Of whom no day is known: since HR chose. */
function agedLeavers(db: Db, months: number, now: Date) {
  const before = monthsBefore(now, months).getTime()
  return db
    .selectFrom('people_employee as e')
    .where('e.status', '=', 'left')
    .where('e.erased', '=', 0)
    .where((eb) =>
      eb.or([
        eb('e.left_at', '<', before),
        eb.and([
          eb('e.left_at', 'is', null),
          eb.exists(
            eb.selectFrom('people_retention as r').where('r.set_at', '<', before).select('r.id'),
          ),
        ]),
      ]),
    )
}

export async function agedLeaverIds(
  db: Db,
  months: number,
  now: Date,
  limit: number,
): Promise<string[]> {
  const rows = await agedLeavers(db, months, now)
    .orderBy('e.left_at')
    .orderBy('e.id')
    .limit(limit)
    .select('e.id')
    .execute()
  return rows.map(({ id }) => id)
}

/** How many would be erased in the coming nights. */
export async function countAgedLeavers(db: Db, months: number, now: Date): Promise<number> {
  const { n } = await agedLeavers(db, months, now)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
}
