import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { visitor } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { requestLocale } from '../../i18n/request-locale.server.ts'
import { titled } from '../../i18n/title.ts'
import { toldOf } from '../../rights/words.server.ts'
import { Facts } from '../../ui/facts.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { employee } = await visitor(request, context)
  const locale = requestLocale(request, employee?.locale, context.company.locales)
  return json({ told: toldOf(locale), signedIn: employee !== null })
}

export const meta = titled(() => m.rights_page_title())

export default function Privacy() {
  const { told, signedIn } = useLoaderData<typeof loader>()
  return (
    <Page title={m.rights_page_title()} lead={m.rights_page_lead()}>
      {signedIn && (
        <p>
          <Link to="/account/data" className="inline-flex min-h-11 items-center">
            {m.rights_page_mine()}
          </Link>
        </p>
      )}
      <section aria-labelledby="never" className="space-y-2">
        <h2 id="never">{m.rights_page_never()}</h2>
        <p>{m.rights_page_never_text()}</p>
      </section>
      {told.map((one) => (
        <section key={one.kind} aria-labelledby={one.kind} className="space-y-3">
          <h2 id={one.kind}>{one.name}</h2>
          <p>{one.what}</p>
          <Facts
            facts={[
              [m.rights_page_kept(), one.kept],
              [m.rights_page_sees(), one.sees],
              [m.rights_page_erased(), one.erased.join(' ')],
              [
                m.rights_page_tables(),
                <span key="tables" dir="ltr" className="text-sm break-words">
                  {one.tables.join(', ')}
                </span>,
              ],
            ]}
          />
        </section>
      ))}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
