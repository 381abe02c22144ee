import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { plain } from '../../nps/score.ts'
import { askedWebhook } from '../../nps/webhooks/asked.server.ts'
import { waitingCount } from '../../nps/webhooks/waiting.server.ts'
import { deleteWebhook } from '../../nps/webhooks/webhook.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { TextField } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  const { id, source } = await askedWebhook(context.db, params.id)
  return json({ id, name: source.name, waiting: await waitingCount(context.db, id) })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { id, source } = await askedWebhook(context.db, params.id)
  const typed = String((await request.formData()).get('name') ?? '').slice(0, 200)
  if (plain(typed) !== plain(source.name)) return json({ typed }, { status: 422 })
  const subject = { kind: 'webhook', id: id } as const
  const detail = { name: source.name }
  await noting(
    context.db,
    (trx) => deleteWebhook(trx, id),
    () => ({ by: me.id, action: 'webhook.deleted', subject, detail }),
    context.now(),
  )
  return redirect('/hr/webhooks')
}

export const meta = titled(() => m.nps_hooks_delete())

export default function Delete() {
  const { id, name, waiting } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(
    () => (reply ? [{ field: 'name', message: m.nps_hooks_delete_wrong() }] : []),
    [reply],
  )
  return (
    <Page title={m.nps_hooks_delete()} eyebrow={<bdi>{name}</bdi>} lead={m.nps_hooks_delete_text()}>
      <ErrorSummary errors={errors} />
      {waiting > 0 && <p>{m.nps_hooks_delete_waiting({ n: waiting })}</p>}
      <Form method="post" className="space-y-5">
        <TextField
          id="name"
          name="name"
          label={m.nps_hooks_delete_type({ name })}
          error={errors[0]?.message}
          defaultValue={reply?.typed}
          dir="auto"
          autoComplete="off"
        />
        <div className="flex flex-wrap gap-3">
          <Button look="danger">{m.nps_hooks_delete()}</Button>
          <ButtonLink to={`/hr/webhooks/${id}`} look="quiet">
            {m.common_cancel()}
          </ButtonLink>
        </div>
      </Form>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
