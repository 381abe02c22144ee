import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { requireRole } from '../../auth/require.server.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { columnGuide } from '../../people/importing/guide.server.ts'
import { peopleRuns } from '../../people/importing/run.server.ts'
import { stateWords } from '../../people/importing/words.server.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { FileField } from '../../ui/field.tsx'
import { Fold } from '../../ui/fold.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'hr')
  const asked = new URL(request.url).searchParams.get('problem')
  const problem = (['file', 'broken'] as const).find((one) => one === asked) ?? null
  const runs = await peopleRuns(context.db)
  return json(
    {
      problem,
      columns: columnGuide(locale),
      runs: runs.map(({ id, fileName, state, createdAt }) => ({
        ...{ id, fileName, state: stateWords(state, locale) },
        when: formatDay(createdAt, context.company.timeZone, locale),
      })),
    },
    { status: problem ? 422 : 200 },
  )
}

export const meta = titled(() => m.people_import_title())

export default function PeopleFiles() {
  const { problem, columns, runs } = useLoaderData<typeof loader>()
  const message = problem === 'file' ? m.people_import_nofile() : m.people_import_broken()
  const errors = useMemo(() => (problem ? [{ field: 'file', message }] : []), [problem, message])
  return (
    <Page
      title={m.people_import_title()}
      eyebrow={m.hr_people()}
      lead={m.people_import_lead()}
      wide
    >
      <div className="max-w-2xl space-y-6">
        <ErrorSummary errors={errors} />
        <form
          method="post"
          action="/hr/people/import/upload"
          encType="multipart/form-data"
          className="space-y-6"
        >
          <FileField
            id="file"
            name="file"
            choose={m.people_import_choose()}
            none={m.people_import_no_file()}
            accept=".csv,.txt,.tsv,.xlsx,text/csv,text/plain,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            label={m.people_import_file()}
            hint={m.people_import_hint()}
            error={problem ? message : undefined}
          />
          <Button className="w-full sm:w-auto">{m.people_import_upload()}</Button>
        </form>
        <Fold label={m.people_import_columns()}>
          <p className="text-muted">{m.people_import_columns_lead()}</p>
          <dl className="mt-3 space-y-3">
            {columns.map(({ column, name, about }) => (
              <div key={column}>
                <dt className="font-medium">
                  {name} <bdi className="font-normal text-muted">{column}</bdi>
                </dt>
                {about && <dd className="text-sm text-muted">{about}</dd>}
              </div>
            ))}
          </dl>
        </Fold>
      </div>
      <section aria-labelledby="recent" className="space-y-3">
        <h2 id="recent">{m.people_import_recent()}</h2>
        {runs.length === 0 ? (
          <p className="text-muted">{m.people_import_none()}</p>
        ) : (
          <DataTable
            caption={m.people_import_recent()}
            quietCaption
            columns={[
              { key: 'file', label: m.people_import_file() },
              { key: 'when', label: m.people_import_when() },
              { key: 'state', label: m.people_import_state() },
            ]}
            rows={runs.map(({ id, fileName, when, state }) => ({
              key: String(id),
              cells: {
                file: (
                  <Link
                    to={`/hr/people/import/${id}`}
                    className="inline-flex min-h-11 items-center"
                  >
                    <bdi className="break-all">{fileName}</bdi>
                  </Link>
                ),
                ...{ when, state },
              },
            }))}
          />
        )}
      </section>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
