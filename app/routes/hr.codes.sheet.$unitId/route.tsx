import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { allCodes } from '../../nps/codes/code.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  const codes = (await allCodes(context.db)).filter(
    ({ unitId, retiredAt }) => unitId === params.unitId && retiredAt === null,
  )
  const [first] = codes
  if (!first) throw notFound()
  // The typesetter is large and seldom needed: the portal starts without it.
  const { codeSheets } = await import('../../nps/codes/sheet-pdf.server.tsx')
  const pdf = await codeSheets({
    company: context.company.name,
    site: first.unit,
    codes,
    origin: context.settings.publicOrigin,
  })
  return new Response(new Uint8Array(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': 'attachment; filename="codes.pdf"',
    },
  })
}
