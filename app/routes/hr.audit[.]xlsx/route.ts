import type { LoaderFunctionArgs } from '@remix-run/node'
import { auditTable } from '../../audit/file.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { xlsxFile } from '../../files/xlsx-out.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr', 'owner')
  const { headers, ...sheet } = await auditTable(context, request, me, 'xlsx')
  const file = await xlsxFile([sheet], me.locale === 'he')
  return new Response(new Uint8Array(file), { headers })
}
