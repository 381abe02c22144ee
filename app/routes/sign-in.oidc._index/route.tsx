import { redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { kioskOf } from '../../auth/kiosk.server.ts'
import { type FaultWords, OidcFaultPage } from '../../auth/oidc-fault.tsx'
import { beginOidc } from '../../auth/oidc-sign-in.server.ts'
import { faultReply } from '../../auth/oidc-words.server.ts'
import { isSecure, visitor } from '../../auth/require.server.ts'
import { safePath } from '../../http/respond.ts'
import { requestLocale } from '../../i18n/request-locale.server.ts'
import { titled } from '../../i18n/title.ts'

/** A link leads here, since a browser follows no form to another site (`form-action`). */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { settings } = context
  const to = safePath(new URL(request.url).searchParams.get('to'), settings.publicOrigin)
  const { employee } = await visitor(request, context)
  if (employee) return redirect(to)
  // It would stay open on a shared device, for whoever comes next.
  const secure = isSecure(settings.publicOrigin)
  if (await kioskOf(context.db, secure, request.headers.get('Cookie'))) return redirect('/sign-in')
  const begun = await beginOidc(settings, to, context.now())
  if (!('fault' in begun)) return redirect(begun.url, { headers: { 'Set-Cookie': begun.cookie } })
  if (begun.code) context.log.warn({ oidc: begun.fault, code: begun.code })
  return faultReply(begun, { to }, requestLocale(request, null, context.company.locales))
}

export const meta = titled(({ title }: FaultWords) => title)

export default function Begin() {
  return <OidcFaultPage {...useLoaderData<FaultWords>()} />
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
