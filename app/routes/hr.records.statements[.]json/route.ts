import type { LoaderFunctionArgs } from '@remix-run/node'
import { note } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { titlesOf } from '../../training/catalogue.server.ts'
import { recordFile } from '../../training/records/file.server.ts'
import { eventsWithin, statementOf } from '../../training/records/statement.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const hr = await requireRole(request, context, 'hr')
  const { db, company, settings } = context
  const file = await recordFile(db, request, company.timeZone, 'json')
  if (!file) throw notFound()
  await note(db, { by: hr.id, action: 'records.exported' }, context.now())
  const issuer = { origin: settings.publicOrigin, secret: settings.secret }
  const titles = await titlesOf(db)
  const events = await eventsWithin(db, file.span)
  const statements = events.map((one) => statementOf(one, issuer, titles))
  return new Response(JSON.stringify(statements, null, 2), { headers: file.headers })
}
