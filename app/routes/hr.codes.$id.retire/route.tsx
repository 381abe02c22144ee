import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { retireCode } from '../../nps/codes/code.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect('/hr/codes')
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  await requireRole(request, context, 'hr')
  const outcome = await retireCode(context.db, params.id ?? '', context.now())
  if (outcome === 'missing') throw notFound()
  return redirect('/hr/codes')
}
