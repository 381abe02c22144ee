import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireRole } from '../../auth/require.server.ts'
import { dropImport } from '../../nps/import-run.server.ts'
import { waitingImport } from '../../nps/waiting.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect(`/hr/import/${encodeURIComponent(params.id ?? '')}`)
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  await requireRole(request, context, 'hr')
  const { run } = await waitingImport(context, params.id)
  await dropImport(context.db, context.settings.dataDir, run.id, context.now())
  return redirect(`/hr/import`)
}
