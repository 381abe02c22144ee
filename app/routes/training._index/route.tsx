import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import type { ModuleRow } from '../../training/module.server.ts'
import { modulesFor } from '../../training/module.server.ts'
import { Icon } from '../../ui/icon.tsx'
import { Empty, Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const modules = await modulesFor(context.db, me.id, me.locale)
  return json({ modules, timeZone: context.company.timeZone })
}

export const meta = titled(() => m.training_title())

export default function Training() {
  const { modules, timeZone } = useLoaderData<typeof loader>()
  return (
    <Page title={m.training_title()} lead={m.training_lead()}>
      {modules.length === 0 && <Empty>{m.training_empty()}</Empty>}
      <ul className="space-y-3">
        {modules.map((module) => (
          <li key={module.slug}>
            <ModuleLink module={module} timeZone={timeZone} />
          </li>
        ))}
      </ul>
    </Page>
  )
}

function ModuleLink({ module, timeZone }: { module: ModuleRow; timeZone: string }) {
  const { slug, title, summary, minutes, step, of, completedAt } = module
  return (
    <Link
      to={`/training/${slug}`}
      className="flex items-center gap-4 rounded-2xl border border-line bg-raised p-5 no-underline hover:border-edge"
    >
      <span className="grid size-12 shrink-0 place-items-center rounded-full bg-accent-soft text-accent">
        <Icon name={completedAt ? 'badge-check' : 'book-open'} className="size-6" />
      </span>
      <span className="min-w-0 flex-1 space-y-1">
        <span className="block text-lg font-semibold">{title}</span>
        <span className="block text-muted">{summary}</span>
        <span className="block text-sm text-muted">
          {step
            ? m.training_step({ now: step, of })
            : completedAt
              ? m.training_completed({ day: formatDay(completedAt, timeZone) })
              : m.training_minutes({ n: minutes })}
        </span>
        {step && <progress value={step} max={of} aria-label={m.training_step({ now: step, of })} />}
      </span>
      <Icon name="chevron-right" flip className="size-5 text-muted" />
    </Link>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
