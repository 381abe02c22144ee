import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { badge } from '../../training/certificates/badge.server.ts'
import { certificateOf } from '../../training/certificates/certificate.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const { db, settings, now } = context
  const found = await certificateOf(db, settings.secret, me.id, params.id ?? '')
  if (!found || found.revoked_at !== null) throw notFound()
  const portal = { origin: settings.publicOrigin, secret: settings.secret }
  const jwt = await badge(db, portal, found, me.locale, now())
  return new Response(jwt, {
    headers: {
      'Content-Type': 'application/vc+jwt',
      'Content-Disposition': `attachment; filename="badge-${found.path}-${found.issued_on}.jwt"`,
      'Cache-Control': 'no-store',
    },
  })
}
