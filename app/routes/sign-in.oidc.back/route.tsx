import { redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { entered } from '../../auth/entering.server.ts'
import { type FaultWords, OidcFaultPage } from '../../auth/oidc-fault.tsx'
import { finishOidc, withoutQuestion } from '../../auth/oidc-sign-in.server.ts'
import { faultReply } from '../../auth/oidc-words.server.ts'
import { isSecure } from '../../auth/require.server.ts'
import { endSession } from '../../auth/session.server.ts'
import { callerOf } from '../../http/rate-limit.ts'
import { requestLocale } from '../../i18n/request-locale.server.ts'
import { titled } from '../../i18n/title.ts'
import { tendPerson } from '../../training/assigning/taking.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { db, settings, company } = context
  const cookies = request.headers.get('Cookie')
  const asked = { search: new URL(request.url).search, cookies, address: callerOf(context.ip) }
  const known = await finishOidc(db, settings, asked, context.now())
  const forget = withoutQuestion(settings.publicOrigin)
  if ('fault' in known) {
    if (known.code) context.log.warn({ oidc: known.fault, code: known.code })
    const place = { claim: settings.oidc?.claim, to: known.to }
    // What was asked in another window may still be answered there.
    const headers: Record<string, string> = known.fault === 'lost' ? {} : { 'Set-Cookie': forget }
    return faultReply(known, place, requestLocale(request, null, context.company.locales), headers)
  }
  await tendPerson(db, known.employeeId, company.timeZone, context.now())
  await endSession(db, isSecure(settings.publicOrigin), cookies)
  const headers = await entered(request, context, known.employeeId, 'oidc')
  headers.append('Set-Cookie', forget)
  return redirect(known.to, { headers })
}

export const meta = titled(({ title }: FaultWords) => title)

export default function Back() {
  return <OidcFaultPage {...useLoaderData<FaultWords>()} />
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
