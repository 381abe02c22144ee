import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Fold } from '../../ui/fold.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { operation } from './operation.server.ts'
import { advisories, doings, standing } from './words.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'owner')
  const found = await operation(context)
  const say = { locale }
  return json({
    doings: doings(found, locale),
    standing: standing(found, locale),
    advisories: advisories(locale),
    words: {
      fine: m.operation_fine({}, say),
      needs: m.operation_needs({}, say),
      state: m.operation_state({}, say),
      pages: {
        '/owner/jobs': m.operation_jobs_all({}, say),
        '/owner/mail': m.operation_mail_all({}, say),
        '/owner/directory': m.people_directory_title({}, say),
      },
    },
  })
}

export const meta = titled(() => m.common_nav_owner())

export default function Owner() {
  const { doings, standing, advisories, words } = useLoaderData<typeof loader>()
  return (
    <Page title={m.common_nav_owner()} lead={m.people_owner_lead()} wide>
      {doings.length === 0 ? (
        <Notice look="good">{words.fine}</Notice>
      ) : (
        <section aria-labelledby="needs" className="max-w-2xl space-y-3">
          <h2 id="needs">{words.needs}</h2>
          {doings.map(({ key, look, words: said, to }) => (
            <Notice key={key} look={look}>
              <p className="wrap-anywhere">{said}</p>
              {to && (
                <ButtonLink to={to} look="quiet" className="-mx-2">
                  {words.pages[to]}
                </ButtonLink>
              )}
            </Notice>
          ))}
        </section>
      )}
      <section aria-labelledby="state" className="space-y-3">
        <h2 id="state">{words.state}</h2>
        <DataTable
          caption={words.state}
          quietCaption
          columns={[
            { key: 'what', label: m.people_owner_what() },
            { key: 'how', label: m.people_owner_how() },
          ]}
          rows={standing.map(({ what, how }) => ({
            key: what,
            cells: { what, how: <span className="wrap-anywhere">{how}</span> },
          }))}
        />
      </section>
      <div className="flex flex-wrap gap-3">
        {(['/owner/jobs', '/owner/mail', '/owner/directory'] as const).map((to) => (
          <ButtonLink key={to} to={to} look="second">
            {words.pages[to]}
          </ButtonLink>
        ))}
        <ButtonLink to="/hr/audit" look="second">
          {m.audit_title()}
        </ButtonLink>
        <ButtonLink to="/owner/second-factor" look="second">
          {m.account_owner_title()}
        </ButtonLink>
      </div>
      <Fold label={advisories.title}>
        <p className="mb-3 max-w-2xl">{advisories.lead}</p>
        <DataTable
          caption={advisories.title}
          quietCaption
          columns={(['what', 'of', 'shown'] as const).map((key) => ({
            key,
            label: advisories.columns[key],
          }))}
          rows={advisories.rows.map(({ id, what, of, shown }) => ({
            key: id,
            cells: {
              what,
              of: <bdi className="wrap-anywhere">{of}</bdi>,
              shown: <bdi className="wrap-anywhere">{shown}</bdi>,
            },
          }))}
        />
      </Fold>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
