import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { requireRole } from '../../auth/require.server.ts'
import { formatDay, formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { importRuns, sourceNames } from '../../nps/import-run.server.ts'
import { stateName } from '../../nps/labels.tsx'
import { UploadForm, type UploadProblem } from '../../nps/upload-form.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  const { searchParams } = new URL(request.url)
  const asked = searchParams.get('problem')
  const problem = (['file', 'source', 'broken'] as const).find((one) => one === asked) ?? null
  const said = (name: string) => searchParams.get(name)?.slice(0, 100) ?? ''
  const runs = await importRuns(context.db)
  return json(
    {
      problem,
      said: { source: said('source'), by: said('by') },
      sources: await sourceNames(context.db),
      runs: runs.map(({ id, fileName, source, state, added, createdAt }) => ({
        ...{ id, fileName, source, state, added, createdAt },
      })),
      timeZone: context.company.timeZone,
    },
    { status: problem ? 422 : 200 },
  )
}

export const meta = titled(() => m.nps_import_title())

const WORDS: Record<UploadProblem, () => string> = {
  file: () => m.nps_upload_nofile(),
  source: () => m.nps_upload_nosource(),
  broken: () => m.nps_upload_broken(),
}

export default function Imports() {
  const { problem, said, sources, runs, timeZone } = useLoaderData<typeof loader>()
  const errors = useMemo(
    () =>
      problem
        ? [{ field: problem === 'broken' ? 'file' : problem, message: WORDS[problem]() }]
        : [],
    [problem],
  )
  return (
    <Page title={m.nps_import_title()} lead={m.nps_import_lead()} wide>
      <div className="max-w-2xl space-y-6">
        <ErrorSummary errors={errors} />
        <UploadForm sources={sources} problem={problem} said={said} />
      </div>
      <section aria-labelledby="recent" className="space-y-3">
        <h2 id="recent">{m.nps_import_recent()}</h2>
        {runs.length === 0 ? (
          <p className="text-muted">{m.nps_import_none()}</p>
        ) : (
          <DataTable
            caption={m.nps_import_recent()}
            quietCaption
            columns={[
              { key: 'file', label: m.nps_import_file() },
              { key: 'source', label: m.nps_import_source_short() },
              { key: 'when', label: m.nps_import_when() },
              { key: 'state', label: m.nps_import_state() },
              { key: 'added', label: m.nps_import_added_short(), numeric: true },
            ]}
            rows={runs.map((run) => ({
              key: String(run.id),
              cells: {
                file: (
                  <Link to={`/hr/import/${run.id}`} className="inline-flex min-h-11 items-center">
                    <bdi className="break-all">{run.fileName}</bdi>
                  </Link>
                ),
                source: <bdi>{run.source}</bdi>,
                when: formatDay(run.createdAt, timeZone),
                state: stateName(run.state),
                added: run.state === 'done' ? formatNumber(run.added) : '–',
              },
            }))}
          />
        )}
      </section>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
