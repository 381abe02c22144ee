import { json, redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData, useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatShare } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { importErrors, importRun } from '../../nps/import-run.server.ts'
import { stateName } from '../../nps/labels.tsx'
import { RowCounts, WrongRows } from '../../nps/row-counts.tsx'
import { placedRefusal, rowWords } from '../../nps/words.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const run = await importRun(context.db, params.id ?? '')
  if (!run) throw notFound()
  if (run.state === 'uploaded') return redirect(`/hr/import/${run.id}/columns`)

  const {
    id,
    fileName,
    source,
    collectedBy,
    state,
    read,
    added,
    unchanged,
    skipped,
    wrong,
    progress,
  } = run
  const errors = await importErrors(context.db, id, 20)
  return json(
    {
      ...{ id, fileName, source, collectedBy, state, progress },
      counts: { read, added, unchanged, skipped, wrong },
      refusal: run.refusal && placedRefusal(run.refusal, me.locale),
      wrongRows: errors.map((error) => ({
        line: error.line,
        column: error.column,
        words: rowWords(error, me.locale),
      })),
    },
    { status: state === 'refused' ? 422 : 200 },
  )
}

export const meta = titled(() => m.nps_import_title())

export default function Import() {
  const run = useLoaderData<typeof loader>()
  const { id, fileName, state, counts, refusal, wrongRows } = run
  const from = <bdi>{m.nps_import_from({ source: run.source })}</bdi>
  // A file that was mended comes from the same source again.
  const again = new URLSearchParams({ source: run.source, by: run.collectedBy })
  const another = (
    <ButtonLink to={`/hr/import${state === 'refused' ? `?${again}` : ''}`} look="second">
      {m.nps_another()}
    </ButtonLink>
  )
  if (state === 'queued' || state === 'running') return <Reading run={run} />
  if (state === 'refused') {
    return (
      <Page title={m.nps_refused_title()} eyebrow={from} lead={<bdi>{fileName}</bdi>}>
        <Notice look="bad" live="alert">
          <p className="font-medium">{refusal}</p>
          <p>{m.nps_refused_nothing()}</p>
        </Notice>
        {another}
      </Page>
    )
  }
  if (state === 'dropped') {
    return (
      <Page title={<bdi className="break-words">{fileName}</bdi>} eyebrow={from}>
        <Notice>{stateName(state)}</Notice>
        {another}
      </Page>
    )
  }
  return (
    <Page title={m.nps_done_title({ file: fileName })} eyebrow={from}>
      <section aria-label={m.nps_done_counts()} role="status">
        <RowCounts counts={counts} />
      </section>
      {counts.wrong > 0 && (
        <section aria-labelledby="wrong" className="space-y-3">
          <h2 id="wrong">{m.nps_errors_title()}</h2>
          <WrongRows rows={wrongRows} all={counts.wrong} />
          <ButtonLink to={`/hr/import/${id}/errors.csv`} look="second" reloadDocument download>
            {m.nps_errors_file()}
          </ButtonLink>
        </section>
      )}
      {another}
    </Page>
  )
}

function Reading({ run }: { run: { id: number; fileName: string; progress: number } }) {
  const { revalidate, state } = useRevalidator()
  useEffect(() => {
    if (state !== 'idle') return
    const timer = setTimeout(revalidate, 1000)
    return () => clearTimeout(timer)
  }, [revalidate, state])
  return (
    <Page title={m.nps_run_title({ file: run.fileName })} lead={m.nps_run_leave()}>
      <div className="space-y-1.5" role="status">
        <p id="share" className="text-sm text-muted">
          {m.nps_run_progress()}: <span className="tabular-nums">{formatShare(run.progress)}</span>
        </p>
        <progress value={run.progress} max={1} aria-labelledby="share" />
      </div>
      <ButtonLink to={`/hr/import/${run.id}`} look="quiet" reloadDocument>
        {m.nps_run_again()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
