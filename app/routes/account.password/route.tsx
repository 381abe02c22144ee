import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { LONGEST, shortestFor } from '../../auth/password.ts'
import { changePassword, hasPassword, isFreshLink } from '../../auth/password-change.server.ts'
import { PasswordField } from '../../auth/password-field.tsx'
import { isSecure, requireOwnDevice } from '../../auth/require.server.ts'
import { endSession, startSession } from '../../auth/session.server.ts'
import { callerOf } from '../../http/rate-limit.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { me, session } = await requireOwnDevice(request, context)
  const known = await hasPassword(context.db, me.id)
  return json({
    known,
    askCurrent: known && !isFreshLink(session, context.now()),
    shortest: shortestFor(me),
    account: me.email ?? me.staffNumber,
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { me, session } = await requireOwnDevice(request, context)
  const { db, settings, company, now } = context
  const form = await request.formData()
  const typed = {
    current: String(form.get('current') ?? '').slice(0, 300),
    fresh: String(form.get('fresh') ?? '').slice(0, 300),
    address: callerOf(context.ip),
  }
  const place = { secret: settings.secret, company }
  const outcome = await changePassword(db, place, { me, session }, typed, now())
  if (outcome !== 'set') {
    const { locale } = me
    const messages: Record<typeof outcome, string> = {
      current: m.account_password_not_current({}, { locale }),
      throttled: m.account_throttled({}, { locale }),
      busy: m.account_busy({}, { locale }),
      short: m.account_password_short({ n: shortestFor(me) }, { locale }),
      long: m.account_password_long({ n: LONGEST }, { locale }),
      common: m.account_password_common({}, { locale }),
      'own-words': m.account_password_own_words({}, { locale }),
    }
    const field = outcome === 'current' || outcome === 'throttled' ? 'current' : 'fresh'
    return json({ errors: [{ field, message: messages[outcome] }] }, { status: 422 })
  }
  const secure = isSecure(settings.publicOrigin)
  await endSession(db, secure, request.headers.get('Cookie'))
  const userAgent = request.headers.get('User-Agent')
  const entry = { by: 'password', userAgent, whole: true, kioskId: null } as const
  const cookie = await startSession(db, secure, me.id, now(), entry)
  return redirect('/account?password', { headers: { 'Set-Cookie': cookie } })
}

export const meta = titled(({ known }: { known: boolean }) =>
  known ? m.account_password_change() : m.account_password_set(),
)

export default function Password() {
  const { known, askCurrent, shortest, account } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const errors = useMemo(() => refused?.errors ?? [], [refused])
  const errorOf = (field: string) => errors.find((one) => one.field === field)?.message
  return (
    <Page
      title={known ? m.account_password_change() : m.account_password_set()}
      eyebrow={m.account_title()}
      lead={m.account_password_lead()}
    >
      <ErrorSummary errors={errors} />
      <Form method="post" reloadDocument className="space-y-4">
        {/* For password managers: whose password this is. */}
        <input type="hidden" name="username" autoComplete="username" value={account} />
        {askCurrent && (
          <PasswordField
            id="current"
            name="current"
            label={m.account_password_current()}
            error={errorOf('current')}
            autoComplete="current-password"
          />
        )}
        <PasswordField
          id="fresh"
          name="fresh"
          label={m.account_password_new()}
          hint={m.account_password_hint({ n: shortest })}
          error={errorOf('fresh')}
          autoComplete="new-password"
        />
        <Button className="w-full sm:w-auto">{m.account_password_keep()}</Button>
      </Form>
      <ButtonLink to="/account" look="quiet">
        {m.common_back()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
