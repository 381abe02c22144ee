import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireRole } from '../../auth/require.server.ts'
import { csvText } from '../../files/csv-out.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { importErrors, importRun } from '../../nps/import-run.server.ts'
import { ERRORS_KEPT } from '../../nps/reading.server.ts'
import { rowWords } from '../../nps/words.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'hr')
  const run = await importRun(context.db, params.id ?? '')
  if (!run) throw notFound()
  const errors = await importErrors(context.db, run.id, ERRORS_KEPT)
  const head = [m.nps_errors_line, m.nps_errors_column, m.nps_errors_reason]
  const text = csvText([
    head.map((name) => name({}, { locale })),
    ...errors.map((error) => [
      String(error.line),
      error.column === null ? '' : String(error.column),
      rowWords(error, locale),
    ]),
  ])
  return new Response(text, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="errors-${run.id}.csv"`,
    },
  })
}
