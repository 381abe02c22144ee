import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db, Trx } from '../../db/connect.ts'
import { note } from '../audit/note.server.ts'
import { dialectOf } from '../../db/dialect/name.ts'
import { dropUnsent } from '../mail/unsent.server.ts'
import { destroyKeys, sealKeyOf } from './keys.server.ts'
import { openEnvelopes } from './opening.server.ts'
import { type ClosingReport, Report } from './report.ts'
import { chunks, noteProgress } from './wave.server.ts'

export type Closed =
  'published' | 'too-few' | 'already-closed' | 'void' | 'keys-missing' | 'no-such-wave'

/**
 * Closes a wave, in steps that each end in something stored: 'closing' (no more answers), the report in one
 * transaction that also deletes every envelope, keys destroyed and files cleaned. Called again after a crash it goes
 * on at the unfinished step; called by two processes at once, one publishes and the other finds it done.
 *
 * 'too-few': fewer than six readable answers in all; everything was destroyed. 'keys-missing': the seal key is not in
 * KEY_DIR, so nothing can be opened; nothing is changed beyond 'closing', since a folder may only not be mounted.
 */
export async function closeWave(
  db: Db,
  keyDir: string,
  waveId: string,
  now: Date,
): Promise<Closed> {
  const status = await beginClosing(db, waveId)
  if (status === 'no-such-wave') return status
  if (status === 'closing') {
    const report = await openEnvelopes(db, keyDir, waveId)
    const outcome = report === 'keys-missing' ? report : await publish(db, waveId, report, now)
    if (outcome === 'keys-missing' && (await statusOf(db, waveId)) === 'closing') return outcome
    await cleanUp(db, keyDir, waveId)
    return outcome === 'keys-missing' ? 'already-closed' : outcome
  }
  await cleanUp(db, keyDir, waveId)
  return status === 'void' ? 'void' : 'already-closed'
}

async function statusOf(db: Db, waveId: string) {
  const row = await db
    .selectFrom('pulse_wave')
    .where('id', '=', waveId)
    .select('status')
    .executeTakeFirst()
  return row?.status ?? 'no-such-wave'
}

/** Step 1: from here on no answer is taken, and none is under way. Returns where the wave stands then. */
export async function beginClosing(
  db: Db,
  waveId: string,
): Promise<'closing' | 'closed' | 'void' | 'no-such-wave'> {
  await db
    .updateTable('pulse_wave')
    .set({ status: 'closing' })
    .where('id', '=', waveId)
    .where('status', '=', 'open')
    .execute()
  const status = await statusOf(db, waveId)
  if (status === 'open') throw new Error('a wave that was set closing is open')
  await dropUnsent(db, waveId)
  return status
}

/** Step 3, one transaction: what is shown is stored and what it was made of is gone. */
export async function publish(
  db: Db,
  waveId: string,
  report: ClosingReport | 'too-few',
  now: Date,
): Promise<'published' | 'too-few' | 'already-closed'> {
  return db.transaction().execute(async (trx) => {
    const rest = report === 'too-few' ? null : { ...report, cells: undefined, comments: undefined }
    const outcome = report === 'too-few' ? ('too-few' as const) : ('published' as const)
    const mine = await trx
      .updateTable('pulse_wave')
      .set({ status: 'closed', outcome, ended_at: now.getTime() })
      .set({ report: rest && JSON.stringify(rest) })
      .where('id', '=', waveId)
      .where('status', '=', 'closing')
      .executeTakeFirst()
    if (mine.numUpdatedRows !== 1n) return 'already-closed'
    if (report !== 'too-few') {
      const cells = report.cells.map((cell) => ({
        wave_id: waveId,
        unit_id: cell.unit,
        question: cell.question,
        cell: JSON.stringify(cell),
      }))
      for (const rows of chunks(cells)) await trx.insertInto('pulse_cell').values(rows).execute()
      const comments = report.comments.map((comment) => ({
        id: randomUUID(),
        wave_id: waveId,
        unit_id: comment.unit,
        question: comment.question,
        text: comment.text,
        thread: comment.thread ?? null,
        thread_key: comment.key ?? null,
      }))
      for (const rows of chunks(comments)) {
        await trx.insertInto('pulse_comment').values(rows).execute()
      }
    }
    await empty(trx, waveId)
    return outcome
  })
}

