import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { sharedPage } from '../../impact/share.server.ts'
import { scopeFor } from '../../impact/scope.ts'
import { unitTree } from '../../people/unit.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const site = new URL(request.url).searchParams.get('site')
  const scope = scopeFor(await unitTree(context.db), me, site)
  if (!scope) throw notFound()
  const found = await sharedPage(context.db, me, scope, context.company, context.now())
  // The typesetter is large and seldom needed: the portal starts without it.
  const { sharePdf } = await import('../../impact/share-pdf.server.tsx')
  const file = await sharePdf(found)
  return new Response(new Uint8Array(file), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': 'attachment; filename="impact.pdf"',
      'Cache-Control': 'private, no-store',
    },
  })
}
