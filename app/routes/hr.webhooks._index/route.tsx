import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { formatNumber, formatTime } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { sourceNames } from '../../nps/import-run.server.ts'
import { COLLECTED_BY } from '../../nps/response.ts'
import { isKind, KINDS } from '../../nps/webhooks/kinds.ts'
import { NewConnection } from '../../nps/webhooks/new-connection.tsx'
import { makeWebhook, webhooks } from '../../nps/webhooks/webhook.server.ts'
import { kindName, stateName } from '../../nps/webhooks/words.server.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'hr')
  const lines = await webhooks(context.db)
  return json({
    sources: await sourceNames(context.db),
    kinds: KINDS.map((value) => ({ value, label: kindName(value, locale) })),
    lines: lines.map((line) => ({
      ...{ id: line.id, name: line.source.name, lastAt: line.lastAt, waiting: line.waiting },
      kind: kindName(line.kind, locale),
      state: stateName(line, locale),
    })),
    timeZone: context.company.timeZone,
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const form = await request.formData()
  const name = String(form.get('name') ?? '')
    .replaceAll('\0', '')
    .trim()
    .slice(0, 100)
  const kind = form.get('kind')
  const collectedBy = COLLECTED_BY.find((one) => one === form.get('collectedBy')) ?? 'import'
  const typed = { name, kind: isKind(kind) ? kind : '', collectedBy }
  if (name === '') return json({ typed, problem: 'name' as const }, { status: 422 })
  if (!isKind(kind)) return json({ typed, problem: 'kind' as const }, { status: 422 })
  const now = context.now()
  const detail = { name }
  const made = await noting(
    context.db,
    (trx) => makeWebhook(trx, { name, kind, collectedBy }, me.id, now),
    (done) =>
      done === 'taken'
        ? null
        : { by: me.id, action: 'webhook.made', subject: { kind: 'webhook', id: done.id }, detail },
    now,
  )
  if (made === 'taken') return json({ typed, problem: 'taken' as const }, { status: 422 })
  return redirect(`/hr/webhooks/${made.id}/secret`)
}

export const meta = titled(() => m.nps_hooks_title())

export default function Webhooks() {
  const { lines, timeZone, ...offered } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(() => {
    if (!reply) return []
    if (reply.problem === 'kind') return [{ field: 'kind', message: m.nps_hooks_no_kind() }]
    const message = reply.problem === 'name' ? m.nps_hooks_no_name() : m.nps_hooks_taken()
    return [{ field: 'name', message }]
  }, [reply])
  return (
    <Page title={m.nps_hooks_title()} lead={m.nps_hooks_lead()} wide>
      <ErrorSummary errors={errors} />
      <section aria-labelledby="connections" className="space-y-3">
        <h2 id="connections">{m.nps_hooks_list()}</h2>
        {lines.length === 0 ? (
          <p className="text-muted">{m.nps_hooks_none()}</p>
        ) : (
          <DataTable
            caption={m.nps_hooks_list()}
            quietCaption
            columns={[
              { key: 'name', label: m.nps_import_source_short() },
              { key: 'kind', label: m.nps_hooks_tool() },
              { key: 'state', label: m.nps_hooks_state() },
              { key: 'last', label: m.nps_hooks_last() },
              { key: 'waiting', label: m.nps_hooks_waits(), numeric: true },
            ]}
            rows={lines.map((line) => ({
              key: line.id,
              cells: {
                name: (
                  <Link
                    to={`/hr/webhooks/${line.id}`}
                    className="inline-flex min-h-11 items-center"
                  >
                    <bdi>{line.name}</bdi>
                  </Link>
                ),
                ...{ kind: line.kind, state: line.state },
                last: line.lastAt === null ? '–' : formatTime(line.lastAt, timeZone),
                waiting: formatNumber(line.waiting),
              },
            }))}
          />
        )}
      </section>
      <NewConnection {...offered} typed={reply?.typed} errors={errors} />
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
