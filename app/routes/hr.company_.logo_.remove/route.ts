import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { companyShown } from '../../people/company-shown.server.ts'
import { removeLogo } from '../../people/logo/logo.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect('/hr/company')
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  await noting(
    context.db,
    (trx) => removeLogo(trx),
    (removed) => (removed ? { by: me.id, action: 'company.logo-removed' } : null),
    context.now(),
  )
  Object.assign(context.company, await companyShown(context.db))
  return redirect('/hr/company?kept')
}
