import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireRole } from '../../auth/require.server.ts'
import { pushNow } from '../../training/records/push.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect('/hr/records')
}

export async function action({ request, context }: ActionFunctionArgs) {
  await requireRole(request, context, 'hr')
  const { db, settings, now } = context
  if (!settings.store) return redirect('/hr/records')
  await pushNow(db, settings.store, now())
  return redirect('/hr/records?asked')
}
