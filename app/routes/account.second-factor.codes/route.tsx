import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { useMemo } from 'react'
import { CodeForm } from '../../auth/code-form.tsx'
import { codeRefused, codesMade } from '../../auth/code-reply.server.ts'
import { RecoveryCodes } from '../../auth/recovery-codes.tsx'
import { requireOwnDevice } from '../../auth/require.server.ts'
import { checkCode, factorOf, newRecoveryCodes } from '../../auth/second-factor.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { me } = await requireOwnDevice(request, context)
  const factor = await factorOf(context.db, me.id)
  return factor?.confirmedAt ? null : redirect('/account/second-factor')
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { me } = await requireOwnDevice(request, context)
  const { db, settings, now } = context
  const factor = await factorOf(db, me.id)
  if (!factor?.confirmedAt) return redirect('/account/second-factor')
  const typed = String((await request.formData()).get('code') ?? '').slice(0, 50)
  const checked = await checkCode(db, settings.secret, me.id, typed, now())
  if (checked !== 'right') return codeRefused(checked, me.locale)
  return codesMade(await newRecoveryCodes(db, settings.secret, me.id))
}

export const meta = titled(() => m.account_codes_new())

export default function NewCodes() {
  const reply = useActionData<typeof action>()
  const errors = useMemo(() => reply?.errors ?? [], [reply])
  return (
    <Page title={m.account_codes_new()} eyebrow={m.account_factor()}>
      <ErrorSummary errors={errors} />
      {reply?.codes ? (
        <RecoveryCodes codes={reply.codes} />
      ) : (
        <CodeForm
          hint={m.account_code_hint()}
          error={errors[0]?.message}
          button={m.account_codes_new()}
        />
      )}
      <ButtonLink to="/account/second-factor" look="quiet">
        {m.common_back()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
