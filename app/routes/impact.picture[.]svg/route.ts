import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { sharedPage } from '../../impact/share.server.ts'
import { sharePicture } from '../../impact/share-picture.server.ts'
import { scopeFor } from '../../impact/scope.ts'
import { unitTree } from '../../people/unit.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const site = new URL(request.url).searchParams.get('site')
  const scope = scopeFor(await unitTree(context.db), me, site)
  if (!scope) throw notFound()
  const found = await sharedPage(context.db, me, scope, context.company, context.now())
  return new Response(sharePicture(found), {
    headers: {
      'Content-Type': 'image/svg+xml; charset=utf-8',
      'Content-Disposition': 'attachment; filename="impact.svg"',
      'Cache-Control': 'private, no-store',
    },
  })
}
