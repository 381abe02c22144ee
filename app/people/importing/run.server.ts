import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { Selectable, Updateable } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../../db/connect.ts'
import type { PeopleImportTable } from '../../../db/schema/people.ts'
import { inTransaction } from '../../../db/transaction.ts'
import { uploadedFile } from '../../files/upload.server.ts'
import { enqueue, type JobHandlers, type Schedule } from '../../jobs/job.server.ts'
import { employeeById } from '../employee.server.ts'
import {
  ERRORS_KEPT,
  type FileRefusal,
  importRows,
  leavesOf,
  lookAt,
  rowsIn,
} from './import.server.ts'
import { type Counts, type Look, noCounts } from './look.ts'
import { type Column, type Reason, type RowFault, tooManyLeave } from './row.ts'
import type { BrokenFile } from './words.server.ts'

export interface PeopleRun {
  id: number
  fileName: string
  upload: string | null
  encoding: string | null
  state: PeopleImportTable['state']
  absentLeave: boolean
  leavesConfirmed: number
  rowsRead: number
  progress: number
  counts: Counts
  look: Look | null
  refusal: FileRefusal | BrokenFile | null
  createdBy: string
  createdAt: number
}

function asRun(row: Selectable<PeopleImportTable>): PeopleRun {
  return {
    ...{ id: row.id, fileName: row.file_name, upload: row.upload, encoding: row.encoding },
    ...{ state: row.state, absentLeave: row.absent_leave === 1, rowsRead: row.rows_read },
    ...{ leavesConfirmed: row.leaves_confirmed, progress: row.progress },
    counts: { ...noCounts(), ...(JSON.parse(row.counts) as Partial<Counts>) },
    look: row.look === null ? null : (JSON.parse(row.look) as Look),
    refusal: row.refusal === null ? null : (JSON.parse(row.refusal) as FileRefusal),
    ...{ createdBy: row.created_by, createdAt: row.created_at },
  }
}

/** One people file; null for an id that is none. */
export async function peopleRun(db: Db, id: string): Promise<PeopleRun | null> {
  if (!/^[1-9]\d{0,8}$/.test(id)) return null
  const row = await db
    .selectFrom('people_import')
    .where('id', '=', Number(id))
    .selectAll()
    .executeTakeFirst()
  return row ? asRun(row) : null
}

/** The latest files, newest first. */
export async function peopleRuns(db: Db): Promise<PeopleRun[]> {
  const rows = await db
    .selectFrom('people_import')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .selectAll()
    .execute()
  return rows.map(asRun)
}

/** The stored wrong rows of a file, the first thousand at most. */
export async function peopleErrors(db: Db, id: number, limit = ERRORS_KEPT): Promise<RowFault[]> {
  const rows = await db
    .selectFrom('people_import_error')
    .where('import_id', '=', id)
    .orderBy('line')
    .limit(limit)
    .select(['line', 'place', 'reason', 'value'])
    .execute()
  return rows.map((row) => ({
    ...row,
    place: row.place as Column,
    reason: row.reason as Reason,
  }))
}

