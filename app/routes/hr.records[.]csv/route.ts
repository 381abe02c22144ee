import type { LoaderFunctionArgs } from '@remix-run/node'
import { note } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { csvText } from '../../files/csv-out.server.ts'
import { notFound } from '../../http/respond.ts'
import { recordFile } from '../../training/records/file.server.ts'
import { recordTable, trainingRecords } from '../../training/records/record.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const hr = await requireRole(request, context, 'hr')
  const { db, company } = context
  const file = await recordFile(db, request, company.timeZone, 'csv')
  if (!file) throw notFound()
  await note(db, { by: hr.id, action: 'records.exported' }, context.now())
  const records = await trainingRecords(db, file.span, company.timeZone, hr.locale)
  const { head, rows } = recordTable(records, hr.locale)
  return new Response(csvText([head, ...rows]), { headers: file.headers })
}
