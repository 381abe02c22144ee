import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { entered } from '../../auth/entering.server.ts'
import { linkIsOpen, redeemSignInLink } from '../../auth/link.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { tendPerson } from '../../training/assigning/taking.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ params, context }: LoaderFunctionArgs) {
  return json({ open: await linkIsOpen(context.db, params.token ?? '', context.now()) })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const employeeId = await redeemSignInLink(context.db, params.token ?? '', context.now())
  if (!employeeId) return json({ open: false }, { status: 410 })
  await tendPerson(context.db, employeeId, context.company.timeZone, context.now())
  return redirect('/', { headers: await entered(request, context, employeeId, 'link') })
}

export const meta = titled(() => m.auth_enter_title())

export default function Enter() {
  const { open } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  if (!open || answered) {
    return (
      <Page title={m.auth_enter_closed_title()}>
        <Notice look="warn">{m.auth_enter_closed_text()}</Notice>
        <ButtonLink to="/sign-in" look="second">
          {m.auth_enter_how()}
        </ButtonLink>
      </Page>
    )
  }
  return (
    <Page title={m.auth_enter_title()} lead={m.auth_enter_lead()}>
      <Form method="post" reloadDocument>
        <Button className="w-full sm:w-auto">{m.auth_enter_button()}</Button>
      </Form>
      <p className="text-sm text-muted">{m.auth_enter_once()}</p>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
