import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { moduleName } from '../../training/assigning/words.server.ts'
import { titlesOf } from '../../training/catalogue.server.ts'
import { countedVersions } from '../../training/figures/figure.server.ts'
import { LinkRow } from '../../ui/link-row.tsx'
import { Empty, Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const versions = await countedVersions(context.db)
  const titles = await titlesOf(context.db)
  return json({
    versions: versions.map((one) => ({ ...one, name: moduleName(titles, one.module, me.locale) })),
  })
}

export const meta = titled(() => m.training_figures_title())

export default function Questions() {
  const { versions } = useLoaderData<typeof loader>()
  return (
    <Page
      title={m.training_figures_title()}
      eyebrow={m.hr_title()}
      lead={m.training_figures_lead()}
    >
      {versions.length === 0 && <Empty>{m.training_figures_none()}</Empty>}
      <ul className="divide-y divide-line border-y border-line">
        {versions.map(({ module, version, name, answers }) => (
          <li key={`${module} ${version}`}>
            <LinkRow to={`/hr/questions/${module}/${version}`}>
              <span className="block font-medium">{name}</span>
              <span className="block text-sm text-muted">
                {m.training_figures_version({ n: formatNumber(version) })} ·{' '}
                {answers > 0
                  ? m.training_figures_answers({ n: answers })
                  : m.training_figures_answers_few()}
              </span>
            </LinkRow>
          </li>
        ))}
      </ul>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
