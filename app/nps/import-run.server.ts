import { rm } from 'node:fs/promises'
import { z } from 'zod'
import type { Db } from '../../db/connect.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { ImportTable } from '../../db/schema/nps.ts'
import { uploadedFile } from '../files/upload.server.ts'
import { enqueue, type JobHandlers, type Schedule } from '../jobs/job.server.ts'
import { Choice } from './choice.ts'
import type { ImportOptions, Refusal } from './import.ts'
import { importCustomers } from './import.server.ts'
import type { CollectedBy } from './response.ts'
import type { RowError, RowReason } from './row.ts'
import { scaleOf } from './score.ts'

export interface ImportRun {
  id: number
  source: string
  collectedBy: CollectedBy
  fileName: string
  /** Name of the stored upload; null from the command line and once it is read. */
  upload: string | null
  state: ImportTable['state']
  /** What HR said the text is written in, where a guess would not do. */
  encoding: string | null
  sourceId: number
  choice: Choice | null
  read: number
  added: number
  unchanged: number
  skipped: number
  wrong: number
  /** 0…1. */
  progress: number
  refusal: Refusal | null
  createdAt: number
}

function runs(db: Db) {
  return db
    .selectFrom('nps_import as i')
    .innerJoin('nps_source as s', 's.id', 'i.source_id')
    .selectAll('i')
    .select(['s.name as source', 's.collected_by as collectedBy'])
}

type Row = Awaited<ReturnType<ReturnType<typeof runs>['executeTakeFirstOrThrow']>>

/** The encoding may be said before the columns are. */
function optionsOf(text: string | null): Pick<ImportRun, 'choice' | 'encoding'> {
  if (text === null) return { choice: null, encoding: null }
  const options = JSON.parse(text) as { encoding?: string; mapping?: unknown }
  return {
    choice: options.mapping === undefined ? null : Choice.parse(options),
    encoding: options.encoding ?? null,
  }
}

function asRun(row: Row): ImportRun {
  return {
    id: row.id,
    source: row.source,
    collectedBy: row.collectedBy,
    fileName: row.file_name,
    upload: row.upload,
    state: row.state,
    sourceId: row.source_id,
    ...optionsOf(row.options),
    read: row.rows_read,
    added: row.rows_added,
    unchanged: row.rows_unchanged,
    skipped: row.rows_skipped,
    wrong: row.rows_wrong,
    progress: row.progress,
    refusal: row.refusal === null ? null : (JSON.parse(row.refusal) as Refusal),
    createdAt: row.created_at,
  }
}

/** One import; null for an id that is none. */
export async function importRun(db: Db, id: string): Promise<ImportRun | null> {
  if (!/^[1-9]\d{0,8}$/.test(id)) return null
  const row = await runs(db).where('i.id', '=', Number(id)).executeTakeFirst()
  return row ? asRun(row) : null
}

/** The latest imports, newest first. */
export async function importRuns(db: Db): Promise<ImportRun[]> {
  const rows = await runs(db)
    .orderBy('i.created_at', 'desc')
    .orderBy('i.id', 'desc')
    .limit(20)
    .execute()
  return rows.map(asRun)
}

/** Names of the sources there are, for choosing the same one again. */
export async function sourceNames(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('nps_source').select('name').orderBy('name').limit(100).execute()
  return rows.map((row) => row.name)
}

/** The stored wrong rows of an import, the first thousand at most. */
export async function importErrors(db: Db, id: number, limit: number): Promise<RowError[]> {
  const rows = await db
    .selectFrom('nps_import_error')
    .where('import_id', '=', id)
    .orderBy('position')
    .limit(limit)
    .select(['line', 'column_number as column', 'reason', 'value'])
    .execute()
  return rows.map((row) => ({ ...row, reason: row.reason as RowReason }))
}

export interface Upload {
  sourceId: number
  fileName: string
  sha256: string
  /** Name under `uploadsIn(dataDir)`; null where the file was turned away and is gone. */
  upload: string | null
  refusal: Refusal | null
}

/**
 * Records an uploaded file. The same file for the same source that still waits or is being read is that
 * import: sending it twice gives one.
 */
