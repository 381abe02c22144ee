import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireRole } from '../../auth/require.server.ts'
import { separateObservation } from '../../feedback/merge.server.ts'
import { notFound } from '../../http/respond.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireRole(request, context, 'leader')
  return redirect(`/team/feedback/${encodeURIComponent(params.id ?? '')}`)
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'leader')
  const other = String((await request.formData()).get('other') ?? '')
  if ((await separateObservation(context.db, other, me)) === 'not-found') throw notFound()
  return redirect(`/team/feedback/${encodeURIComponent(params.id ?? '')}`)
}
