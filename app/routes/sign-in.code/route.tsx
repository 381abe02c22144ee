import {
  json,
  redirect,
  type ActionFunctionArgs,
  type AppLoadContext,
  type LoaderFunctionArgs,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { CodeForm } from '../../auth/code-form.tsx'
import { codeRefused } from '../../auth/code-reply.server.ts'
import { isSecure, visitor } from '../../auth/require.server.ts'
import { checkCode } from '../../auth/second-factor.server.ts'
import { endSession, startSession } from '../../auth/session.server.ts'
import { safePath } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Page } from '../../ui/page.tsx'

/** Whoever has passed the first factor; all others begin there. */
async function requireHalf(request: Request, context: AppLoadContext) {
  const { half, session, employee } = await visitor(request, context)
  if (!half || !session) throw redirect(employee ? '/' : '/sign-in')
  return { half, session }
}

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireHalf(request, context)
  const to = new URL(request.url).searchParams.get('to')
  return json({ to: safePath(to, context.settings.publicOrigin) })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { half, session } = await requireHalf(request, context)
  const { db, settings } = context
  const form = await request.formData()
  const typed = String(form.get('code') ?? '').slice(0, 50)
  const checked = await checkCode(db, settings.secret, half.id, typed, context.now())
  if (checked !== 'right') return codeRefused(checked, half.locale)

  const secure = isSecure(settings.publicOrigin)
  await endSession(db, secure, request.headers.get('Cookie'))
  const userAgent = request.headers.get('User-Agent')
  const { enteredBy: by, kioskId } = session
  const entry = { by, userAgent, kioskId, whole: true }
  const cookie = await startSession(db, secure, half.id, context.now(), entry)
  const to = safePath(form.get('to'), settings.publicOrigin)
  return redirect(to, { headers: { 'Set-Cookie': cookie } })
}

export const meta = titled(() => m.account_code_title())

export default function Code() {
  const { to } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const errors = useMemo(() => refused?.errors ?? [], [refused])
  return (
    <Page title={m.account_code_title()} lead={m.account_code_lead()}>
      <ErrorSummary errors={errors} />
      <CodeForm
        fields={<input type="hidden" name="to" value={to} />}
        hint={m.account_code_hint()}
        error={errors[0]?.message}
        button={m.account_code_go()}
      />
      <Form method="post" action="/sign-out" reloadDocument>
        <Button look="quiet">{m.common_sign_out()}</Button>
      </Form>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