export async function recordUpload(
  db: Db,
  upload: Upload,
  by: string,
  now: Date,
): Promise<{ id: number; outcome: 'recorded' | 'known' }> {
  return inTransaction(db, async (trx) => {
    const known = await trx
      .selectFrom('nps_import')
      .where('source_id', '=', upload.sourceId)
      .where('sha256', '=', upload.sha256)
      .where('state', 'in', ['uploaded', 'queued', 'running'])
      .select('id')
      .executeTakeFirst()
    if (known && !upload.refusal) return { id: known.id, outcome: 'known' }
    const { id } = await trx
      .insertInto('nps_import')
      .values({
        source_id: upload.sourceId,
        file_name: upload.fileName,
        sha256: upload.sha256,
        upload: upload.upload,
        options: null,
        state: upload.refusal ? 'refused' : 'uploaded',
        refusal: upload.refusal ? JSON.stringify(upload.refusal) : null,
        created_by: by,
        created_at: now.getTime(),
        ended_at: upload.refusal ? now.getTime() : null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id, outcome: 'recorded' }
  })
}

/** Keeps what HR chose for the file, and for the next one from the same source. */
export async function chooseColumns(
  db: Db,
  id: number,
  choice: Choice,
): Promise<'chosen' | 'too-late'> {
  const result = await db
    .updateTable('nps_import')
    .where('id', '=', id)
    .where('state', '=', 'uploaded')
    .set({ options: JSON.stringify(choice) })
    .executeTakeFirst()
  return result.numUpdatedRows === 1n ? 'chosen' : 'too-late'
}

/** Keeps what the text is written in; columns are chosen anew, since their names may read otherwise. */
export async function chooseEncoding(
  db: Db,
  id: number,
  encoding: string,
): Promise<'chosen' | 'too-late'> {
  const result = await db
    .updateTable('nps_import')
    .where('id', '=', id)
    .where('state', '=', 'uploaded')
    .set({ options: JSON.stringify({ encoding }) })
    .executeTakeFirst()
  return result.numUpdatedRows === 1n ? 'chosen' : 'too-late'
}

/** Sends the file to be read. Pressed twice, it is read once. */
export async function confirmImport(
  db: Db,
  id: number,
  now: Date,
): Promise<'queued' | 'too-late' | 'no-columns'> {
  return inTransaction(db, async (trx) => {
    const run = await trx
      .selectFrom('nps_import')
      .where('id', '=', id)
      .select(['state', 'options'])
      .executeTakeFirst()
    if (run?.state !== 'uploaded') return 'too-late'
    if (optionsOf(run.options).choice === null) return 'no-columns'
    await trx.updateTable('nps_import').where('id', '=', id).set({ state: 'queued' }).execute()
    await enqueue(trx, { key: `nps.import ${id}`, kind: 'nps.import', payload: { id }, runAt: now })
    return 'queued'
  })
}

/** Puts a file away that nobody has sent to be read. */
export async function dropImport(
  db: Db,
  dataDir: string,
  id: number,
  now: Date,
): Promise<'dropped' | 'too-late'> {
  const row = await db
    .updateTable('nps_import')
    .where('id', '=', id)
    .where('state', '=', 'uploaded')
    .set({ state: 'dropped', ended_at: now.getTime() })
    .returning('upload')
    .executeTakeFirst()
  if (!row) return 'too-late'
  await forgetUpload(db, dataDir, id, row.upload)
  return 'dropped'
}

/** Customers' words lie in the file: it goes as soon as nobody needs it. */
async function forgetUpload(db: Db, dataDir: string, id: number, upload: string | null) {
  if (upload === null) return
  await rm(uploadedFile(dataDir, upload), { force: true })
  await db.updateTable('nps_import').where('id', '=', id).set({ upload: null }).execute()
}

/** HR's choice as the importer takes it. */
export function optionsFor(run: ImportRun, choice: Choice): ImportOptions {
  const { mapping, words, createUnits, atDefault, unitDefault, touchpointDefault, dateOrder } =
    choice
  const { leftOut, encoding } = choice
  return {
    source: run.source,
    collectedBy: run.collectedBy,
    mapping,
    scale: scaleOf(words),
    createUnits,
    leftOut,
    importId: run.id,
    fileName: run.fileName,
    ...(atDefault ? { atDefault } : {}),
    ...(unitDefault ? { unitDefault } : {}),
    ...(touchpointDefault ? { touchpointDefault } : {}),
    ...(dateOrder ? { dateOrder } : {}),
    ...(encoding ? { encoding } : {}),
  }
}

const WEEK = 7 * 24 * 60 * 60_000

/** The job that reads a confirmed file, and the one that forgets files nobody decided about for a week. */
export function npsJobs(db: Db, dataDir: string, clock: () => Date): JobHandlers {
  return {
    'nps.import': async (payload, { signal }) => {
      const { id } = z.object({ id: z.number() }).parse(payload)
      const run = await importRun(db, String(id))
      if (!run || (run.state !== 'queued' && run.state !== 'running')) return
      if (run.upload === null || run.choice === null) throw new Error('the upload is not here')
      const file = uploadedFile(dataDir, run.upload)
      const { created_by: by } = await db
        .selectFrom('nps_import')
        .where('id', '=', id)
        .select('created_by')
        .executeTakeFirstOrThrow()
      await importCustomers(db, file, optionsFor(run, run.choice), by, clock(), undefined, signal)
      await forgetUpload(db, dataDir, id, run.upload)
    },
    'nps.sweep': async () => {
      const stale = await db
        .selectFrom('nps_import')
        .where('state', '=', 'uploaded')
        .where('created_at', '<', clock().getTime() - WEEK)
        .select('id')
        .execute()
      for (const { id } of stale) await dropImport(db, dataDir, id, clock())
    },
  }
}

export const NPS_SCHEDULES: Schedule[] = [{ kind: 'nps.sweep', pattern: '41 3 * * *' }]
