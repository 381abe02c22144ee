import path from 'node:path'
import type { Db } from '../../db/connect.ts'
import type { ImportOptions, ImportReport } from './import.ts'
import { rememberReading } from './source-memory.server.ts'

/** The record of a file from the command line; an upload has its own beforehand. */
export async function newImport(
  db: Db,
  sourceId: number,
  file: string,
  options: ImportOptions,
  by: string | null,
  now: Date,
): Promise<number> {
  const { id } = await db
    .insertInto('nps_import')
    .values({
      source_id: sourceId,
      file_name: options.fileName ?? path.basename(file),
      sha256: null,
      upload: null,
      options: null,
      state: 'running',
      refusal: null,
      created_by: by,
      created_at: now.getTime(),
      ended_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Marks the run as begun and counts what an earlier try of it has stored. */
export async function begin(db: Db, importId: number): Promise<number> {
  const { rows_read: read } = await db
    .selectFrom('nps_import')
    .where('id', '=', importId)
    .select('rows_read')
    .executeTakeFirstOrThrow()
  await db.deleteFrom('nps_import_error').where('import_id', '=', importId).execute()
  await db
    .updateTable('nps_import')
    .where('id', '=', importId)
    .set({ state: 'running', refusal: null })
    .execute()
  if (read === 0) return 0
  const { stored } = await db
    .selectFrom('nps_response')
    .where('import_id', '=', importId)
    .select(({ fn }) => fn.countAll<number>().as('stored'))
    .executeTakeFirstOrThrow()
  return stored
}

/** Writes down how it ended, with the wrong rows, and for the source what was chosen. */
export async function finish(
  db: Db,
  report: ImportReport,
  options: ImportOptions,
  now: Date,
): Promise<void> {
  const importId = report.importId as number
  await db.transaction().execute(async (trx) => {
    const rows = report.errors.map(({ line, column, reason, value }, position) => ({
      import_id: importId,
      position,
      line,
      column_number: column,
      reason,
      value,
    }))
    for (let start = 0; start < rows.length; start += 250) {
      await trx
        .insertInto('nps_import_error')
        .values(rows.slice(start, start + 250))
        .execute()
    }
    await trx
      .updateTable('nps_import')
      .where('id', '=', importId)
      .set({
        state: report.refusal ? 'refused' : 'done',
        refusal: report.refusal ? JSON.stringify(report.refusal) : null,
        rows_read: report.read,
        rows_added: report.added,
        rows_unchanged: report.unchanged,
        rows_skipped: report.skipped,
        rows_wrong: report.wrong,
        progress: 1,
        ended_at: now.getTime(),
      })
      .execute()
    if (!report.refusal) await rememberReading(trx, options.source, options)
  })
}
