import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { xlsxFile } from '../../files/xlsx-out.server.ts'
import { notFound } from '../../http/respond.ts'
import { fileHeaders, waveTables } from '../../pulse/results/export.server.ts'
import { wave } from '../../pulse/wave.server.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const found = await wave(context.db, params.waveId ?? '')
  const tables = found && (await waveTables(context.db, found, context.company, me.locale))
  if (!found || !tables) throw notFound()
  const { figures, links, comments, about } = tables
  const file = await xlsxFile([figures, links, comments, about], me.locale === 'he')
  return new Response(new Uint8Array(file), { headers: fileHeaders(found, 'xlsx') })
}
