import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { confirmAliases, forgetAliases } from '../../nps/alias.server.ts'
import { chooseColumns } from '../../nps/import-run.server.ts'
import { sitesToName } from '../../nps/next-step.server.ts'
import { plain } from '../../nps/score.ts'
import { sitesFrom } from '../../nps/sites-form.ts'
import { waitingImport } from '../../nps/waiting.server.ts'
import { openSites } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { SelectField } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  const { run, file } = await waitingImport(context, params.id)
  const column = run.choice?.mapping.unit
  if (!run.choice || column === undefined) throw redirect(`/hr/import/${run.id}/columns`)
  const unknown = await sitesToName(context.db, file, run, run.choice, isAgain(request))
  if (unknown === 'too-many') throw redirect(`/hr/import/${run.id}/columns`)
  if (unknown.length === 0) throw redirect(`/hr/import/${run.id}/check`)
  const sites = openSites(await unitTree(context.db))
  const { createUnits, leftOut } = run.choice
  return json({
    ...{ column, source: run.source },
    sites: sites.map(({ id, name }) => ({ id, name })),
    unknown: unknown.map(({ name, rows, suggestion, said }) => ({
      ...{ name, rows, suggestion: said ? null : suggestion },
      chosen: leftOut.includes(name) ? 'out' : (said ?? suggestion ?? (createUnits ? 'new' : '')),
    })),
  })
}

/** From the check: what was said of a name may have been a slip. */
function isAgain(request: Request): boolean {
  return new URL(request.url).searchParams.has('again')
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { run, file } = await waitingImport(context, params.id)
  if (!run.choice) return redirect(`/hr/import/${run.id}/columns`)
  const unknown = await sitesToName(context.db, file, run, run.choice, isAgain(request))
  if (unknown === 'too-many') return redirect(`/hr/import/${run.id}/columns`)
  const sites = openSites(await unitTree(context.db))
  const form = await request.formData()
  const said = sitesFrom(
    form,
    unknown,
    sites.map(({ id }) => id),
  )
  if ('missing' in said) {
    const kept = unknown.map((_, index) => String(form.get(`site-${index}`) ?? ''))
    const name = unknown[said.missing]?.name ?? ''
    return json({ index: said.missing, name, kept }, { status: 422 })
  }
  const { leftOut, createUnits } = said
  const outcome = await chooseColumns(context.db, run.id, { ...run.choice, leftOut, createUnits })
  if (outcome === 'too-late') return redirect(`/hr/import/${run.id}`)
  const noSite = unknown.filter(({ name }) => !said.meanings.has(plain(name)))
  await forgetAliases(
    context.db,
    run.sourceId,
    noSite.map(({ name }) => name),
  )
  await confirmAliases(context.db, run.sourceId, said.meanings, me.id, context.now())
  return redirect(`/hr/import/${run.id}/check`)
}

export const meta = titled(() => m.nps_sites_title())

export default function Sites() {
  const { column, source, sites, unknown } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(
    () =>
      reply
        ? [{ field: `site-${reply.index}`, message: m.nps_sites_missing({ name: reply.name }) }]
        : [],
    [reply],
  )
  return (
    <Page title={m.nps_sites_title()} lead={m.nps_sites_lead({ column, source })}>
      <ErrorSummary errors={errors} />
      <Form method="post" className="space-y-5">
        {unknown.map(({ name, rows, suggestion, chosen }, index) => (
          <SelectField
            key={name}
            id={`site-${index}`}
            name={`site-${index}`}
            label={<bdi>{name}</bdi>}
            hint={
              <>
                {m.nps_sites_rows({ n: rows })}
                {suggestion && <> · {m.nps_sites_likely()}</>}
              </>
            }
            defaultValue={reply?.kept[index] ?? chosen}
            error={errors.find(({ field }) => field === `site-${index}`)?.message}
          >
            <option value="">{m.nps_sites_choose()}</option>
            {sites.map((site) => (
              <option key={site.id} value={site.id}>
                {site.name}
              </option>
            ))}
            <option value="new">{m.nps_sites_new()}</option>
            <option value="out">{m.nps_sites_out()}</option>
          </SelectField>
        ))}
        <Button className="w-full sm:w-auto">{m.nps_sites_go()}</Button>
      </Form>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
