import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { DATA_FILES, type DataFile, dataText, FOR_HR } from '../../impact/data.server.ts'
import { scopeFor } from '../../impact/scope.ts'
import { unitTree } from '../../people/unit.server.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const file = params.file ?? ''
  const site = new URL(request.url).searchParams.get('site')
  const scope = scopeFor(await unitTree(context.db), me, site)
  if (!scope || !Object.hasOwn(DATA_FILES, file)) throw notFound()
  if (FOR_HR.includes(file as DataFile) && !me.roles.includes('hr')) throw notFound()
  const text = await dataText(context.db, file as DataFile, scope, context.now())
  return new Response(text, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${file}"`,
      'Cache-Control': 'private, no-store',
    },
  })
}
