import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy } from '@fastify/busboy'
import type { AppLoadContext } from '@remix-run/node'
import type { Request as ExpressRequest, RequestHandler, Response as Answer } from 'express'
import { requireRole } from '../auth/require.server.ts'
import { CsvError, openCsv } from '../files/csv.server.ts'
import type { Portal } from '../http/portal.ts'
import { m } from '../i18n/messages.ts'
import type { Refusal } from './import.server.ts'
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
  const { db, settings, now } = portal
  const me = await signedIn(portal, request, response)
  if (!me) return
  response.set('Cache-Control', 'no-store')

  const refuseLarge = () => {
    // Closing tells the sender to stop; reading on would let it send for ever.
    response.status(413).set('Connection', 'close').type('text/plain')
    response.on('finish', () => request.destroy())
    response.send(m.nps_upload_large({}, { locale: me.locale }))
  }
  if (Number(request.get('content-length') ?? 0) > UPLOAD_LIMIT + ROUND_IT) return refuseLarge()

  const folder = uploadsIn(settings.dataDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const upload = `${randomUUID()}.csv`
  const file = path.join(folder, upload)
  let kept = false
  try {
    const received = await toDisk(request, file)
    if (received === 'large') return refuseLarge()
    if (received === 'broken') return response.redirect(303, '/hr/import?problem=broken')
    const name = (received.fields.get('source') ?? '').replace(/\s+/gu, ' ').trim().slice(0, 100)
    if (name === '') return response.redirect(303, '/hr/import?problem=source')
    if (received.size === null) return response.redirect(303, '/hr/import?problem=file')

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
      me.id,
      now(),
    )
    kept = outcome === 'recorded' && !refusal
    response.redirect(303, kept ? `/hr/import/${id}/columns` : `/hr/import/${id}`)
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
  let large = false
  let writing: Promise<void> = Promise.resolve()
  let parser: InstanceType<typeof Busboy>
  try {
    parser = new Busboy({
      headers: request.headers as { 'content-type': string },
      limits: { files: 1, fields: 10, fieldSize: 1000, fieldNameSize: 100, fileSize: UPLOAD_LIMIT },
    })
  } catch {
    return 'broken'
  }
  parser.on('field', (name, value) => void fields.set(name, value))
  parser.on('file', (_field, stream: Readable, name: string | undefined) => {
    if (!name) return void stream.resume()
    fileName = path.basename(name.replaceAll('\\', '/')).slice(0, 200)
    size = 0
    stream.on('limit', () => {
      large = true
      // No reason to take the rest.
      request.unpipe(parser)
      parser.destroy()
    })
    writing = pipeline(
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
    writing.catch(() => {})
  })
  try {
    await pipeline(request, parser)
    await writing
  } catch (error) {
    await writing.catch(() => {})
    if (large) return 'large'
    // A full disk is the portal's trouble, a broken form or line the sender's.
    if (/^E/.test((error as { code?: string }).code ?? '')) {
      const { code } = error as { code: string }
      if (code === 'ENOSPC' || code === 'EIO' || code === 'EACCES') throw error
    }
    return 'broken'
  }
  if (large) return 'large'
  return { fields, fileName, size, sha256: hash.digest('hex') }
}

/** What is wrong with the file as CSV, read to its end; null for a sound one. */
async function faultOf(file: string): Promise<Refusal | null> {
  try {
    const { batches } = await openCsv(file)
    for await (const _ of batches);
    return null
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const { line, column, message, fault } = error
    return { reason: 'file', line, column, value: message, fault }
  }
}
