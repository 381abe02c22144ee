import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { askedWebhook } from '../../nps/webhooks/asked.server.ts'
import { resumeWebhook } from '../../nps/webhooks/webhook.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  const { id } = await askedWebhook(context.db, params.id)
  return redirect(`/hr/webhooks/${id}`)
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { id, source } = await askedWebhook(context.db, params.id)
  const now = context.now()
  const subject = { kind: 'webhook', id: id } as const
  const detail = { name: source.name }
  await noting(
    context.db,
    (trx) => resumeWebhook(trx, id),
    () => ({ by: me.id, action: 'webhook.resumed', subject, detail }),
    now,
  )
  return redirect(`/hr/webhooks/${id}`)
}
