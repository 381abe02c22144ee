import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { foldObservation } from '../../feedback/merge.server.ts'
import { notFound } from '../../http/respond.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireEmployee(request, context)
  return redirect(`/feedback/${encodeURIComponent(params.id ?? '')}`)
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const id = params.id ?? ''
  const into = String((await request.formData()).get('into') ?? '')
  const outcome = await foldObservation(context.db, id, into, me)
  if (outcome === 'not-found') throw notFound()
  return redirect(outcome === 'folded' ? `/feedback/${id}` : `/feedback/${id}?sent`)
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
