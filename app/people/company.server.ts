import type { Db } from '../../db/connect.ts'

/** The company's name and time zone; a portal before its first setting is called Zveno and keeps UTC. */
export async function company(db: Db): Promise<{ name: string; timeZone: string }> {
  const row = await db
    .selectFrom('people_company')
    .select(['name', 'time_zone as timeZone'])
    .executeTakeFirst()
  return row ?? { name: 'Zveno', timeZone: 'UTC' }
}

export async function setCompany(db: Db, name: string, timeZone: string): Promise<void> {
  await db
    .insertInto('people_company')
    .values({ id: 1, name, time_zone: timeZone })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, time_zone: timeZone }))
    .execute()
}
