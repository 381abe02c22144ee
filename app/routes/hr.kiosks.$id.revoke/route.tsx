import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { revokeKiosk } from '../../auth/kiosk.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect('/hr/kiosks')
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const id = params.id ?? ''
  const now = context.now()
  const outcome = await noting(
    context.db,
    (trx) => revokeKiosk(trx, id, now),
    (outcome) =>
      outcome === 'revoked'
        ? { by: me.id, action: 'kiosk.revoked', subject: { kind: 'kiosk', id } }
        : null,
    now,
  )
  if (outcome === 'none') throw notFound()
  return redirect('/hr/kiosks')
}
