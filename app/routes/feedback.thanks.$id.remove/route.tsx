import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { removeThanks } from '../../feedback/thanks/thanks.server.ts'
import { notFound } from '../../http/respond.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireEmployee(request, context)
  return redirect('/feedback/thanks')
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const id = params.id ?? ''
  const outcome = await removeThanks(context.db, id, me, context.now())
  if (outcome === 'not-found') throw notFound()
  return redirect(`/feedback/thanks?done=removed&id=${id}`)
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