async function keepErrors(db: Db, id: number, faults: readonly RowFault[]): Promise<void> {
  for (let at = 0; at < faults.length; at += 250) {
    await db
      .insertInto('people_import_error')
      .values(faults.slice(at, at + 250).map((fault) => ({ import_id: id, ...fault })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

export interface PeopleUpload {
  fileName: string
  sha256: string
  /** Null where the file was turned away and is gone. */
  upload: string | null
  refusal: BrokenFile | null
}

/** Records an uploaded file and has it looked at. The same file that still waits or is at work is that one. */
export async function recordPeopleFile(
  db: Db,
  { fileName, sha256, upload, refusal }: PeopleUpload,
  by: string,
  now: Date,
): Promise<{ id: number; outcome: 'recorded' | 'known' }> {
  return db.transaction().execute(async (trx) => {
    const known = await trx
      .selectFrom('people_import')
      .where('sha256', '=', sha256)
      .where('created_by', '=', by)
      .where('state', 'in', ['checking', 'checked', 'queued', 'running'])
      .select('id')
      .executeTakeFirst()
    if (known && !refusal) return { id: known.id, outcome: 'known' }
    const { id } = await trx
      .insertInto('people_import')
      .values({
        ...{ file_name: fileName, sha256, upload, encoding: null, look: null, created_by: by },
        state: refusal ? 'refused' : 'checking',
        refusal: refusal ? JSON.stringify(refusal) : null,
        created_at: now.getTime(),
        ended_at: refusal ? now.getTime() : null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (!refusal) await askForLook(trx, id, now)
    return { id, outcome: 'recorded' }
  })
}

async function askForLook(trx: Db, id: number, now: Date): Promise<void> {
  // Another encoding may be asked for again and again: each time is work of its own.
  const key = `people.look ${id} ${randomUUID()}`
  await enqueue(trx, { key, kind: 'people.look', payload: { id }, runAt: now })
}

/** Has the file looked at once more, in another encoding. */
export async function readInEncoding(
  db: Db,
  id: number,
  encoding: string,
  now: Date,
): Promise<'asked' | 'too-late'> {
  return db.transaction().execute(async (trx) => {
    const result = await trx
      .updateTable('people_import')
      .where('id', '=', id)
      .where('state', '=', 'checked')
      .set({ encoding, state: 'checking', progress: 0, look: null })
      .executeTakeFirst()
    if (result.numUpdatedRows !== 1n) return 'too-late'
    await askForLook(trx, id, now)
    return 'asked'
  })
}

/**
 * Sends the file to be taken. `typed` is the number of leavers that somebody wrote; it is asked for where they are more
 * than a tenth of the people. Pressed twice, it is taken once.
 */
export async function confirmPeople(
  db: Db,
  id: number,
  { absentLeave, typed }: { absentLeave: boolean; typed: string },
  now: Date,
): Promise<'queued' | 'too-late' | 'number' | 'nameless'> {
  return inTransaction(db, async (trx) => {
    const run = await peopleRun(trx, String(id))
    if (run?.state !== 'checked' || !run.look) return 'too-late'
    if (absentLeave && run.look.nameless > 0) return 'nameless'
    const leaves = leavesOf(run.look, absentLeave)
    if (tooManyLeave(leaves, run.look.active) && typed.trim() !== String(leaves)) return 'number'
    await trx
      .updateTable('people_import')
      .where('id', '=', id)
      .set({
        ...{ state: 'queued', absent_leave: absentLeave ? 1 : 0, leaves_confirmed: leaves },
        progress: 0,
      })
      .execute()
    const key = `people.import ${id}`
    await enqueue(trx, { key, kind: 'people.import', payload: { id }, runAt: now })
    return 'queued'
  })
}

/** Puts a file away that nobody has sent to be taken. */
export async function dropPeople(
  db: Db,
  dataDir: string,
  id: number,
  now: Date,
): Promise<'dropped' | 'too-late'> {
  const row = await db
    .updateTable('people_import')
    .where('id', '=', id)
    .where('state', 'in', ['checking', 'checked'])
    .set({ state: 'dropped', look: null, ended_at: now.getTime() })
    .returning('upload')
    .executeTakeFirst()
  if (!row) return 'too-late'
  await forgetFile(db, dataDir, id, row.upload)
  return 'dropped'
}

/** Names and addresses lie in the file: it goes as soon as nobody needs it. */
async function forgetFile(db: Db, dataDir: string, id: number, upload: string | null) {
  if (upload === null) return
  await rm(uploadedFile(dataDir, upload), { force: true })
  await db.updateTable('people_import').where('id', '=', id).set({ upload: null }).execute()
}

const WEEK = 7 * 24 * 60 * 60_000

/**
 * The jobs that look at a file and take it, and the one that forgets files nobody decided about for a week. `after` is
 * what follows people who came and moved.
 */
export function peopleJobs(
  db: Db,
  dataDir: string,
  clock: () => Date,
  after: () => Promise<void>,
): JobHandlers {
  const opened = async (payload: unknown, states: PeopleRun['state'][]) => {
    const { id } = z.object({ id: z.number() }).parse(payload)
    const run = await peopleRun(db, String(id))
    if (!run || !states.includes(run.state)) return null
    if (run.upload === null) throw new Error('the upload is not here')
    const rows = await rowsIn(uploadedFile(dataDir, run.upload), run.encoding ?? undefined)
    const person = await employeeById(db, run.createdBy)
    const by = { id: run.createdBy, owner: person?.roles.includes('owner') ?? false }
    return { run, rows, by }
  }
  const set = (id: number, to: Updateable<PeopleImportTable>, trx: Db = db) =>
    trx.updateTable('people_import').where('id', '=', id).set(to).execute()
  const refuse = async (run: PeopleRun, refusal: FileRefusal) => {
    const ended_at = clock().getTime()
    await set(run.id, { state: 'refused', refusal: JSON.stringify(refusal), ended_at })
    await forgetFile(db, dataDir, run.id, run.upload)
  }
  return {
    'people.look': async (payload, { signal }) => {
      const at = await opened(payload, ['checking'])
      if (!at) return
      const { run, rows, by } = at
      if ('reason' in rows) return refuse(run, rows)
      const told = async (progress: number) => void (await set(run.id, { progress }))
      const { look, faults } = await lookAt(db, rows, { by, signal }, told)
      if (look.counts.read === 0) return refuse(run, { reason: 'nobody' })
      await db.transaction().execute(async (trx) => {
        await trx.deleteFrom('people_import_error').where('import_id', '=', run.id).execute()
        await keepErrors(trx, run.id, faults)
        await trx
          .updateTable('people_import')
          .where('id', '=', run.id)
          // Put away meanwhile, it stays away.
          .where('state', '=', 'checking')
          .set({ state: 'checked', look: JSON.stringify(look), progress: 1 })
          .execute()
      })
    },
    'people.import': async (payload, { signal }) => {
      const at = await opened(payload, ['queued', 'running'])
      if (!at) return
      const { run, rows, by } = at
      if ('reason' in rows) return refuse(run, rows)
      if (run.rowsRead === 0) {
        await set(run.id, { state: 'running' })
        await db.deleteFrom('people_import_error').where('import_id', '=', run.id).execute()
      }
      const { absentLeave, leavesConfirmed } = run
      let kept = run.counts.wrong
      const done = await importRows(
        db,
        rows,
        { by, signal, absentLeave, leavesConfirmed },
        clock(),
        run,
        async (trx, { rowsRead, counts, progress, faults }) => {
          await keepErrors(trx, run.id, faults.slice(0, Math.max(0, ERRORS_KEPT - kept)))
          kept += faults.length
          await set(run.id, { rows_read: rowsRead, progress, counts: JSON.stringify(counts) }, trx)
        },
      )
      if ('reason' in done) return refuse(run, done)
      await after()
      await set(run.id, { state: 'done', progress: 1, look: null, ended_at: clock().getTime() })
      await forgetFile(db, dataDir, run.id, run.upload)
    },
    'people.sweep': async () => {
      const stale = await db
        .selectFrom('people_import')
        .where('state', 'in', ['checking', 'checked'])
        .where('created_at', '<', clock().getTime() - WEEK)
        .select('id')
        .execute()
      for (const { id } of stale) await dropPeople(db, dataDir, id, clock())
    },
  }
}

export const PEOPLE_SCHEDULES: Schedule[] = [{ kind: 'people.sweep', pattern: '43 3 * * *' }]
