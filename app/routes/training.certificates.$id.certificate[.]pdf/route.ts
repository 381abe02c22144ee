import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { certificateOf } from '../../training/certificates/certificate.server.ts'

/** Whoever's it is gets it, in their language; one that was revoked is no longer handed out. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const { publicOrigin, secret } = context.settings
  const found = await certificateOf(context.db, secret, me.id, params.id ?? '')
  if (!found || found.revoked_at !== null) throw notFound()
  // The typesetter is large and seldom needed: the portal starts without it.
  const { certificatePdf } = await import('../../training/certificates/certificate-pdf.server.tsx')
  const file = await certificatePdf(found, publicOrigin, me.locale)
  return new Response(new Uint8Array(file), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename="certificate-${found.path}-${found.issued_on}.pdf"`,
      'Cache-Control': 'no-store',
    },
  })
}
