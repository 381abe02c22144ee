import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../db/connect.ts'

export interface Limit {
  /** What is counted: never stored but as an HMAC. */
  by: string
  most: number
  windowMs: number
}

/**
 * Counts one try under each of the limits; false where any of them is full. Counted before the work, in the database: tries
 * at the same moment, also by several processes, are each counted.
 */
export async function takeTry(
  db: Db,
  secret: string,
  limits: readonly Limit[],
  now: Date,
): Promise<boolean> {
  let allowed = true
  for (const { by, most, windowMs } of limits) {
    const time = now.getTime()
    const until = time + windowMs
    const { tries } = await db
      .insertInto('auth_try')
      .values({ key: keyOf(secret, by), tries: 1, until })
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet({
          tries: sql`case when auth_try.until <= ${time} then 1 else auth_try.tries + 1 end`,
          until: sql`case when auth_try.until <= ${time} then ${until} else auth_try.until end`,
        }),
      )
      .returning('tries')
      .executeTakeFirstOrThrow()
    if (tries > most) allowed = false
  }
  return allowed
}

/** A right answer clears what was counted by these. */
export async function forgetTries(db: Db, secret: string, by: readonly string[]): Promise<void> {
  if (by.length === 0) return
  const keys = by.map((one) => keyOf(secret, one))
  await db.deleteFrom('auth_try').where('key', 'in', keys).execute()
}

/** One try was right, where only wrong ones are to count. */
export async function takeBack(db: Db, secret: string, by: string): Promise<void> {
  await db
    .updateTable('auth_try')
    .set({ tries: sql`tries - 1` })
    .where('key', '=', keyOf(secret, by))
    .where('tries', '>', 0)
    .execute()
}

function keyOf(secret: string, by: string): string {
  return createHmac('sha256', secret).update(`auth|try|${by}`).digest('base64url')
}
