import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { CLEAN, enrolKiosk, kioskCookie, kioskToEnrol } from '../../auth/kiosk.server.ts'
import { isSecure } from '../../auth/require.server.ts'
import { endSession } from '../../auth/session.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ params, context }: LoaderFunctionArgs) {
  return json({ name: await kioskToEnrol(context.db, params.token ?? '', context.now()) })
}

/** Whoever holds the link, on the device in front of them. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const { db, settings, now } = context
  const token = await enrolKiosk(db, params.token ?? '', now())
  if (!token) return json({ name: null }, { status: 410 })
  const secure = isSecure(settings.publicOrigin)
  const headers = new Headers(CLEAN)
  headers.append('Set-Cookie', kioskCookie(token, secure))
  // Who set the device up does not stay signed in on it.
  headers.append('Set-Cookie', await endSession(db, secure, request.headers.get('Cookie')))
  return redirect('/sign-in/pin', { headers })
}

export const meta = titled(() => m.kiosk_enrol_title())

export default function Enrol() {
  const { name } = useLoaderData<typeof loader>()
  if (name === null) {
    return (
      <Page title={m.kiosk_enrol_over()}>
        <Notice look="warn">{m.kiosk_enrol_over_text()}</Notice>
        <ButtonLink to="/sign-in" look="second">
          {m.auth_sign_in_title()}
        </ButtonLink>
      </Page>
    )
  }
  return (
    <Page title={m.kiosk_enrol_title()} eyebrow={<bdi>{name}</bdi>} lead={m.kiosk_enrol_lead()}>
      <Form method="post" reloadDocument>
        <Button className="w-full sm:w-auto">{m.kiosk_enrol_button()}</Button>
      </Form>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
