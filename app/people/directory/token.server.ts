import type { Db } from '../../../db/connect.ts'
import { hashToken, newToken } from '../../auth/hash.ts'

/** Signs of a directory's name. */
export const NAME_MOST = 60

/** When a token was last used is written down no oftener than this. */
const SEEN_MS = 60_000

export interface DirectoryToken {
  name: string
  madeAt: number
  /** A minute late at most; null where it was never used. */
  usedAt: number | null
}

export async function directoryTokens(db: Db): Promise<DirectoryToken[]> {
  return db
    .selectFrom('people_directory_token')
    .select(['name', 'made_at as madeAt', 'used_at as usedAt'])
    .orderBy('name')
    .execute()
}

/** A token for the directory of this name, shown this once: only its hash is kept. Whoever asks for it notes it. */
export async function makeDirectoryToken(
  db: Db,
  name: string,
  now: Date,
): Promise<{ token: string } | 'taken'> {
  const token = newToken()
  const { numInsertedOrUpdatedRows: made } = await db
    .insertInto('people_directory_token')
    .values({ name, token_hash: hashToken(token), made_at: now.getTime(), used_at: null })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirstOrThrow()
  return made === 0n ? 'taken' : { token }
}

/** What the directory sends with it is refused from its next request on. */
export async function revokeDirectoryToken(db: Db, name: string): Promise<'revoked' | 'unknown'> {
  const { numDeletedRows } = await db
    .deleteFrom('people_directory_token')
    .where('name', '=', name)
    .executeTakeFirst()
  return numDeletedRows === 0n ? 'unknown' : 'revoked'
}

/** The name of the directory whose token this is; null where it is none's. */
export async function directoryOf(
  db: Db,
  authorization: string | undefined,
  now: Date,
): Promise<string | null> {
  const token = /^Bearer +([\w-]{43})$/i.exec(authorization ?? '')?.[1]
  if (!token) return null
  const row = await db
    .selectFrom('people_directory_token')
    .where('token_hash', '=', hashToken(token))
    .select(['name', 'used_at'])
    .executeTakeFirst()
  if (!row) return null
  if (now.getTime() - (row.used_at ?? 0) > SEEN_MS) {
    await db
      .updateTable('people_directory_token')
      .set({ used_at: now.getTime() })
      .where('name', '=', row.name)
      .execute()
  }
  return row.name
}