/** Deletes every envelope of the wave and what a blinded message could be recognised by. */
async function empty(trx: Trx, waveId: string): Promise<void> {
  await trx.deleteFrom('pulse_response').where('wave_id', '=', waveId).execute()
  await trx.deleteFrom('pulse_progress').where('wave_id', '=', waveId).execute()
  await trx
    .updateTable('pulse_issued')
    .set({ blinded_hash: null })
    .where('wave_id', '=', waveId)
    .execute()
}

/**
 * Step 4: destroys the keys, then takes the deleted pages out of the database's files. Returns whether it got done; a
 * long reader can hold up SQLite's write-ahead log, or PostgreSQL's lock, then it is tried again by `tendWaves`.
 */
export async function cleanUp(db: Db, keyDir: string, waveId: string): Promise<boolean> {
  const row = await db
    .selectFrom('pulse_wave')
    .where('id', '=', waveId)
    .select(['status', 'cleaned'])
    .executeTakeFirst()
  if (!row || row.status === 'open' || row.status === 'closing') return false
  destroyKeys(keyDir, waveId)
  if (row.cleaned) return true
  if (dialectOf(db) === 'sqlite') {
    if (!(await truncateLog(db))) return false
  } else {
    // One after the other: who answers may hold a row of one table and wait for the other.
    if (!(await writtenAnew(db, 'pulse_response', 'wave_id, spent'))) return false
    if (!(await writtenAnew(db, 'pulse_issued', 'wave_id, employee_id'))) return false
  }
  await db.updateTable('pulse_wave').set({ cleaned: 1 }).where('id', '=', waveId).execute()
  return true
}

/** `secure_delete` has overwritten the pages; this moves them into the file and empties the log that held the old ones. */
async function truncateLog(db: Db): Promise<boolean> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db)
    if (rows[0]?.busy === 0) return true
    await sleep(100)
  }
  return false
}

/**
 * Moves what PostgreSQL still needs of a table into new files, in the order of its key; false where it is being read for
 * longer than five seconds. A vacuum, a full one too, keeps what any older snapshot could still see: an `analyze` of the
 * server's own, begun just before, would keep every envelope.
 */
async function writtenAnew(
  db: Db,
  table: 'pulse_response' | 'pulse_issued',
  key: 'wave_id, spent' | 'wave_id, employee_id',
): Promise<boolean> {
  const [name, order] = [sql.table(table), sql.raw(key)]
  try {
    await db.transaction().execute(async (trx) => {
      await sql`set local lock_timeout = '5s'`.execute(trx)
      await sql`lock table ${name} in access exclusive mode`.execute(trx)
      await sql`create temp table kept on commit drop as select * from ${name}`.execute(trx)
      await sql`truncate ${name}`.execute(trx)
      await sql`insert into ${name} select * from kept order by ${order}`.execute(trx)
    })
    return true
  } catch (error) {
    if ((error as { code?: unknown }).code === LOCK_NOT_AVAILABLE) return false
    throw error
  }
}

const LOCK_NOT_AVAILABLE = '55P03'

/** Gives a wave up whose keys are gone for good: nothing can be opened, so everything is deleted and the wave says so. */
export async function voidWave(
  db: Db,
  keyDir: string,
  waveId: string,
  now: Date,
): Promise<'void' | 'already-closed' | 'no-such-wave'> {
  const outcome = await db.transaction().execute(async (trx) => {
    const mine = await trx
      .updateTable('pulse_wave')
      .set({ status: 'void', ended_at: now.getTime() })
      .where('id', '=', waveId)
      .where('status', 'in', ['open', 'closing'])
      .executeTakeFirst()
    if (mine.numUpdatedRows !== 1n) return null
    await empty(trx, waveId)
    return 'void' as const
  })
  if (outcome) await cleanUp(db, keyDir, waveId)
  if (outcome) return outcome
  const status = await statusOf(db, waveId)
  return status === 'no-such-wave' ? status : status === 'void' ? 'void' : 'already-closed'
}

/**
 * To be called once after a backup was put back: an open wave issues no more tokens, since what was issued after the
 * backup is forgotten; one whose seal key is gone is void. Says which became what.
 */
