import type { Db } from '../../db/connect.ts'

/** A person of a company with one shop, who works there since `now`. */
export async function somebody(db: Db, id: string, now: Date): Promise<string> {
  await db
    .insertInto('people_unit')
    .values({ id: 'shop', parent_id: null, code: 'shop', name: 'Shop', kind: 'company' })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db
    .insertInto('people_employee')
    .values({
      id,
      staff_number: id,
      name: id,
      email: null,
      unit_id: 'shop',
      locale: 'en',
      status: 'active',
      created_at: now.getTime(),
    })
    .execute()
  return id
}
