import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import {
  allowReminders,
  personOfStopToken,
  remindersStopped,
  stopReminders,
} from '../../mail/unwanted.server.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

/** Looking changes nothing: mail programs open links to preview them. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const employeeId = personOfStopToken(context.settings.secret, params.token ?? '')
  if (!employeeId) return json({ state: 'unknown' as const }, { status: 404 })
  const stopped = await remindersStopped(context.db, employeeId)
  return json({ state: stopped ? ('stopped' as const) : ('on' as const) })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const employeeId = personOfStopToken(context.settings.secret, params.token ?? '')
  if (!employeeId) throw notFound()
  const again = (await request.formData()).get('again') === '1'
  await (again ? allowReminders : stopReminders)(context.db, employeeId)
  return json({ changed: true })
}

export const meta = titled(() => m.mail_stop_title())

export default function StopReminders() {
  const { state } = useLoaderData<typeof loader>()
  const changed = useActionData<typeof action>()
  if (state === 'unknown') {
    return (
      <Page title={m.mail_stop_unknown_title()}>
        <Notice look="warn">{m.mail_stop_unknown()}</Notice>
      </Page>
    )
  }
  return (
    <Page title={m.mail_stop_title()} lead={m.mail_stop_lead()}>
      {state === 'stopped' && (
        <Notice look="good" live="status">
          {m.mail_stop_done()}
        </Notice>
      )}
      {state === 'on' && changed && (
        <Notice look="good" live="status">
          {m.mail_stop_back_done()}
        </Notice>
      )}
      <Form method="post">
        {state === 'stopped' ? (
          <Button look="second" name="again" value="1">
            {m.mail_stop_back()}
          </Button>
        ) : (
          <Button>{m.mail_stop_button()}</Button>
        )}
      </Form>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
