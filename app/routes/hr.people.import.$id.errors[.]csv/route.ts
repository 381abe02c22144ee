import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireRole } from '../../auth/require.server.ts'
import { csvText } from '../../files/csv-out.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { peopleErrors, peopleRun } from '../../people/importing/run.server.ts'
import { faultRow } from '../../people/importing/words.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'hr')
  const run = await peopleRun(context.db, params.id ?? '')
  if (!run) throw notFound()
  const errors = await peopleErrors(context.db, run.id)
  const head = [
    ...[m.people_import_errors_line, m.people_import_errors_column],
    ...[m.people_import_errors_value, m.people_import_errors_reason],
  ]
  const text = csvText([
    head.map((name) => name({}, { locale })),
    ...errors.map((fault) => {
      const { line, column, words } = faultRow(fault, locale)
      return [String(line), column, fault.value, words]
    }),
  ])
  return new Response(text, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="people-errors-${run.id}.csv"`,
    },
  })
}
