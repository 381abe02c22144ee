import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { huddleSheet } from '../../impact/huddle/sheet.server.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'leader')
  const sheet = await huddleSheet(context.db, me, params.id ?? '')
  if (!sheet) throw notFound()
  // The typesetter is large and seldom needed: the portal starts without it.
  const { huddlePdf } = await import('../../impact/huddle/huddle-pdf.server.tsx')
  const file = await huddlePdf(sheet, context.company.name, me.locale)
  return new Response(new Uint8Array(file), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename="huddle-${sheet.day}.pdf"`,
      'Cache-Control': 'no-store',
    },
  })
}
