import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { note } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { pushNow } from '../../training/records/push.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect('/hr/records')
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { db, settings, now } = context
  if (!settings.store) return redirect('/hr/records')
  await pushNow(db, settings.store, now())
  await note(db, { by: me.id, action: 'records.sent' }, now())
  return redirect('/hr/records?asked')
}
