import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { companyShown } from '../../people/company-shown.server.ts'
import { keepLogo, logoIn } from '../../people/logo/logo.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect('/hr/company')
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const sent = (await request.formData()).get('logo')
  const bytes = sent instanceof File ? new Uint8Array(await sent.arrayBuffer()) : new Uint8Array()
  const file = logoIn(bytes)
  if (typeof file === 'string') return redirect(`/hr/company?logo=${file}`)
  const size = `${file.width} × ${file.height}`
  await noting(
    context.db,
    (trx) => keepLogo(trx, file),
    (kept) => (kept ? { by: me.id, action: 'company.logo', detail: { to: size } } : null),
    context.now(),
  )
  Object.assign(context.company, await companyShown(context.db))
  return redirect('/hr/company?kept')
}
