import { sql } from 'kysely'
import type { Db, Trx } from '../../db/connect.ts'
import { dialectOf } from '../../db/dialect/name.ts'
import { content } from './content.server.ts'
import { type ModulePlan, picturesOf } from './module.ts'

const DAY_MS = 24 * 60 * 60_000

/** Keeps a picture by its hash: brought twice it is there once. */
export async function keepPicture(
  db: Db | Trx,
  { file, bytes }: { file: string; bytes: Uint8Array },
  now: Date,
): Promise<void> {
  const kept_at = now.getTime()
  await db
    .insertInto('training_picture')
    .values({ file, bytes, kept_at })
    .onConflict((conflict) => conflict.column('file').doUpdateSet({ kept_at }))
    .execute()
}

/** Keeps the pictures of `content/` that this plan shows: a later release may no longer bring them. */
export async function keepPictures(
  db: Db | Trx,
  plan: Pick<ModulePlan, 'blocks'>,
  now: Date,
): Promise<void> {
  for (const file of picturesOf(plan)) {
    const bytes = content().pictures.get(file)
    if (bytes) await keepPicture(db, { file, bytes }, now)
  }
}

/** The bytes of a picture; null where there is none of that name. */
export async function pictureBytes(db: Db, file: string): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('training_picture')
    .where('file', '=', file)
    .select('bytes')
    .executeTakeFirst()
  return row?.bytes ?? content().pictures.get(file) ?? null
}

/** The pictures of a module by their files. */
export async function picturesIn(
  db: Db,
  plan: Pick<ModulePlan, 'blocks'>,
): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>()
  for (const file of picturesOf(plan)) {
    const bytes = await pictureBytes(db, file)
    if (bytes) found.set(file, bytes)
  }
  return found
}

/**
 * Removes what no version shows, no draft that can still be written, and no edit of one that can be undone. What was brought
 * within the last day stays: it may not have been saved yet.
 */
export async function sweepPictures(db: Db, now: Date): Promise<void> {
  const open = ['draft', 'review', 'dropped'] as const
  const named = (text: string) =>
    dialectOf(db) === 'postgres'
      ? sql<boolean>`strpos(${sql.ref(text)}, training_picture.file) > 0`
      : sql<boolean>`instr(${sql.ref(text)}, training_picture.file) > 0`
  await db
    .deleteFrom('training_picture')
    .where('kept_at', '<', now.getTime() - DAY_MS)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('training_version as v').select('v.module').where(named('v.body')))),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('training_draft as d')
            .select('d.id')
            .where('d.status', 'in', open)
            .where(named('d.body')),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('training_draft_edit as e')
            .innerJoin('training_draft as d', 'd.id', 'e.draft_id')
            .select('d.id')
            .where('d.status', 'in', open)
            .where(named('e.changes')),
        ),
      ),
    )
    .execute()
}

/**
 * What a browser gets of a picture; null where there is none. It keeps the bytes and asks each time whether it may show them:
 * after signing out, or on a phone that changed hands, an address alone opens nothing. Asked again, nothing is sent twice.
 */
export async function pictureAnswer(
  db: Db,
  file: string,
  { headers: asked }: Request,
): Promise<Response | null> {
  const ETag = `"${file}"`
  const headers = { 'Cache-Control': 'private, no-cache', ETag }
  if (asked.get('If-None-Match')?.includes(ETag))
    return new Response(null, { status: 304, headers })
  const bytes = await pictureBytes(db, file)
  if (!bytes) return null
  const form = file.split('.').at(-1)
  const type = form === 'jpg' ? 'image/jpeg' : `image/${form}`
  return new Response(new Uint8Array(bytes), { headers: { ...headers, 'Content-Type': type } })
}