export async function wavesAfterRestore(
  db: Db,
  keyDir: string,
  now: Date,
): Promise<{ id: string; became: 'not-issuing' | 'void' }[]> {
  const open = await db
    .updateTable('pulse_wave')
    .set({ issuing: 0 })
    .where('status', 'in', ['open', 'closing'])
    .returning('id')
    .execute()
  const became = []
  for (const { id } of open) {
    const lost = !sealKeyOf(keyDir, id)
    if (lost) await voidWave(db, keyDir, id, now)
    became.push({ id, became: lost ? ('void' as const) : ('not-issuing' as const) })
  }
  return became
}

const FORGOTTEN_AFTER = 30 * 24 * 60 * 60 * 1000

/**
 * Everything about waves that time does: closes those whose time has come, goes on where a close was cut off, notes
 * HR's daily figure, and 30 days after a wave's end forgets who was eligible and who took a token. Repeating it is
 * harmless. Throws, after doing the rest, where a wave cannot be closed because its keys are missing.
 */
export async function tendWaves(db: Db, keyDir: string, now: Date): Promise<void> {
  const time = now.getTime()
  const due = await db
    .selectFrom('pulse_wave')
    .where((eb) =>
      eb.or([
        eb.and([eb('status', '=', 'open'), eb('closes_at', '<=', time)]),
        eb('status', '=', 'closing'),
        eb.and([eb('status', 'in', ['closed', 'void']), eb('cleaned', '=', 0)]),
      ]),
    )
    .select('id')
    .orderBy('closes_at')
    .execute()
  let missing = 0
  for (const { id } of due) {
    const outcome = await closeWave(db, keyDir, id, now)
    if (outcome === 'keys-missing') missing++
    if (outcome === 'published' || outcome === 'too-few') {
      await note(db, { by: null, action: 'wave.closed', subject: { kind: 'wave', id } }, now)
    }
  }
  await noteProgress(db, now)
  await db
    .deleteFrom('pulse_eligible')
    .where('wave_id', 'in', (eb) =>
      eb
        .selectFrom('pulse_wave')
        .where('status', 'in', ['closed', 'void'])
        .where('ended_at', '<=', time - FORGOTTEN_AFTER)
        .select('id'),
    )
    .execute()
  if (missing > 0) throw new Error(`the keys of ${missing} pulse wave(s) are missing from KEY_DIR`)
}

/**
 * What a closed wave shows, to everyone the same. 'too-few', 'void' and 'not-closed' say why there is nothing. With
 * `units`, only those units' cells and comments are read.
 */
export async function waveReport(
  db: Db,
  waveId: string,
  units?: readonly string[],
): Promise<Report | 'too-few' | 'void' | 'not-closed' | 'no-such-wave'> {
  const wave = await db
    .selectFrom('pulse_wave')
    .where('id', '=', waveId)
    .select(['status', 'outcome', 'report'])
    .executeTakeFirst()
  if (!wave) return 'no-such-wave'
  if (wave.status === 'void') return 'void'
  if (wave.status !== 'closed') return 'not-closed'
  if (wave.outcome === 'too-few' || !wave.report) return 'too-few'
  // No unit has the id '': an empty list would not be SQL.
  const only = units && [...units, '']
  const cells = await db
    .selectFrom('pulse_cell')
    .where('wave_id', '=', waveId)
    .$if(only !== undefined, (query) => query.where('unit_id', 'in', only!))
    .select('cell')
    .orderBy('unit_id')
    .orderBy('question')
    .execute()
  const comments = await db
    .selectFrom('pulse_comment')
    .where('wave_id', '=', waveId)
    .$if(only !== undefined, (query) => query.where('unit_id', 'in', only!))
    .select(['unit_id as unit', 'question', 'text'])
    .orderBy('id')
    .execute()
  return Report.parse({
    ...JSON.parse(wave.report),
    cells: cells.map((row) => JSON.parse(row.cell)),
    comments,
  })
}

/** Company-wide counts of a closed wave, and the units' where they may be shown; null where nothing is published. */
export async function participation(db: Db, waveId: string): Promise<Report['counts'] | null> {
  const row = await db
    .selectFrom('pulse_wave')
    .where('id', '=', waveId)
    .select('report')
    .executeTakeFirst()
  return row?.report ? (JSON.parse(row.report) as Report).counts : null
}
