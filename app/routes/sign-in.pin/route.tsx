import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { entered } from '../../auth/entering.server.ts'
import { CLEAN, cleaning, kioskCookie, kioskOf } from '../../auth/kiosk.server.ts'
import { pepperIn, whoSignsInByPin } from '../../auth/pin.server.ts'
import { isSecure, visitor } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { requestLocale } from '../../i18n/request-locale.server.ts'
import { titled } from '../../i18n/title.ts'
import { tendPerson } from '../../training/assigning/taking.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { TextField } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'

/** Only on an enrolled device; everywhere else this is the way to sign in like all others. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { employee } = await visitor(request, context)
  if (employee) return redirect('/')
  const secure = isSecure(context.settings.publicOrigin)
  const kiosk = await kioskOf(context.db, secure, request.headers.get('Cookie'))
  if (!kiosk) return redirect('/sign-in')
  // What a session that ran out by itself left on the device goes before the next person begins. A device that is used
  // stays a shared one: its cookie begins anew.
  const headers = { ...CLEAN, 'Set-Cookie': kioskCookie(kiosk.token, secure) }
  return json({ name: kiosk.name }, { headers })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { db, settings, company, now } = context
  const secure = isSecure(settings.publicOrigin)
  const kiosk = await kioskOf(db, secure, request.headers.get('Cookie'))
  if (!kiosk) return redirect('/sign-in')
  const form = await request.formData()
  const number = String(form.get('number') ?? '').slice(0, 100)
  const pin = String(form.get('pin') ?? '').slice(0, 20)
  const keys = { secret: settings.secret, pepper: pepperIn(settings.keyDir) }
  const known = await whoSignsInByPin(db, keys, { kioskId: kiosk.id, number, pin }, now())
  if (typeof known === 'string') {
    const words = {
      wrong: m.kiosk_wrong,
      throttled: m.kiosk_throttled,
      busy: m.account_busy,
    }[known]
    const message = words({}, { locale: requestLocale(request, null, context.company.locales) })
    return json({ number, errors: [{ field: 'number', message }] }, { status: 422 })
  }
  await tendPerson(db, known.employeeId, company.timeZone, now())
  return redirect('/', { headers: await entered(request, context, known.employeeId, 'pin') })
}

export const headers = cleaning

export const meta = titled(() => m.auth_sign_in_title())

export default function Pin() {
  const { name } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const errors = useMemo(() => refused?.errors ?? [], [refused])
  return (
    <Page title={m.auth_sign_in_title()} eyebrow={<bdi>{name}</bdi>} lead={m.kiosk_lead()}>
      <ErrorSummary errors={errors} />
      <Form method="post" reloadDocument autoComplete="off" className="space-y-4">
        <TextField
          id="number"
          name="number"
          label={m.kiosk_number()}
          defaultValue={refused?.number}
          error={errors[0]?.message}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck="false"
          dir="auto"
        />
        {/* No password to the browser: it would offer to keep it, and then list who was here to the next person. */}
        <TextField
          id="pin"
          name="pin"
          label={m.kiosk_pin()}
          hint={m.kiosk_pin_hint()}
          inputMode="numeric"
          autoComplete="off"
          spellCheck="false"
          dir="ltr"
          className="text-start [-webkit-text-security:disc]"
        />
        <Button className="w-full sm:w-auto">{m.kiosk_enter()}</Button>
      </Form>
      <ButtonLink to="/sign-in?own" look="quiet">
        {m.kiosk_by_password()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
