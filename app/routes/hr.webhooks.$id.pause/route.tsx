import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireRole } from '../../auth/require.server.ts'
import { askedWebhook } from '../../nps/webhooks/asked.server.ts'
import { pauseWebhook } from '../../nps/webhooks/webhook.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  const { id } = await askedWebhook(context.db, params.id)
  return redirect(`/hr/webhooks/${id}`)
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  await requireRole(request, context, 'hr')
  const { id } = await askedWebhook(context.db, params.id)
  await pauseWebhook(context.db, id, context.now())
  return redirect(`/hr/webhooks/${id}`)
}
