import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { formatDay, formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { aliasesOf } from '../../nps/alias.server.ts'
import { importCustomers } from '../../nps/import.server.ts'
import { confirmImport, optionsFor } from '../../nps/import-run.server.ts'
import { NEW_SITE } from '../../nps/row.ts'
import { RowCounts, WrongRows } from '../../nps/row-counts.tsx'
import { waitingImport } from '../../nps/waiting.server.ts'
import { placedRefusal, rowWords } from '../../nps/words.server.ts'
import { unitTree } from '../../people/unit.server.ts'
import { touchpointByCode } from '../../touchpoints/touchpoint.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

/** Enough to see whether the columns are right; the whole file is read by the job. */
const LOOKED_AT = 5000

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { run, file } = await waitingImport(context, params.id)
  if (!run.choice) throw redirect(`/hr/import/${run.id}/columns`)
  const options = { ...optionsFor(run, run.choice), dryRun: true, rows: LOOKED_AT }
  const report = await importCustomers(context.db, file, options, me.id, context.now())
  const names = new Map((await unitTree(context.db)).map((unit) => [unit.id, unit.name]))
  const { read, added, unchanged, skipped, wrong } = report
  return json({
    id: run.id,
    fileName: run.fileName,
    source: run.source,
    sitesSaid:
      run.choice.mapping.unit !== undefined &&
      (run.choice.leftOut.length > 0 || (await aliasesOf(context.db, run.source)).size > 0),
    lead:
      read < LOOKED_AT
        ? m.nps_preview_read({ n: read }, { locale: me.locale })
        : m.nps_preview_first({ n: formatNumber(read, 0, me.locale) }, { locale: me.locale }),
    counts: { read, added, unchanged, skipped, wrong },
    refusal: report.refusal && placedRefusal(report.refusal, me.locale),
    sample: report.sample.map((row) => ({
      ...{ score: row.score, day: row.answeredOn, why: row.why },
      site: names.get(row.unitId) ?? row.unitId.slice(NEW_SITE.length),
      siteIsNew: row.unitId.startsWith(NEW_SITE),
      touchpoint: touchpointByCode(row.touchpoint)?.name[me.locale] ?? null,
    })),
    wrongRows: report.errors.slice(0, 20).map((error) => ({
      line: error.line,
      column: error.column,
      words: rowWords(error, me.locale),
    })),
  })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { run } = await waitingImport(context, params.id)
  const subject = { kind: 'import', id: String(run.id) } as const
  const detail = { name: run.source }
  const now = context.now()
  const outcome = await noting(
    context.db,
    (trx) => confirmImport(trx, run.id, now),
    (done) =>
      done === 'queued' ? { by: me.id, action: 'import.confirmed', subject, detail } : null,
    now,
  )
  return redirect(`/hr/import/${run.id}${outcome === 'no-columns' ? '/columns' : ''}`)
}

export const meta = titled(() => m.nps_preview_title())

export default function Check() {
  const { id, fileName, source, sitesSaid, lead, counts, refusal, sample, wrongRows } =
    useLoaderData<typeof loader>()
  const usable = !refusal && counts.added + counts.unchanged > 0
  return (
    <Page
      title={m.nps_preview_title()}
      eyebrow={<bdi>{`${source} · ${fileName}`}</bdi>}
      lead={refusal ? undefined : lead}
    >
      {refusal && (
        <Notice look="bad" live="alert">
          {refusal}
        </Notice>
      )}
      {!refusal && !usable && <Notice look="warn">{m.nps_preview_nothing()}</Notice>}
      {sample.length > 0 && <Sample sample={sample} />}
      {!refusal && <RowCounts counts={counts} before />}
      {wrongRows.length > 0 && (
        <section aria-labelledby="wrong" className="space-y-3">
          <h2 id="wrong">{m.nps_errors_title()}</h2>
          <WrongRows rows={wrongRows} all={counts.wrong} />
        </section>
      )}
      <div className="flex flex-wrap gap-3">
        {usable && (
          <Form method="post" className="max-sm:w-full">
            <Button className="w-full sm:w-auto">{m.nps_preview_go()}</Button>
          </Form>
        )}
        <ButtonLink to={`/hr/import/${id}/columns`} look="second" className="max-sm:w-full">
          {m.nps_preview_change()}
        </ButtonLink>
        {sitesSaid && (
          <ButtonLink to={`/hr/import/${id}/sites?again`} look="second" className="max-sm:w-full">
            {m.nps_preview_sites()}
          </ButtonLink>
        )}
        <Form method="post" action={`/hr/import/${id}/drop`}>
          <Button look="quiet">{m.nps_preview_drop()}</Button>
        </Form>
      </div>
    </Page>
  )
}

interface Answer {
  score: number
  day: string
  why: string | null
  site: string
  siteIsNew: boolean
  touchpoint: string | null
}

function Sample({ sample }: { sample: Answer[] }) {
  return (
    <DataTable
      caption={m.nps_preview_sample()}
      columns={[
        { key: 'score', label: m.nps_col_score() },
        { key: 'day', label: m.nps_col_day() },
        { key: 'site', label: m.nps_col_site() },
        { key: 'touchpoint', label: m.nps_col_touchpoint() },
        { key: 'why', label: m.nps_col_why() },
      ]}
      rows={sample.map((answer, index) => ({
        key: String(index),
        cells: {
          score: <span className="tabular-nums">{answer.score}</span>,
          day: formatDay(answer.day),
          site: (
            <>
              <bdi>{answer.site}</bdi>
              {answer.siteIsNew && <span className="text-muted"> · {m.nps_new_site()}</span>}
            </>
          ),
          touchpoint: answer.touchpoint ?? m.nps_map_visit(),
          why: <bdi className="line-clamp-3">{answer.why ?? '–'}</bdi>,
        },
      }))}
    />
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
