import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireRole } from '../../auth/require.server.ts'
import { mergeObservation } from '../../feedback/merge.server.ts'
import { notFound } from '../../http/respond.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireRole(request, context, 'leader')
  return redirect(`/team/feedback/${encodeURIComponent(params.id ?? '')}`)
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'leader')
  const id = params.id ?? ''
  const other = String((await request.formData()).get('other') ?? '')
  const outcome = await mergeObservation(context.db, other, id, me, context.now())
  if (outcome === 'not-found') throw notFound()
  return redirect(`/team/feedback/${id}?done=${outcome}`)
}
