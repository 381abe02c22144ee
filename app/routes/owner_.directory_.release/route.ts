import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { releaseBrake } from '../../people/directory/brake.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'owner')
  return redirect('/owner/directory')
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'owner')
  const now = context.now()
  await noting(
    context.db,
    (trx) => releaseBrake(trx, now),
    () => ({ by: me.id, action: 'directory.released' }),
    now,
  )
  return redirect('/owner/directory')
}
