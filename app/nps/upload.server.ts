import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy } from '@fastify/busboy'
import type { AppLoadContext } from '@remix-run/node'
import type { Request as ExpressRequest, RequestHandler, Response as Answer } from 'express'
import { note } from '../audit/note.server.ts'
import { requireRole } from '../auth/require.server.ts'
import { CsvError } from '../files/csv-fault.ts'
import { openCsv } from '../files/csv.server.ts'
import { isSpreadsheet, sheetAsCsv } from '../files/xlsx-in.server.ts'
import type { Portal } from '../http/portal.ts'
import { m } from '../i18n/messages.ts'
import type { Refusal } from './import.ts'
import { recordUpload, uploadsIn } from './import-run.server.ts'
import { COLLECTED_BY, type CollectedBy } from './response.ts'
import { sourceNamed } from './store.server.ts'

export const UPLOAD_LIMIT = 50 * 1024 * 1024
/** Fields and the form's own marks beside the file. */
const ROUND_IT = 64 * 1024

interface Received {
  fields: Map<string, string>
  fileName: string
  /** Bytes of the file; null where none came. */
  size: number | null
  sha256: string
}

/**
 * POST /hr/import/upload: streams a form's file to disk before Remix, whose own reader has no limit, and
 * leads on to the page of the import. 413 in words above 50 MB; a file that is no CSV is turned away with
 * its line, and nothing of it is kept.
 */
export function importUpload(portal: Portal): RequestHandler {
  return (request, response, next) => {
    receive(portal, request, response).catch(next)
  }
}

async function receive(portal: Portal, request: ExpressRequest, response: Answer): Promise<void> {
  const me = await signedIn(portal, request, response)
  if (!me) return
  response.set('Cache-Control', 'no-store')
  const announced = Number(request.get('content-length') ?? 0)
  const to =
    announced > UPLOAD_LIMIT + ROUND_IT ? 'large' : await keptUpload(portal, request, me.id)
  if (to !== 'large') return response.redirect(303, to)

  response.status(413).set('Connection', 'close').type('text/plain')
  response.on('finish', () => letGo(request))
  response.send(m.nps_upload_large({}, { locale: me.locale }))
}

/**
 * Takes a little more, then holds still and closes after two seconds: some send for ever. Closed at once, what
 * the sender has not read yet is lost with the connection, and the answer with it.
 */
function letGo(request: ExpressRequest): void {
  let taken = 0
  request.on('data', (chunk: Buffer) => {
    taken += chunk.length
    if (taken > ROUND_IT * 64) request.pause()
  })
  setTimeout(() => request.destroy(), 2000).unref()
}

