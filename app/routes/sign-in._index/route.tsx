import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { entered } from '../../auth/entering.server.ts'
import { cleaning, kioskOf, leftovers } from '../../auth/kiosk.server.ts'
import { beginningOf, buttonOf } from '../../auth/oidc-words.server.ts'
import { whoSignsIn } from '../../auth/password.server.ts'
import { PasswordField } from '../../auth/password-field.tsx'
import { isSecure, visitor } from '../../auth/require.server.ts'
import { callerOf } from '../../http/rate-limit.ts'
import { safePath } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { requestLocale } from '../../i18n/request-locale.server.ts'
import { titled } from '../../i18n/title.ts'
import { tendPerson } from '../../training/assigning/taking.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { TextField } from '../../ui/field.tsx'
import { Fold } from '../../ui/fold.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { employee } = await visitor(request, context)
  if (employee) return redirect('/')
  const { oidc, publicOrigin } = context.settings
  const asked = new URL(request.url).searchParams
  const secure = isSecure(publicOrigin)
  const cookies = request.headers.get('Cookie')
  const kiosk = await kioskOf(context.db, secure, cookies)
  // Where the last person was is not where the next one begins.
  if (kiosk && !asked.has('own')) return redirect('/sign-in/pin')
  const to = safePath(kiosk ? '/' : asked.get('to'), publicOrigin)
  const headers = (!kiosk && leftovers(secure, cookies)) || {}
  const locale = requestLocale(request, null, context.company.locales)
  // On a shared device the company account would stay open for the next person.
  const company = oidc &&
    !kiosk && {
      to: beginningOf(to),
      label: buttonOf(oidc, locale),
      or: m.auth_oidc_or({}, { locale }),
      out: asked.has('out') ? m.auth_oidc_out({}, { locale }) : null,
    }
  return json({ to, company: company || null }, { headers })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { db, settings, company } = context
  const form = await request.formData()
  const who = String(form.get('who') ?? '').slice(0, 300)
  const password = String(form.get('password') ?? '').slice(0, 300)
  const to = safePath(form.get('to'), settings.publicOrigin)
  const locale = requestLocale(request, null, context.company.locales)
  const refuse = (...errors: { field: string; message: string }[]) =>
    json({ who, errors }, { status: 422 })
  if (who.trim() === '') return refuse({ field: 'who', message: m.account_no_who({}, { locale }) })
  if (password === '')
    return refuse({ field: 'password', message: m.account_no_password({}, { locale }) })

  const asked = { who, password, address: callerOf(context.ip) }
  const known = await whoSignsIn(db, settings.secret, asked, context.now())
  if (known === 'wrong') return refuse({ field: 'who', message: m.account_wrong({}, { locale }) })
  if (known === 'throttled')
    return refuse({ field: 'who', message: m.account_throttled({}, { locale }) })
  if (known === 'busy')
    return refuse({ field: 'password', message: m.account_busy({}, { locale }) })

  await tendPerson(db, known.employeeId, company.timeZone, context.now())
  return redirect(to, { headers: await entered(request, context, known.employeeId, 'password') })
}

export const headers = cleaning

export const meta = titled(() => m.auth_sign_in_title())

export default function SignIn() {
  const { to, company } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const errors = useMemo(() => refused?.errors ?? [], [refused])
  const errorOf = (field: string) => errors.find((one) => one.field === field)?.message
  return (
    <Page title={m.auth_sign_in_title()} lead={m.auth_sign_in_lead()}>
      {company?.out && !refused && (
        <Notice look="info" live="status">
          {company.out}
        </Notice>
      )}
      <ErrorSummary errors={errors} />
      {company && (
        <>
          <ButtonLink to={company.to} reloadDocument className="w-full sm:w-auto">
            {company.label}
          </ButtonLink>
          <h2 className="border-t border-line pt-6">{company.or}</h2>
        </>
      )}
      <Form method="post" action="/sign-in?index" reloadDocument className="space-y-4">
        <input type="hidden" name="to" value={to} />
        <TextField
          id="who"
          name="who"
          label={m.account_who()}
          defaultValue={refused?.who}
          error={errorOf('who')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck="false"
          dir="auto"
        />
        <PasswordField
          id="password"
          name="password"
          label={m.account_password()}
          error={errorOf('password')}
          autoComplete="current-password"
        />
        <Button className="w-full sm:w-auto">{m.account_enter()}</Button>
      </Form>
      <ButtonLink to="/sign-in/link" look="second" className="w-full sm:w-auto">
        {m.account_by_mail()}
      </ButtonLink>
      <Fold label={m.account_no_password_yet()}>
        <ol className="mt-2 list-decimal space-y-3 ps-6">
          <li>{m.auth_sign_in_step_ask()}</li>
          <li>{m.auth_sign_in_step_open()}</li>
          <li>{m.auth_sign_in_step_press()}</li>
        </ol>
        <p className="mt-3 text-muted">{m.auth_sign_in_why()}</p>
      </Fold>
      <p>
        <Link to="/privacy" className="inline-flex min-h-11 items-center">
          {m.rights_page_title()}
        </Link>
      </p>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
