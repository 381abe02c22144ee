import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireEmployee } from '../../auth/require.server.ts'
import { joinObservation, leaveObservation } from '../../feedback/join.server.ts'
import { notFound } from '../../http/respond.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireEmployee(request, context)
  return redirect(`/feedback/${encodeURIComponent(params.id ?? '')}`)
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const id = params.id ?? ''
  const form = await request.formData()
  if (form.get('joined') === 'no') {
    await leaveObservation(context.db, id, me)
  } else if ((await joinObservation(context.db, id, me, context.now())) === 'not-found') {
    throw notFound()
  }
  return redirect(`/feedback/${encodeURIComponent(id)}`)
}
