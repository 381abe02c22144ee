import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData, useLocation } from '@remix-run/react'
import { useMemo } from 'react'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatDay, formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { unitTree } from '../../people/unit.server.ts'
import { storeState } from '../../training/records/push.server.ts'
import { trainingRecords, type TrainingRecord } from '../../training/records/record.server.ts'
import { COUNTED, recordCounts, spanOf } from '../../training/records/span.server.ts'
import { readWish } from '../../training/records/wish.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Empty, Page } from '../../ui/page.tsx'
import { Choice } from './choice.tsx'
import { Store } from './store.tsx'

/** Rows on the page; the files have them all. */
const SHOWN = 50

export async function loader({ request, context }: LoaderFunctionArgs) {
  const hr = await requireRole(request, context, 'hr')
  const { db, company, settings } = context
  const query = new URL(request.url).searchParams
  const { wish, faults } = readWish(query)
  const span = faults.length > 0 ? null : await spanOf(db, wish, company.timeZone)
  if (faults.length === 0 && !span) throw notFound()
  const counts = span && (await recordCounts(db, span))
  const rows = span ? await trainingRecords(db, span, company.timeZone, hr.locale, SHOWN) : []
  const tree = await unitTree(db)
  // The whole company first: that is what stands below until somebody chooses.
  const units = tree
    .toSorted((a, b) => Number(a.parentId !== null) - Number(b.parentId !== null))
    .map(({ id, name }) => ({ id, name }))
  return json(
    {
      wish,
      faults,
      units,
      counts,
      rows,
      counted: COUNTED,
      more: !counts || counts.finished + counts.certificates > SHOWN,
      store: await storeState(db, settings.store),
      asked: query.has('asked'),
      timeZone: company.timeZone,
    },
    { status: faults.length > 0 ? 422 : 200 },
  )
}

export const meta = titled(() => m.training_records_title())

export default function Records() {
  const { wish, faults, units, counts, counted, rows, more, store, asked, timeZone } =
    useLoaderData<typeof loader>()
  const { search } = useLocation()
  const errors = useMemo(
    () =>
      faults.map(({ field, fault }) => ({
        field,
        message:
          fault === 'day' ? m.training_records_day_wrong() : m.training_records_order_wrong(),
      })),
    [faults],
  )
  return (
    <Page
      wide
      title={m.training_records_title()}
      eyebrow={<Link to="/hr">{m.hr_title()}</Link>}
      lead={m.training_records_lead()}
    >
      <ErrorSummary errors={errors} />
      {asked && <Notice live="status">{m.training_records_store_asked()}</Notice>}
      <Choice wish={wish} units={units} errors={errors} />
      {errors.length === 0 && rows.length === 0 && <Empty>{m.training_records_none()}</Empty>}
      {rows.length > 0 && (
        <>
          <p className="text-lg font-medium">
            {counts
              ? m.training_records_found(counts)
              : m.training_records_many({ n: formatNumber(counted) })}
          </p>
          <Files search={search} />
          <DataTable
            caption={m.training_records_title()}
            quietCaption
            columns={[
              { key: 'name', label: m.training_records_name() },
              { key: 'unit', label: m.training_records_unit() },
              { key: 'what', label: m.training_records_what() },
              { key: 'finished', label: m.training_records_finished() },
              { key: 'passed', label: m.training_records_passed() },
            ]}
            rows={rows.map((row, index) => ({ key: String(index), cells: cellsOf(row) }))}
          />
          {more && <p className="text-muted">{m.training_records_more({ n: SHOWN })}</p>}
        </>
      )}
      <Store store={store} timeZone={timeZone} />
    </Page>
  )
}

function Files({ search }: { search: string }) {
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap gap-3">
        <ButtonLink look="second" to={`/hr/records.csv${search}`} reloadDocument>
          {m.training_records_csv()}
        </ButtonLink>
        <ButtonLink look="second" to={`/hr/records.xlsx${search}`} reloadDocument>
          {m.training_records_xlsx()}
        </ButtonLink>
        <ButtonLink look="second" to={`/hr/records/statements.json${search}`} reloadDocument>
          {m.training_records_xapi()}
        </ButtonLink>
      </div>
      <p className="text-sm text-muted">{m.training_records_xapi_hint()}</p>
    </div>
  )
}

function cellsOf({ name, staffNumber, unit, kind, what, finishedOn, passedOn }: TrainingRecord) {
  return {
    name: (
      <>
        <bdi>{name}</bdi> <span className="font-normal text-muted">{staffNumber}</span>
      </>
    ),
    unit: <bdi>{unit}</bdi>,
    what: kind === 'certificate' ? `${m.training_records_kind_certificate()}: ${what}` : what,
    finished: finishedOn ? formatDay(finishedOn) : '–',
    passed: passedOn ? formatDay(passedOn) : '–',
  }
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