/** Stores the upload and records it; gives the page to go on to. What is not kept is gone before the answer. */
async function keptUpload(portal: Portal, request: ExpressRequest, by: string): Promise<string> {
  const { db, settings, now } = portal
  const folder = uploadsIn(settings.dataDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const upload = `${randomUUID()}.csv`
  const file = path.join(folder, upload)
  let kept = false
  try {
    const received = await toDisk(request, file)
    if (received === 'large') return 'large'
    if (received === 'broken') return '/hr/import?problem=broken'
    const name = (received.fields.get('source') ?? '').replace(/\s+/gu, ' ').trim().slice(0, 100)
    if (name === '') return '/hr/import?problem=source'
    if (received.size === null) return '/hr/import?problem=file'

    const refusal = await faultOf(file)
    const asked = received.fields.get('collectedBy') as CollectedBy
    const collectedBy = COLLECTED_BY.includes(asked) ? asked : 'import'
    const source = await sourceNamed(db, name, collectedBy, now())
    const { id, outcome } = await recordUpload(
      db,
      {
        sourceId: source.id,
        fileName: received.fileName,
        sha256: received.sha256,
        upload: refusal ? null : upload,
        refusal,
      },
      by,
      now(),
    )
    kept = outcome === 'recorded' && !refusal
    if (kept) {
      const subject = { kind: 'import', id: String(id) } as const
      await note(db, { by, action: 'import.uploaded', subject, detail: { name } }, now())
    }
    return kept ? `/hr/import/${id}/columns` : `/hr/import/${id}`
  } finally {
    if (!kept) await rm(file, { force: true })
  }
}

/** The person in the role of HR; null once another answer was given. */
async function signedIn(portal: Portal, request: ExpressRequest, response: Answer) {
  const url = new URL('/hr/import', portal.settings.publicOrigin)
  const headers = { Cookie: request.get('cookie') ?? '' }
  try {
    // A context of its own: visitors are remembered by it for the length of a request.
    return await requireRole(new Request(url, { headers }), { ...portal } as AppLoadContext, 'hr')
  } catch (error) {
    if (!(error instanceof Response)) throw error
    const to = error.headers.get('Location')
    // The sender may still be sending; nobody reads it.
    response.set('Connection', 'close')
    if (to) response.redirect(303, to)
    else response.status(error.status).type('text/plain').send(error.statusText)
    return null
  }
}

async function toDisk(
  request: ExpressRequest,
  file: string,
): Promise<Received | 'large' | 'broken'> {
  const fields = new Map<string, string>()
  const hash = createHash('sha256')
  let fileName = ''
  let size: number | null = null
  let part: Readable | undefined
  let written: Promise<void> = Promise.resolve()
  let parser: InstanceType<typeof Busboy>
  try {
    parser = new Busboy({
      headers: request.headers as { 'content-type': string },
      limits: { files: 1, fields: 10, fieldSize: 1000, fieldNameSize: 100, fileSize: UPLOAD_LIMIT },
    })
  } catch {
    return 'broken'
  }
  // Not a pipeline: that would close the connection on which the answer has to go.
  const outcome = await new Promise<'whole' | 'large' | 'broken'>((resolve) => {
    parser.on('field', (name, value) => void fields.set(name, String(value)))
    parser.on('file', (_field, stream, name) => {
      if (!name) return void stream.resume()
      part = stream
      fileName = path.basename(name.replaceAll('\\', '/')).slice(0, 200)
      size = 0
      stream.on('limit', () => resolve('large'))
      written = pipeline(
        stream,
        async function* (chunks: AsyncIterable<Buffer>) {
          for await (const chunk of chunks) {
            size = (size ?? 0) + chunk.length
            hash.update(chunk)
            yield chunk
          }
        },
        createWriteStream(file, { flags: 'wx', mode: 0o600 }),
      )
      // A disk that is full ends it as well; what is wrong is thrown below.
      written.catch(() => resolve('broken'))
    })
    parser.on('finish', () => resolve('whole'))
    parser.on('error', () => resolve('broken'))
    request.on('close', () => !request.complete && resolve('broken'))
    request.pipe(parser)
  })
  request.unpipe(parser)
  if (outcome !== 'whole') part?.destroy()
  const trouble = await written.then(
    () => null,
    (error: NodeJS.ErrnoException) => error,
  )
  // A full disk is the portal's trouble; a form that breaks off is the sender's.
  if (trouble?.syscall !== undefined) throw trouble
  if (outcome !== 'whole') return outcome
  return { fields, fileName, size, sha256: hash.digest('hex') }
}

/**
 * What is wrong with the file, read to its end; null for a sound one. A spreadsheet becomes the CSV that
 * everything else reads.
 */
async function faultOf(file: string): Promise<Refusal | null> {
  const sheet = `${file}.sheet`
  try {
    if (await isSpreadsheet(file)) {
      await sheetAsCsv(file, sheet)
      await rename(sheet, file)
    }
    const { batches } = await openCsv(file)
    for await (const _ of batches);
    return null
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const { line, column, message, fault } = error
    return { reason: 'file', line, column, value: message, fault }
  } finally {
    await rm(sheet, { force: true })
  }
}
