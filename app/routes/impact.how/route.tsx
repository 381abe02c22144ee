import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { formulas } from './formulas.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  return json({ formulas: formulas(me.locale), lead: m.impact_how_lead({}, { locale: me.locale }) })
}

export const meta = titled(() => m.impact_how_title())

export default function How() {
  const { formulas, lead } = useLoaderData<typeof loader>()
  return (
    <Page title={m.impact_how_title()} eyebrow={m.impact_title()} lead={lead}>
      <div className="divide-y divide-line">
        {formulas.map(({ id, name, text, formula, not, source }) => (
          <section key={id} id={id} className="space-y-3 py-6 first:pt-0">
            <h2>{name}</h2>
            <p>{text}</p>
            {formula && (
              <p dir="ltr" className="rounded-xl bg-sunk p-4 text-left whitespace-pre-line">
                {formula}
              </p>
            )}
            {not && (
              <p>
                <strong>{m.impact_how_not()}:</strong> {not}
              </p>
            )}
            {source && (
              <p className="text-sm text-muted">
                {m.impact_how_source()}: <bdi>{source}</bdi>
              </p>
            )}
          </section>
        ))}
      </div>
      <ButtonLink to="/impact" look="second">
        {m.impact_how_back()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
