import type { Db } from '../../../db/connect.ts'
import { decoy } from './reply-box.server.ts'

/** A mailbox holds a multiple of this many boxes, and never none. */
export const MAILBOX_STEP = 16

/**
 * Every reply of a wave with its thread, base64url, in the order of the threads; what is missing to a multiple of 16
 * looks the same and is nothing. Everybody downloads all of it and opens their own, so asking for it tells nothing.
 * Null where there is no such wave.
 */
export async function mailbox(
  db: Db,
  secret: string,
  waveId: string,
): Promise<{ thread: string; box: string }[] | null> {
  const wave = await db
    .selectFrom('pulse_wave')
    .where('id', '=', waveId)
    .select('id')
    .executeTakeFirst()
  if (!wave) return null
  const rows = await db
    .selectFrom('pulse_reply as r')
    .innerJoin('pulse_comment as c', 'c.id', 'r.comment_id')
    .where('r.wave_id', '=', waveId)
    .where('c.thread', 'is not', null)
    .select(['c.thread', 'r.box'])
    .execute()
  const real = rows.map(({ thread, box }) => ({
    thread: thread!,
    box: Buffer.from(box).toString('base64url'),
  }))
  const size = Math.max(1, Math.ceil(real.length / MAILBOX_STEP)) * MAILBOX_STEP
  const rest = Array.from({ length: size - real.length }, (_, place) => {
    const { thread, box } = decoy(secret, waveId, place)
    return { thread: thread.toString('base64url'), box: box.toString('base64url') }
  })
  // By code units: a collation of the database would be another order on each of them.
  const key = (entry: { thread: string; box: string }) => entry.thread + entry.box
  return [...real, ...rest].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}
