import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { ACTIONS } from '../../audit/entry.ts'
import { auditPage, readWish } from '../../audit/list.server.ts'
import { auditMark } from '../../audit/verify.server.ts'
import { aboutWords, actionWords, whenWords, whoWords } from '../../audit/words.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Empty, Page } from '../../ui/page.tsx'
import { SearchForm } from './search-form.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { locale, roles, timeZone: own } = await requireRole(request, context, 'hr', 'owner')
  const { db, company } = context
  const here = { locale, timeZone: own ?? company.timeZone }
  const query = new URL(request.url).searchParams
  const { wish, faults } = readWish(query)
  const asked = query.get('before') ?? ''
  const before = /^\d{1,15}$/.test(asked) ? Number(asked) : null
  const found = faults.length > 0 ? null : await auditPage(db, wish, company.timeZone, before)
  const { entries, hash } = await auditMark(db)
  const words = ACTIONS.map((action) => ({ action, words: actionWords(action, locale) }))
  const page = {
    wish,
    faults,
    next: found?.next ?? null,
    rows: (found?.entries ?? []).map((entry) => ({
      seq: entry.seq,
      at: whenWords(entry.at, context.now(), here),
      who: whoWords(entry.by, locale),
      what: actionWords(entry.action, locale),
      about: aboutWords(entry, locale),
    })),
    actions: words.sort((a, b) => a.words.localeCompare(b.words, locale)),
    mark: `${entries}:${hash}`,
    // An owner who is not in HR comes from elsewhere.
    within: roles.includes('hr')
      ? { to: '/hr', title: m.hr_title({}, { locale }) }
      : { to: '/owner', title: m.common_nav_owner({}, { locale }) },
  }
  return json(page, { status: faults.length > 0 ? 422 : 200 })
}

export const meta = titled(() => m.audit_title())

export default function Audit() {
  const { wish, faults, rows, next, actions, mark, within } = useLoaderData<typeof loader>()
  const errors = useMemo(
    () =>
      faults.map(({ field, fault }) => ({
        field,
        message: fault === 'day' ? m.audit_day_wrong() : m.audit_order_wrong(),
      })),
    [faults],
  )
  const errorOf = (field: string) => errors.find((one) => one.field === field)?.message
  const query = new URLSearchParams(Object.entries(wish).filter(([, value]) => value !== ''))
  const more = new URLSearchParams([...query, ['before', String(next)]])
  return (
    <Page
      title={m.audit_title()}
      eyebrow={<Link to={within.to}>{within.title}</Link>}
      lead={m.audit_lead()}
      wide
    >
      <ErrorSummary errors={errors} />
      <SearchForm wish={wish} actions={actions} errorOf={errorOf} />
      {rows.length === 0 ? (
        <Empty>{m.audit_none()}</Empty>
      ) : (
        <DataTable
          caption={m.audit_title()}
          quietCaption
          columns={[
            { key: 'what', label: m.audit_action() },
            { key: 'about', label: m.audit_about() },
            { key: 'who', label: m.audit_who() },
            { key: 'at', label: m.audit_when() },
            { key: 'seq', label: m.audit_number(), numeric: true },
          ]}
          rows={rows.map((row) => ({
            key: String(row.seq),
            cells: {
              what: row.what,
              about: <bdi>{row.about}</bdi>,
              who: <bdi>{row.who}</bdi>,
              at: row.at,
              seq: row.seq,
            },
          }))}
        />
      )}
      {next !== null && (
        <ButtonLink to={`/hr/audit?${more}`} look="second">
          {m.audit_more()}
        </ButtonLink>
      )}
      {rows.length > 0 && (
        <section aria-labelledby="file" className="space-y-3">
          <h2 id="file">{m.audit_file()}</h2>
          <p className="text-muted">{m.audit_file_text()}</p>
          <p className="flex flex-wrap gap-3">
            {['csv', 'xlsx'].map((form) => (
              <ButtonLink key={form} to={`/hr/audit.${form}?${query}`} look="second" reloadDocument>
                {form.toUpperCase()}
              </ButtonLink>
            ))}
          </p>
        </section>
      )}
      <section aria-labelledby="mark" className="space-y-3">
        <h2 id="mark">{m.audit_hash()}</h2>
        <p className="text-muted">{m.audit_hash_text({ command: '\u2066zveno verify\u2069' })}</p>
        <p dir="ltr" className="rounded-xl bg-sunk p-4 font-mono text-sm break-all select-all">
          {mark}
        </p>
      </section>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
