import type { LoaderFunctionArgs } from '@remix-run/node'
import { auditTable } from '../../audit/file.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { csvText } from '../../files/csv-out.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr', 'owner')
  const { head, rows, headers } = await auditTable(context, request, me, 'csv')
  return new Response(csvText([head, ...rows]), { headers })
}
