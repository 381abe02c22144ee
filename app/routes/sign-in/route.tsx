import { redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { visitor } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { Page } from '../../ui/page.tsx'
import { titled } from '../../i18n/title.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { employee } = await visitor(request, context)
  return employee ? redirect('/') : null
}

export const meta = titled(() => m.auth_sign_in_title())

export default function SignIn() {
  return (
    <Page title={m.auth_sign_in_title()} lead={m.auth_sign_in_lead()}>
      <ol className="list-decimal space-y-3 ps-6">
        <li>{m.auth_sign_in_step_ask()}</li>
        <li>{m.auth_sign_in_step_open()}</li>
        <li>{m.auth_sign_in_step_press()}</li>
      </ol>
      <p className="text-muted">{m.auth_sign_in_why()}</p>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
