import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
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
  const outcome = await returnCard(context.db, params.id ?? '', hr, why, context.now())
  return redirect(`/hr/promise-cards?done=${outcome === 'decided' ? 'returned' : outcome}`)
}
