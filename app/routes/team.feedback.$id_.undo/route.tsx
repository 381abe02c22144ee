import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireRole } from '../../auth/require.server.ts'
import { undoMove } from '../../feedback/move.server.ts'
import { notFound } from '../../http/respond.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireRole(request, context, 'leader')
  return redirect(`/team/feedback/${encodeURIComponent(params.id ?? '')}`)
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'leader')
  const id = params.id ?? ''
  const outcome = await undoMove(context.db, id, me, context.now())
  if (outcome === 'not-found') throw notFound()
  return redirect(`/team/feedback/${id}?done=${outcome}`)
}
