import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { returnCard } from '../../training/promise-card.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  return redirect('/hr/promise-cards')
}

/** Sends a leader's card back with a reason, be it waiting or standing. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const hr = await requireRole(request, context, 'hr')
  const reason = (await request.formData()).get('reason')
  const why = typeof reason === 'string' ? reason : ''
  const { id = '' } = params
  const now = context.now()
  const outcome = await noting(
    context.db,
    (trx) => returnCard(trx, id, hr, why, now),
    (done) =>
      done === 'decided'
        ? { by: hr.id, action: 'promise-card.returned', subject: { kind: 'promise-card', id } }
        : null,
    now,
  )
  return redirect(`/hr/promise-cards?done=${outcome === 'decided' ? 'returned' : outcome}`)
}
