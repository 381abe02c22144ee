import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { takeCase } from '../../nps/cases/handling.server.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireEmployee(request, context)
  return redirect(`/feedback/cases/${encodeURIComponent(params.id ?? '')}`)
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const id = params.id ?? ''
  const from = String((await request.formData()).get('from') ?? '')
  const outcome = await takeCase(context.db, id, me, from, context.now())
  if (outcome === 'not-found') throw notFound()
  const done = { taken: 'saved', closed: 'gone', 'already-taken': 'taken-other' }[outcome]
  return redirect(`/feedback/cases/${id}?done=${done}`)
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
