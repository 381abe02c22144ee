import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { askForLink } from '../../auth/mailed-link.server.ts'
import { visitor } from '../../auth/require.server.ts'
import { callerOf } from '../../http/rate-limit.ts'
import { m } from '../../i18n/messages.ts'
import { requestLocale } from '../../i18n/request-locale.server.ts'
import { titled } from '../../i18n/title.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { TextField } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { employee } = await visitor(request, context)
  // Without a server for mail nobody would get the link, and whoever asked would wait for it.
  return employee ? redirect('/') : json({ mail: context.settings.smtpUrl !== undefined })
}

export async function action({ request, context }: ActionFunctionArgs) {
  if (context.settings.smtpUrl === undefined) return redirect('/sign-in/link')
  const who = String((await request.formData()).get('who') ?? '').slice(0, 300)
  const locale = requestLocale(request, null, context.company.locales)
  const refuse = (message: string) =>
    json({ who, sent: false, errors: [{ field: 'who', message }] }, { status: 422 })
  if (who.trim() === '') return refuse(m.account_no_who({}, { locale }))

  const asked = { who, address: callerOf(context.ip) }
  const outcome = await askForLink(context.db, context.settings.secret, asked, context.now())
  if (outcome === 'throttled') return refuse(m.account_link_throttled({}, { locale }))
  return json({ who, sent: true, errors: [] })
}

export const meta = titled(() => m.account_link_title())

export default function MailedLink() {
  const { mail } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(() => reply?.errors ?? [], [reply])
  if (!mail || reply?.sent) {
    return (
      <Page title={m.account_link_title()}>
        <Notice look={mail ? 'good' : 'info'} live="status">
          {mail ? m.account_link_sent() : m.account_link_no_mail()}
        </Notice>
        {mail && <p>{m.account_link_else()}</p>}
        <ButtonLink to="/sign-in" look="second">
          {m.common_back()}
        </ButtonLink>
      </Page>
    )
  }
  return (
    <Page title={m.account_link_title()} lead={m.account_link_lead()}>
      <ErrorSummary errors={errors} />
      <Form method="post" className="space-y-4">
        <TextField
          id="who"
          name="who"
          label={m.account_who()}
          defaultValue={reply?.who}
          error={errors[0]?.message}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck="false"
          dir="auto"
        />
        <Button className="w-full sm:w-auto">{m.account_link_send()}</Button>
      </Form>
      <ButtonLink to="/sign-in" look="quiet">
        {m.common_back()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
