import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { note } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { askedWebhook } from '../../nps/webhooks/asked.server.ts'
import { sitesNamed } from '../../nps/webhooks/sites-named.ts'
import { nameSites, sitesAsked } from '../../nps/webhooks/waiting.server.ts'
import { openSites } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  const hook = await askedWebhook(context.db, params.id)
  const asked = await sitesAsked(context.db, context.settings.secret, hook.id)
  if (asked.length === 0) throw redirect(`/hr/webhooks/${hook.id}`)
  const sites = openSites(await unitTree(context.db))
  return json({
    ...{ id: hook.id, source: hook.source.name, asked },
    sites: sites.map(({ id, name }) => ({ id, name })),
  })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { db, settings } = context
  const hook = await askedWebhook(db, params.id)
  const sites = openSites(await unitTree(db))
  const said = sitesNamed(
    await request.formData(),
    await sitesAsked(db, settings.secret, hook.id),
    sites.map(({ id }) => id),
  )
  await nameSites(db, settings.secret, hook, said, me.id, context.now())
  const subject = { kind: 'webhook', id: hook.id } as const
  const detail = { name: hook.source.name }
  await note(db, { by: me.id, action: 'webhook.sites', subject, detail }, context.now())
  return redirect(`/hr/webhooks/${hook.id}`)
}

export const meta = titled(() => m.nps_hooks_sites_title())

export default function Sites() {
  const { id, source, asked, sites } = useLoaderData<typeof loader>()
  return (
    <Page title={m.nps_hooks_sites_title()} lead={m.nps_hooks_sites_lead({ source })}>
      <Form method="post" className="space-y-5">
        {asked.map(({ name, rows, suggestion }, index) => (
          <div key={name}>
            <input type="hidden" name={`name-${index}`} value={name} />
            <SelectField
              id={`site-${index}`}
              name={`site-${index}`}
              label={name === '' ? m.nps_hooks_sites_nameless() : <bdi>{name}</bdi>}
              hint={
                <>
                  {m.nps_hooks_sites_rows({ n: rows })}
                  {suggestion && <> · {m.nps_sites_likely()}</>}
                </>
              }
              defaultValue={suggestion ?? ''}
            >
              <option value="">{m.nps_hooks_sites_later()}</option>
              {sites.map((site) => (
                <option key={site.id} value={site.id}>
                  {site.name}
                </option>
              ))}
              <option value="out">{m.nps_hooks_sites_out()}</option>
            </SelectField>
          </div>
        ))}
        <div className="flex flex-wrap gap-3">
          <Button className="w-full sm:w-auto">{m.nps_hooks_sites_go()}</Button>
          <ButtonLink to={`/hr/webhooks/${id}`} look="quiet">
            {m.nps_hooks_back()}
          </ButtonLink>
        </div>
      </Form>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
