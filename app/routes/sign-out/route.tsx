import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link } from '@remix-run/react'
import { useState } from 'react'
import { isSecure, visitor } from '../../auth/require.server.ts'
import { endSession } from '../../auth/session.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { OnLeaving } from '../../training/phone/on-leaving.tsx'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'

/** Where a phone leads that still holds answers (phone/worker.client.ts): signing out would erase them. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { employee } = await visitor(request, context)
  // Whoever has signed out is not led back here after signing in.
  return employee ? null : redirect('/sign-in')
}

/**
 * Anybody may end a session they hold; what the pulse kept on this device goes with it. The company account stays open: it
 * is not ours to end, and the next page says so.
 */
export async function action({ request, context }: ActionFunctionArgs) {
  const { session } = await visitor(request, context)
  const cookie = await endSession(
    context.db,
    isSecure(context.settings.publicOrigin),
    request.headers.get('Cookie'),
  )
  return redirect(session?.enteredBy === 'oidc' ? '/sign-in?out' : '/sign-in', {
    headers: { 'Set-Cookie': cookie, 'Clear-Site-Data': '"storage"' },
  })
}

export const meta = titled(() => m.auth_sign_out_title())

export default function SignOut() {
  const [waiting, setWaiting] = useState(0)
  return (
    <Page title={m.auth_sign_out_title()} lead={m.auth_sign_out_lead()}>
      <OnLeaving onKnown={setWaiting} />
      <Form method="post" action="/sign-out?anyway=1">
        <Button look={waiting > 0 ? 'danger' : 'main'} className="w-full sm:w-auto">
          {waiting > 0 ? m.training_phone_leave_anyway({ n: waiting }) : m.common_sign_out()}
        </Button>
      </Form>
      <ButtonLink look="second" to="/" className="w-full sm:w-auto">
        {m.auth_sign_out_stay()}
      </ButtonLink>
      <p>
        <Link to="/account/data" className="inline-flex min-h-11 items-center">
          {m.rights_title()}
        </Link>
      </p>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
