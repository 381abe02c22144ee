import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { codeRefused, codesMade } from '../../auth/code-reply.server.ts'
import { RecoveryCodes } from '../../auth/recovery-codes.tsx'
import { requireOwnDevice, visitor } from '../../auth/require.server.ts'
import { confirmFactor, factorOf, unconfirmedKey } from '../../auth/second-factor.server.ts'
import { base32, keyAddress } from '../../auth/totp.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { qrDrawing } from '../../training/certificates/qr.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { KeySteps } from './key-steps.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { me } = await requireOwnDevice(request, context)
  const { withheld } = await visitor(request, context)
  const { db, settings, company } = context
  const factor = await factorOf(db, me.id)
  const key = await unconfirmedKey(db, settings.secret, me.id)
  return json({
    since: factor?.confirmedAt ? formatDay(factor.confirmedAt, company.timeZone, me.locale) : null,
    key: key && {
      typed: base32(key).replaceAll(/(.{4})(?=.)/g, '$1 '),
      drawing: qrDrawing(keyAddress(company.name, me.staffNumber, key)),
    },
    keeper: me.roles.some((role) => role !== 'leader'),
    demanded: withheld.length > 0,
    removed: new URL(request.url).searchParams.has('removed'),
  })
}

/** The first right code puts the factor in use. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { me, session } = await requireOwnDevice(request, context)
  const typed = String((await request.formData()).get('code') ?? '').slice(0, 50)
  const { db, settings, now } = context
  const done = await confirmFactor(db, settings.secret, me.id, typed, session.id, now())
  if (typeof done === 'string') return codeRefused(done, me.locale)
  return codesMade(done.codes)
}

export const meta = titled(() => m.account_factor())

export default function SecondFactor() {
  const { since, key, keeper, demanded, removed } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(() => reply?.errors ?? [], [reply])
  return (
    <Page title={m.account_factor()} eyebrow={m.account_title()} lead={m.account_factor_lead()}>
      <ErrorSummary errors={errors} />
      {demanded && <Notice look="warn">{m.account_factor_demanded()}</Notice>}
      {keeper && !since && <Notice>{m.account_factor_why()}</Notice>}
      {removed && <Notice live="status">{m.account_factor_removed()}</Notice>}
      {reply?.codes && (
        <>
          <Notice look="good" live="status">
            {m.account_factor_on()}
          </Notice>
          <RecoveryCodes codes={reply.codes} />
        </>
      )}
      {since && !reply?.codes && <p>{m.account_factor_since({ day: since })}</p>}
      {key && <KeySteps typed={key.typed} drawing={key.drawing} error={errors[0]?.message} />}
      {since && (
        <div className="flex flex-wrap gap-3">
          <ButtonLink to="/account/second-factor/codes" look="second">
            {m.account_codes_new()}
          </ButtonLink>
          <ButtonLink to="/account/second-factor/remove" look="quiet">
            {m.account_factor_remove()}
          </ButtonLink>
        </div>
      )}
      {!since && !key && (
        <Form method="post" action="/account/second-factor/begin">
          <Button className="w-full sm:w-auto">{m.account_factor_begin()}</Button>
        </Form>
      )}
      <ButtonLink to="/account" look="quiet">
        {m.account_title()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
