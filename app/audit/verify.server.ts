import type { Db } from '../../db/connect.ts'
import { hashOf, NO_HASH } from './chain.server.ts'

const AT_ONCE = 1000

export interface Mark {
  entries: number
  hash: string
}

/** The log's end: written down elsewhere, it shows later that nothing before it was changed. */
export async function auditMark(db: Db): Promise<Mark> {
  const anchor = await db.selectFrom('audit_anchor').select(['entries', 'hash']).executeTakeFirst()
  return anchor ?? { entries: 0, hash: NO_HASH }
}

/**
 * What is wrong with the log, the first broken entry alone, in words; [] where every entry hangs on the one before and
 * the newest is the one the anchor knows. `kept`, a mark from an earlier day, must still stand as it did.
 */
export async function auditFaults(db: Db, kept?: Mark): Promise<string[]> {
  const anchor = await db.selectFrom('audit_anchor').select(['entries', 'hash']).executeTakeFirst()
  if (!anchor) return ['the anchor is gone']
  let last: Mark = { entries: 0, hash: NO_HASH }
  for (;;) {
    const rows = await db
      .selectFrom('audit_entry')
      .where('seq', '>', last.entries)
      .orderBy('seq')
      .limit(AT_ONCE)
      .selectAll()
      .execute()
    for (const { hash, ...row } of rows) {
      if (row.seq !== last.entries + 1) return [`entry ${last.entries + 1} is missing`]
      if (row.previous !== last.hash || hashOf(row) !== hash) {
        return [`entry ${row.seq} is not what was written`]
      }
      last = { entries: row.seq, hash }
      if (kept?.entries === row.seq && kept.hash !== hash) {
        return [`entry ${row.seq} is not the one that was written down`]
      }
    }
    if (rows.length < AT_ONCE) break
  }
  if (kept && kept.entries > last.entries) {
    return [`only ${last.entries} entries are left of the ${kept.entries} that were written down`]
  }
  if (last.entries < anchor.entries) {
    return [`entry ${last.entries + 1} and what came after it are missing`]
  }
  return last.entries > anchor.entries || last.hash !== anchor.hash
    ? ['the anchor does not fit the newest entry']
    : []
}
