import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import {
  certificatePage,
  type CertificateRow,
} from '../../training/certificates/certificate.server.ts'
import { pathName } from '../../training/certificates/words.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Empty, Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const hr = await requireRole(request, context, 'hr')
  const query = new URL(request.url).searchParams
  const asked = query.get('page') ?? ''
  const page = /^[1-9]\d{0,3}$/.test(asked) ? Number(asked) : 1
  const { rows, more } = await certificatePage(context.db, page)
  return json({
    rows: rows.map((row) => ({ ...row, path: pathName(row.path, hr.locale) })),
    page,
    more,
    done: query.get('done') ?? '',
    timeZone: context.company.timeZone,
  })
}

export const meta = titled(() => m.training_certificate_hr_title())

export default function HrCertificates() {
  const { rows, page, more, done, timeZone } = useLoaderData<typeof loader>()
  return (
    <Page
      wide
      title={m.training_certificate_hr_title()}
      eyebrow={<Link to="/hr">{m.hr_title()}</Link>}
      lead={m.training_certificate_hr_lead()}
    >
      {done === 'revoked' && (
        <Notice look="good" live="status">
          {m.training_certificate_hr_done()}
        </Notice>
      )}
      {done === 'gone' && <Notice live="status">{m.training_certificate_hr_gone()}</Notice>}
      {rows.length === 0 ? (
        <Empty>{m.training_certificate_hr_none()}</Empty>
      ) : (
        <DataTable
          caption={m.training_certificate_hr_title()}
          quietCaption
          columns={[
            { key: 'name', label: m.training_certificate_hr_person() },
            { key: 'path', label: m.training_certificate_verify_path() },
            { key: 'issued', label: m.training_certificate_hr_issued() },
            { key: 'state', label: m.training_certificate_hr_state() },
            {
              key: 'revoke',
              label: <span className="sr-only">{m.training_certificate_hr_revoke()}</span>,
            },
          ]}
          rows={rows.map((row) => ({
            key: row.id,
            cells: {
              name: (
                <>
                  <bdi>{row.name}</bdi>{' '}
                  <span className="font-normal text-muted">{row.staffNumber}</span>
                </>
              ),
              path: row.path,
              issued: formatDay(row.issuedOn),
              state: stateOf(row, timeZone),
              revoke: row.revokedAt === null && (
                <Link
                  to={`/hr/certificates/${row.id}/revoke`}
                  className="inline-flex min-h-11 items-center"
                >
                  {m.training_certificate_hr_revoke()}
                  <span className="sr-only">{row.name}</span>
                </Link>
              ),
            },
          }))}
        />
      )}
      {(more || page > 1) && (
        <p className="flex gap-5">
          {page > 1 && (
            <Link to={`/hr/certificates?page=${page - 1}`} className="flex min-h-11 items-center">
              {m.training_certificate_hr_later()}
            </Link>
          )}
          {more && (
            <Link to={`/hr/certificates?page=${page + 1}`} className="flex min-h-11 items-center">
              {m.training_certificate_hr_earlier()}
            </Link>
          )}
        </p>
      )}
    </Page>
  )
}

function stateOf(row: Omit<CertificateRow, 'path'>, timeZone: string): string {
  if (row.revokedAt === null) return m.training_certificate_hr_valid()
  return m.training_certificate_hr_revoked({
    day: formatDay(row.revokedAt, timeZone),
    by: `\u2068${row.revokedBy ?? '–'}\u2069`,
    reason: `\u2068${row.reason}\u2069`,
  })
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
