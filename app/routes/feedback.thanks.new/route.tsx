import { randomUUID } from 'node:crypto'
import { parseWithZod } from '@conform-to/zod/v4'
import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { Thanks } from '../../feedback/thanks/thanks.ts'
import { colleaguesOf, sendThanks } from '../../feedback/thanks/thanks.server.ts'
import { ThanksForm } from '../../feedback/thanks/thanks-form.tsx'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { Empty, Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  return json({ formKey: randomUUID(), colleagues: await colleaguesOf(context.db, me) })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireEmployee(request, context)
  const submission = parseWithZod(await request.formData(), { schema: Thanks })
  if (submission.status !== 'success') return json(submission.reply(), { status: 422 })

  const outcome = await sendThanks(context.db, me, submission.value, context.now())
  if (outcome === 'sent' || outcome === 'already-sent') {
    return redirect('/feedback/thanks?done=sent')
  }
  const code = outcome === 'enough' ? 'enough' : 'missing'
  return json(submission.reply({ fieldErrors: { to: [code] } }), { status: 422 })
}

export const meta = titled(() => m.feedback_thanks_new())

export default function NewThanks() {
  const { formKey, colleagues } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page title={m.feedback_thanks_new()} lead={m.feedback_thanks_new_lead()}>
      {colleagues.length === 0 ? (
        <Empty>{m.feedback_thanks_nobody()}</Empty>
      ) : (
        <ThanksForm formKey={formKey} colleagues={colleagues} reply={reply} />
      )}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
