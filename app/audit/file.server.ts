import type { AppLoadContext } from '@remix-run/node'
import { notFound } from '../http/respond.ts'
import { wallClock } from '../i18n/zone.ts'
import { m } from '../i18n/messages.ts'
import type { Employee } from '../people/employee.server.ts'
import { auditFile, readWish } from './list.server.ts'
import { note } from './note.server.ts'
import { aboutWords, actionWords, whoWords } from './words.server.ts'

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** The table of a file and how it is handed over, noted as every download of the log is; 404 for a wrong wish. */
export async function auditTable(
  { db, company, now }: Pick<AppLoadContext, 'db' | 'company' | 'now'>,
  request: Request,
  me: Employee,
  extension: keyof typeof TYPES,
) {
  const { wish, faults } = readWish(new URL(request.url).searchParams)
  if (faults.length > 0) throw notFound()
  const entries = await auditFile(db, wish, company.timeZone)
  const detail = { n: entries.length, ...dated(wish) }
  await note(db, { by: me.id, action: 'audit.exported', detail }, now())
  const { locale } = me
  const spoken = { locale }
  return {
    name: m.audit_title({}, spoken),
    head: [
      m.audit_number({}, spoken),
      `${m.audit_when({}, spoken)} (${company.timeZone})`,
      m.audit_who({}, spoken),
      m.audit_action({}, spoken),
      m.audit_about({}, spoken),
    ],
    rows: entries.map((entry) => [
      entry.seq,
      wallClock(entry.at, company.timeZone).replace('T', ' '),
      whoWords(entry.by, locale),
      actionWords(entry.action, locale),
      aboutWords(entry, locale).replaceAll(/[\u2068\u2069]/g, ''),
    ]),
    widths: [8, 18, 28, 40, 48],
    headers: {
      'Content-Type': TYPES[extension],
      'Content-Disposition': `attachment; filename="audit.${extension}"`,
      'Cache-Control': 'no-store',
    },
  }
}

function dated({ from, to }: { from: string; to: string }) {
  return { ...(from && { from }), ...(to && { to }) }
}
