import type { RequestHandler } from 'express'
import { note } from '../audit/note.server.ts'
import { faultOf, fileUpload } from '../files/upload.server.ts'
import type { Portal } from '../http/portal.ts'
import { m } from '../i18n/messages.ts'
import { recordUpload } from './import-run.server.ts'
import { COLLECTED_BY, type CollectedBy } from './response.ts'
import { sourceNamed } from './store.server.ts'

/**
 * POST /hr/import/upload: takes a form's file and leads on to the page of the import; a file that is no CSV is turned
 * away with its line, and nothing of it is kept.
 */
export function importUpload(portal: Portal): RequestHandler {
  const { db, now } = portal
  return fileUpload(portal, {
    page: '/hr/import',
    tooLarge: (locale) => m.nps_upload_large({}, { locale }),
    take: async (received, upload, file, { id: by }) => {
      const refused = (problem: string, said: Record<string, string> = {}) => ({
        to: `/hr/import?${new URLSearchParams({ problem, ...said })}`,
        kept: false,
      })
      if (received === 'broken') return refused('broken')
      const { fields, fileName, size, sha256 } = received
      const name = (fields.get('source') ?? '').replace(/\s+/gu, ' ').trim().slice(0, 100)
      const asked = fields.get('collectedBy') as CollectedBy
      const collectedBy = COLLECTED_BY.includes(asked) ? asked : 'import'
      if (name === '') return refused('source', { by: collectedBy })
      if (size === null) return refused('file', { source: name, by: collectedBy })

      const wrong = await faultOf(file)
      const refusal = wrong && {
        ...{ reason: 'file' as const, line: wrong.line, column: wrong.column },
        ...{ value: wrong.message, fault: wrong.fault },
      }
      const source = await sourceNamed(db, name, collectedBy, now())
      const { id, outcome } = await recordUpload(
        db,
        { sourceId: source.id, fileName, sha256, upload: refusal ? null : upload, refusal },
        by,
        now(),
      )
      const kept = outcome === 'recorded' && !refusal
      if (kept) {
        const subject = { kind: 'import', id: String(id) } as const
        await note(db, { by, action: 'import.uploaded', subject, detail: { name } }, now())
      }
      return { to: kept ? `/hr/import/${id}/columns` : `/hr/import/${id}`, kept }
    },
  })
}
