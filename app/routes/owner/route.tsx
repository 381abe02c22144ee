import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { operation } from './operation.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'owner')
  return json(await operation(context))
}

export const meta = titled(() => m.common_nav_owner())

export default function Owner() {
  const { database, migrations, keys, jobs, mail, store, oidc, directory } =
    useLoaderData<typeof loader>()
  const rows = [
    { key: 'database', what: m.people_owner_database(), how: database },
    { key: 'migrations', what: m.people_owner_migrations(), how: String(migrations) },
    {
      key: 'keys',
      what: m.people_owner_keys(),
      how: keys ? m.people_owner_keys_ok() : m.people_owner_keys_bad(),
    },
    { key: 'jobs', what: m.people_owner_jobs(), how: m.people_owner_jobs_given_up({ n: jobs }) },
    {
      key: 'mail',
      what: m.mail_owner(),
      how: [
        mail.host ? m.mail_owner_smtp({ host: mail.host }) : m.mail_owner_outbox(),
        m.mail_owner_waiting({ n: mail.waiting }),
        ...(mail.failed > 0 ? [m.mail_owner_failed({ n: mail.failed })] : []),
      ].join(' '),
    },
    {
      key: 'store',
      what: m.training_records_store(),
      how: store
        ? [
            m.training_records_store_host({ host: store.host }),
            m.training_records_store_counts({ sent: store.sent, waiting: store.waiting }),
            ...(store.trouble ? [store.trouble.words] : []),
          ].join(' ')
        : m.training_records_store_none(),
    },
    {
      key: 'directory',
      what: m.people_owner_directory(),
      how:
        directory.names.length > 0
          ? m.people_owner_directory_is({ names: directory.names.join(', ') })
          : m.people_owner_directory_none(),
    },
    {
      key: 'oidc',
      what: m.auth_oidc_owner(),
      how: oidc ? m.auth_oidc_owner_is(oidc) : m.auth_oidc_owner_none(),
    },
  ]
  return (
    <Page title={m.common_nav_owner()} lead={m.people_owner_lead()}>
      {!keys && <Notice look="bad">{m.people_owner_keys_bad()}</Notice>}
      {directory.held && (
        <Notice look="warn">
          {m.people_owner_directory_held({ command: 'zveno directory release' })}
        </Notice>
      )}
      <DataTable
        caption={m.common_nav_owner()}
        quietCaption
        columns={[
          { key: 'what', label: m.people_owner_what() },
          { key: 'how', label: m.people_owner_how() },
        ]}
        rows={rows.map(({ key, what, how }) => ({ key, cells: { what, how: <bdi>{how}</bdi> } }))}
      />
      <ButtonLink to="/hr/audit" look="second">
        {m.audit_title()}
      </ButtonLink>
      <ButtonLink to="/owner/second-factor" look="second">
        {m.account_owner_title()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
