import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { restoreThanks } from '../../feedback/thanks/thanks.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireEmployee(request, context)
  return redirect('/feedback/thanks')
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const id = params.id ?? ''
  const outcome = await restoreThanks(context.db, id, me, context.now())
  return redirect(`/feedback/thanks?done=${outcome === 'restored' ? 'back' : 'late'}`)
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
