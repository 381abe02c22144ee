import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { choiceFrom, type ColumnValues } from '../../nps/choice.ts'
import { ColumnForm } from '../../nps/column-form.tsx'
import { chooseColumns } from '../../nps/import-run.server.ts'
import { inspect } from '../../nps/inspect.server.ts'
import { stepAfterColumns } from '../../nps/next-step.server.ts'
import { waitingImport } from '../../nps/waiting.server.ts'
import { openSites } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { touchpoints } from '../../touchpoints/touchpoint.server.ts'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { run, file } = await waitingImport(context, params.id)
  const look = await inspect(context.db, file, run.source, run.encoding ?? undefined)
  if (!look.encodingSure) throw redirect(`/hr/import/${run.id}/text`)
  const units = await unitTree(context.db)
  const values: ColumnValues = run.choice ?? {
    mapping: look.mapping,
    createUnits: false,
    dateOrder: look.dateOrder ?? undefined,
  }
  return json({
    id: run.id,
    ascii: look.encoding === 'utf-8' && !run.encoding,
    fileName: run.fileName,
    source: run.source,
    columns: look.columns,
    examples: look.examples,
    remembered: look.remembered && !run.choice,
    values,
    sites: openSites(units).map(({ code, name }) => ({ code, name })),
    company: units.find((one) => one.parentId === null)?.code ?? null,
    touchpoints: touchpoints().map(({ code, name }) => ({ code, name: name[me.locale] })),
  })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  await requireRole(request, context, 'hr')
  const { run, file } = await waitingImport(context, params.id)
  const encoding = run.encoding ?? undefined
  const look = await inspect(context.db, file, run.source, encoding)
  const known = { ...look.words, ...run.choice?.words }
  const read = choiceFrom(await request.formData(), look.columns, known)
  const { problems, values } = read
  if (!read.choice) return json({ problems, values }, { status: 422 })
  const choice = { ...read.choice, encoding, leftOut: run.choice?.leftOut ?? look.leftOut }

  const step = await stepAfterColumns(context.db, file, run, choice)
  if (typeof step !== 'string') return json({ problems: [step], values }, { status: 422 })
  const outcome = await chooseColumns(context.db, run.id, choice)
  return redirect(`/hr/import/${run.id}${outcome === 'chosen' ? `/${step}` : ''}`)
}

export const meta = titled(() => m.nps_map_title())

export default function Columns() {
  const { id, ascii, source, values, remembered, ...rest } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(
    () =>
      (reply?.problems ?? []).map(({ field, problem, value }) => ({
        field,
        message: wordsFor(problem, value),
      })),
    [reply],
  )
  return (
    <Page
      title={m.nps_map_title()}
      eyebrow={<bdi>{`${source} · ${rest.fileName}`}</bdi>}
      lead={remembered ? m.nps_map_remembered() : m.nps_map_lead()}
    >
      <ErrorSummary errors={errors} />
      {values.mapping.score === undefined && errors.length === 0 && (
        <Notice look="warn">{m.nps_map_no_score()}</Notice>
      )}
      <ColumnForm {...rest} values={reply?.values ?? values} errors={errors} />
      {!ascii && (
        <Link to={`/hr/import/${id}/text`} className="inline-flex min-h-11 items-center">
          {m.nps_text_other()}
        </Link>
      )}
    </Page>
  )
}

function wordsFor(problem: string, value: string): string {
  if (problem === 'twice') return m.nps_map_twice({ column: value })
  if (problem === 'day') return m.nps_map_no_day()
  if (problem === 'site') return m.nps_map_no_site()
  if (problem === 'order') return m.nps_map_which_order({ value })
  if (problem === 'sites') return m.nps_map_sites_many({ column: value })
  if (problem === 'words') return m.nps_map_not_score({ column: value })
  return m.nps_map_no_score()
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
