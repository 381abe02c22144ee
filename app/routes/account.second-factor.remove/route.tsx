import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { useMemo } from 'react'
import { CodeForm } from '../../auth/code-form.tsx'
import { codeRefused } from '../../auth/code-reply.server.ts'
import { requireOwnDevice } from '../../auth/require.server.ts'
import { checkCode, factorOf, removeFactor } from '../../auth/second-factor.server.ts'
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
  const typed = String((await request.formData()).get('code') ?? '').slice(0, 50)
  const { db, settings, now } = context
  const checked = await checkCode(db, settings.secret, me.id, typed, now())
  if (checked !== 'right') return codeRefused(checked, me.locale)
  await removeFactor(db, me.id)
  return redirect('/account/second-factor?removed')
}

export const meta = titled(() => m.account_factor_remove())

export default function RemoveFactor() {
  const refused = useActionData<typeof action>()
  const errors = useMemo(() => refused?.errors ?? [], [refused])
  return (
    <Page title={m.account_factor_remove()} eyebrow={m.account_factor()}>
      <ErrorSummary errors={errors} />
      <CodeForm
        danger
        hint={m.account_code_hint()}
        error={errors[0]?.message}
        button={m.account_factor_remove()}
      />
      <ButtonLink to="/account/second-factor" look="quiet">
        {m.common_back()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
