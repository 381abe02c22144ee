import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { visitor } from '../../auth/require.server.ts'
import { formatDay } from '../../i18n/format.ts'
import { requestLocale } from '../../i18n/request-locale.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { verifyCode } from '../../training/certificates/certificate.server.ts'
import { CodeForm } from '../../training/certificates/code-form.tsx'
import { pathName } from '../../training/certificates/words.ts'
import { Facts } from '../../ui/facts.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

/** For everybody who holds a code: what the certificate says and whether it stands, and nothing else. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { employee } = await visitor(request, context)
  const locale = requestLocale(request, employee?.locale, context.company.locales)
  const code = params.code ?? ''
  const found = await verifyCode(context.db, context.settings.secret, code)
  if (!found) return json({ found: null, code }, { status: 404 })
  const { path, firstOn, issuedOn, revokedAt, name, company } = found
  const day = (on: string) => formatDay(on, 'UTC', locale)
  return json({
    found: {
      name,
      company,
      path: pathName(path, locale),
      first: day(firstOn),
      issued: day(issuedOn),
      revoked: revokedAt && formatDay(revokedAt, context.company.timeZone, locale),
    },
    code,
  })
}

export const meta = titled(() => m.training_certificate_verify_title())

export default function Verified() {
  const { found, code } = useLoaderData<typeof loader>()
  if (!found) {
    return (
      <Page title={m.training_certificate_verify_refused()}>
        <Notice look="bad">{m.training_certificate_verify_refused_text()}</Notice>
        <CodeForm code={code} />
      </Page>
    )
  }
  const { name, path, company, first, issued, revoked } = found
  return (
    <Page title={m.training_certificate_title()}>
      {revoked ? (
        <Notice look="bad">{m.training_certificate_verify_revoked({ day: revoked })}</Notice>
      ) : (
        <Notice look="good">{m.training_certificate_verify_valid()}</Notice>
      )}
      <Facts
        facts={[
          [m.training_certificate_verify_name(), <bdi key="name">{name}</bdi>],
          [m.training_certificate_verify_path(), path],
          [m.training_certificate_verify_company(), <bdi key="company">{company}</bdi>],
          [m.training_certificate_verify_first(), first],
          [m.training_certificate_verify_second(), issued],
        ]}
      />
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
