import type { Db } from '../../db/connect.ts'
import { note, noting } from '../audit/note.server.ts'
import { dropFilesNaming, namesOf } from '../people/importing/naming.server.ts'
import { agedLeaverIds, leaversKept } from '../people/leaver.server.ts'
import { erasePerson } from './erase.server.ts'

/** A few hundred statements each: the rest waits for the next night. */
const A_NIGHT = 200

/** The portal does it, so leavers of HR and owners are erased as well. */
const PORTAL = { id: '', roles: ['owner' as const] }

/** The nightly erasure of who left longer ago than HR has set; each is noted in the log, without a name. */
export async function eraseLeavers(
  db: Db,
  dataDir: string,
  clock: () => Date,
  signal?: AbortSignal,
): Promise<void> {
  const months = await leaversKept(db)
  if (months === null) return
  const ids = await agedLeaverIds(db, months, clock(), A_NIGHT)
  const n = await dropFilesNaming(db, dataDir, await namesOf(db, ids), clock())
  if (n > 0) await note(db, { by: null, action: 'people.dropped', detail: { n } }, clock())
  for (const id of ids) {
    if (signal?.aborted) return
    await noting(
      db,
      (trx) => erasePerson(trx, id, PORTAL),
      (done) =>
        done === 'erased' ? { by: null, action: 'person.erased', detail: { months } } : null,
      clock(),
    )
  }
}
