import { existsSync } from 'node:fs'
import { redirect } from '@remix-run/node'
import type { Db } from '../../db/connect.ts'
import { uploadedFile } from '../files/upload.server.ts'
import { notFound } from '../http/respond.ts'
import { importRun, type ImportRun } from './import-run.server.ts'

/** An uploaded file that still waits for HR's decision; any other import leads to its own page. */
export async function waitingImport(
  { db, settings }: { db: Db; settings: { dataDir: string } },
  id: string | undefined,
): Promise<{ run: ImportRun; file: string }> {
  const run = await importRun(db, id ?? '')
  if (!run) throw notFound()
  if (run.state !== 'uploaded' || run.upload === null) throw redirect(`/hr/import/${run.id}`)
  const file = uploadedFile(settings.dataDir, run.upload)
  if (!existsSync(file)) throw notFound()
  return { run, file }
}
