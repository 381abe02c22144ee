import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy } from '@fastify/busboy'
import type { AppLoadContext } from '@remix-run/node'
import type { Request as ExpressRequest, RequestHandler, Response as Answer } from 'express'
import { requireRole } from '../auth/require.server.ts'
import type { Portal } from '../http/portal.ts'
import type { Locale } from '../i18n/locale.ts'
import type { Employee } from '../people/employee.server.ts'
import { CsvError } from './csv-fault.ts'
import { openCsv } from './csv.server.ts'
import { isSpreadsheet, sheetAsCsv } from './xlsx-in.server.ts'

export const UPLOAD_LIMIT = 50 * 1024 * 1024
/** Fields and the form's own marks beside the file. */
const ROUND_IT = 64 * 1024

export interface Received {
  fields: Map<string, string>
  fileName: string
  /** Bytes of the file; null where none came. */
  size: number | null
  sha256: string
}

interface UploadForm {
  /** The page whose form sends it: who is signed out comes back there. */
  page: string
  /** What 413 says above 50 MB. */
  tooLarge: (locale: Locale) => string
  /**
   * What becomes of a file that came whole: the page to go on to, and whether the file stays under that name in
   * `uploadsIn`. 'broken' where the form broke off.
   */
  take: (
    received: Received | 'broken',
    upload: string,
    file: string,
    me: Employee,
  ) => Promise<{ to: string; kept: boolean }>
}

/**
 * A form of HR's with one file, streamed to disk before Remix, whose own reader has no limit. 413 in words above 50 MB;
 * what is not kept is gone before the answer.
 */
export function fileUpload(portal: Portal, form: UploadForm): RequestHandler {
  return (request, response, next) => {
    receive(portal, form, request, response).catch(next)
  }
}

async function receive(
  portal: Portal,
  form: UploadForm,
  request: ExpressRequest,
  response: Answer,
): Promise<void> {
  const me = await signedIn(portal, form.page, request, response)
  if (!me) return
  response.set('Cache-Control', 'no-store')
  const announced = Number(request.get('content-length') ?? 0)
  const to =
    announced > UPLOAD_LIMIT + ROUND_IT ? 'large' : await keptUpload(portal, form, request, me)
  if (to !== 'large') return response.redirect(303, to)

  response.status(413).set('Connection', 'close').type('text/plain')
  response.on('finish', () => letGo(request))
  response.send(form.tooLarge(me.locale))
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

async function keptUpload(
  portal: Portal,
  form: UploadForm,
  request: ExpressRequest,
  me: Employee,
): Promise<string> {
  const folder = uploadsIn(portal.settings.dataDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const upload = `${randomUUID()}.csv`
  const file = path.join(folder, upload)
  let kept = false
  try {
    const received = await toDisk(request, file)
    if (received === 'large') return 'large'
    const taken = await form.take(received, upload, file, me)
    kept = taken.kept
    return taken.to
  } finally {
    if (!kept) await rm(file, { force: true })
  }
}

/** The person in the role of HR; null once another answer was given. */
async function signedIn(
  portal: Portal,
  page: string,
  request: ExpressRequest,
  response: Answer,
): Promise<Employee | null> {
  const url = new URL(page, portal.settings.publicOrigin)
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
 * What is wrong with the file, read to its end, one without a row too; null for a sound one. A spreadsheet becomes the CSV that
 * everything else reads.
 */
export async function faultOf(file: string): Promise<CsvError | null> {
  const sheet = `${file}.sheet`
  try {
    if (await isSpreadsheet(file)) {
      await sheetAsCsv(file, sheet)
      await rename(sheet, file)
    }
    const { batches } = await openCsv(file)
    let rows = 0
    for await (const batch of batches) rows += batch.length
    if (rows === 0) return new CsvError(2, null, 'the file names columns and has no row', 'no-rows')
    return null
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return error
  } finally {
    await rm(sheet, { force: true })
  }
}

export function uploadsIn(dataDir: string): string {
  return path.join(dataDir, 'uploads')
}

/** Where the file of an upload lies. */
export function uploadedFile(dataDir: string, upload: string): string {
  return path.join(uploadsIn(dataDir), path.basename(upload))
}
