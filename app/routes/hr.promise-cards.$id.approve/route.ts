import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { approveCard } from '../../training/promise-card.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect('/hr/promise-cards')
}

/** Lets a leader's card stand under the last bar of the chain for their team. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const hr = await requireRole(request, context, 'hr')
  const { id = '' } = params
  const now = context.now()
  const outcome = await noting(
    context.db,
    (trx) => approveCard(trx, id, hr, now),
    (done) =>
      done === 'decided'
        ? { by: hr.id, action: 'promise-card.approved', subject: { kind: 'promise-card', id } }
        : null,
    now,
  )
  return redirect(`/hr/promise-cards?done=${outcome === 'decided' ? 'approved' : outcome}`)
}
