import type { RequestHandler } from 'express'
import { note } from '../../audit/note.server.ts'
import { faultOf, fileUpload } from '../../files/upload.server.ts'
import type { Portal } from '../../http/portal.ts'
import { m } from '../../i18n/messages.ts'
import { recordPeopleFile } from './run.server.ts'
import type { BrokenFile } from './words.server.ts'

/**
 * POST /hr/people/import/upload: takes a form's file and leads on to its page; a file that is no CSV is turned away with
 * its line, and nothing of it is kept.
 */
export function peopleUpload(portal: Portal): RequestHandler {
  const { db, now } = portal
  const page = '/hr/people/import'
  return fileUpload(portal, {
    page,
    tooLarge: (locale) => m.people_import_large({}, { locale }),
    take: async (received, upload, file, { id: by }) => {
      if (received === 'broken') return { to: `${page}?problem=broken`, kept: false }
      const { fileName, size, sha256 } = received
      if (size === null) return { to: `${page}?problem=file`, kept: false }
      const wrong = await faultOf(file)
      const refusal: BrokenFile | null = wrong && {
        ...{ reason: 'file', line: wrong.line, fault: wrong.fault, value: wrong.message },
      }
      const { id, outcome } = await recordPeopleFile(
        db,
        { fileName, sha256, upload: refusal ? null : upload, refusal },
        by,
        now(),
      )
      const kept = outcome === 'recorded' && !refusal
      if (kept) await note(db, { by, action: 'people.uploaded', detail: { name: fileName } }, now())
      return { to: `${page}/${id}`, kept }
    },
  })
}
