import type { Db } from '../../db/connect.ts'
import { destroyKeys, dropPreparedKeys, keyFolders } from './keys.server.ts'

/** No launch takes this long, and one that does is only made anew. */
const CUT_OFF_AFTER = 60 * 60 * 1000

/**
 * Destroys keys that nothing can need: those a launch had prepared, more than an hour ago, when it was cut off, and those
 * of a wave that is over by this database. Returns of how many waves.
 *
 * Keys under a wave's own name are never destroyed because this database does not know the wave: it may have been put
 * back from a backup, and the wave be open in another. A prepared folder has no wave anywhere: a launch still at work
 * stores nothing once its folder is gone (`settleKeys`). Nor does a wave that is over open again.
 */
export async function sweepKeys(db: Db, keyDir: string, now: Date): Promise<number> {
  const folders = keyFolders(keyDir)
  if (folders.length === 0) return 0
  const rows = await db.selectFrom('pulse_wave').select(['id', 'status']).execute()
  const statusOf = new Map(rows.map(({ id, status }) => [id, status]))
  let swept = 0
  for (const { waveId, state, changedAt } of folders) {
    const status = statusOf.get(waveId)
    if (state === 'settled') {
      if (status !== 'closed' && status !== 'void') continue
      destroyKeys(keyDir, waveId)
    } else {
      const cutOff = now.getTime() - changedAt.getTime() > CUT_OFF_AFTER
      if (status !== undefined || (state === 'prepared' && !cutOff)) continue
      dropPreparedKeys(keyDir, waveId)
    }
    swept++
  }
  return swept
}
