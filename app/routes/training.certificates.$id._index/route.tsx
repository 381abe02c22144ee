import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { certificateOf } from '../../training/certificates/certificate.server.ts'
import { qrDrawing } from '../../training/certificates/qr.server.ts'
import { pathName, verifyAddress, walkedWords } from '../../training/certificates/words.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { ChainMark } from '../../ui/shell.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const { publicOrigin, secret } = context.settings
  const found = await certificateOf(context.db, secret, me.id, params.id ?? '')
  if (!found) throw notFound()
  const { id, name, company, code, path, issued_on, revoked_at, reason } = found
  const l = { locale: me.locale }
  const address = verifyAddress(publicOrigin, code)
  return json({
    id,
    name,
    company,
    code,
    path: pathName(path, me.locale),
    walked: walkedWords(found, me.locale),
    issued: m.training_certificate_issued({ day: formatDay(issued_on, 'UTC', me.locale) }, l),
    check: m.training_certificate_check(
      { address: `\u2066${new URL(publicOrigin).host}/verify\u2069` },
      l,
    ),
    qr: qrDrawing(address),
    verify: new URL(address).pathname,
    revoked: revoked_at && {
      day: formatDay(revoked_at, context.company.timeZone, me.locale),
      reason,
    },
  })
}

export const meta = titled(({ path }: { path: string }) => path)

export default function CertificatePage() {
  const view = useLoaderData<typeof loader>()
  const { id, revoked, path } = view
  return (
    <Page
      title={m.training_certificate_title()}
      eyebrow={
        <Link to="/training/certificates" className="no-print">
          {m.training_exam_title()}
        </Link>
      }
    >
      {revoked && (
        <Notice look="warn">
          <p>
            {m.training_certificate_revoked({
              day: revoked.day,
              reason: `\u2068${revoked.reason}\u2069`,
            })}
          </p>
          <p>{m.training_exam_revoked_again()}</p>
        </Notice>
      )}
      <Sheet view={view} />
      {!revoked && (
        <div className="no-print space-y-3">
          <div className="flex flex-wrap gap-3">
            <ButtonLink
              to={`/training/certificates/${id}/certificate.pdf`}
              reloadDocument
              className="w-full sm:w-auto"
            >
              {m.training_certificate_pdf()}
              <span className="sr-only">{path}</span>
            </ButtonLink>
            <ButtonLink
              look="second"
              to={`/training/certificates/${id}/badge.jwt`}
              reloadDocument
              className="w-full sm:w-auto"
            >
              {m.training_certificate_badge()}
            </ButtonLink>
          </div>
          <p className="text-sm text-muted">{m.training_certificate_badge_hint()}</p>
        </div>
      )}
    </Page>
  )
}

/** The same words as on paper; printing the page gives this sheet alone. */
function Sheet({ view }: { view: ReturnType<typeof useLoaderData<typeof loader>> }) {
  const { name, company, code, walked, issued, check, qr, verify } = view
  const quiet = 4
  const whole = qr.size + 2 * quiet
  return (
    <article className="break-inside-avoid space-y-6 rounded-2xl border-2 border-accent p-5 sm:p-8">
      <p className="flex items-center gap-3 font-semibold">
        <ChainMark />
        <bdi>{company}</bdi>
      </p>
      <div className="space-y-2 text-center">
        <p className="text-muted">{m.training_certificate_certify()}</p>
        <p className="text-2xl font-bold break-words sm:text-3xl">
          <bdi>{name}</bdi>
        </p>
        <p className="text-lg">{walked}</p>
      </div>
      <div className="flex flex-wrap items-end gap-5">
        <div className="min-w-52 flex-1 space-y-2">
          <p className="font-semibold">{issued}</p>
          <p className="text-sm text-muted">{check}</p>
          <p className="break-words tabular-nums">
            <Link to={verify}>
              <bdi dir="ltr">{code}</bdi>
            </Link>
          </p>
        </div>
        <svg
          role="img"
          aria-label={m.training_certificate_qr()}
          viewBox={`${-quiet} ${-quiet} ${whole} ${whole}`}
          className="size-36"
        >
          {/* White in the dark too: a camera wants dark squares on a light ground. */}
          <rect x={-quiet} y={-quiet} width={whole} height={whole} rx={2} fill="#fff" />
          <path d={qr.path} fill="#000" />
        </svg>
      </div>
    </article>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
