import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { demandFactor, factorIsDemanded, keyHolders } from '../../auth/rule.server.ts'
import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'owner')
  return json({
    me: me.id,
    demanded: await factorIsDemanded(context.db),
    holders: await keyHolders(context.db),
    timeZone: context.company.timeZone,
    reset: new URL(request.url).searchParams.get('reset'),
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'owner')
  const demanded = (await request.formData()).get('demanded') === 'yes'
  const action = demanded ? 'factor.demanded' : 'factor.released'
  const outcome = await noting(
    context.db,
    (trx) => demandFactor(trx, demanded, me.id),
    (outcome) => (outcome === 'kept' ? { by: me.id, action } : null),
    context.now(),
  )
  if (outcome === 'kept') return redirect('/owner/second-factor')
  const message = m.account_owner_without_own({}, { locale: me.locale })
  return json({ errors: [{ field: 'demand', message }] }, { status: 422 })
}

export const meta = titled(() => m.account_owner_title())

export default function Demand() {
  const { me, demanded, holders, timeZone, reset } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const errors = useMemo(() => refused?.errors ?? [], [refused])
  const roles = { hr: m.account_role_hr(), owner: m.account_role_owner() }
  const named = holders.find(({ id }) => id === reset)?.name
  return (
    <Page title={m.account_owner_title()} lead={m.account_owner_lead()} wide>
      <ErrorSummary errors={errors} />
      {named && (
        <Notice look="good" live="status">
          {m.account_owner_reset_done({ name: named })}
        </Notice>
      )}
      <p>{demanded ? m.account_owner_demanded() : m.account_owner_not_demanded()}</p>
      <Form method="post" className="flex flex-wrap gap-3">
        <Button
          id="demand"
          look={demanded ? 'second' : 'main'}
          name="demanded"
          value={demanded ? 'no' : 'yes'}
          className="w-full sm:w-auto"
        >
          {demanded ? m.account_owner_release() : m.account_owner_demand()}
        </Button>
        {errors.length > 0 && (
          <ButtonLink to="/account/second-factor" look="second" className="w-full sm:w-auto">
            {m.account_owner_set_own()}
          </ButtonLink>
        )}
      </Form>
      <DataTable
        caption={m.account_owner_title()}
        quietCaption
        columns={[
          { key: 'who', label: m.account_owner_who() },
          { key: 'roles', label: m.account_roles() },
          { key: 'state', label: m.account_owner_state() },
          { key: 'reset', label: m.account_owner_reset() },
        ]}
        rows={holders.map(({ id, name, roles: held, since }) => ({
          key: id,
          cells: {
            who: <bdi>{name}</bdi>,
            roles: held.map((role) => roles[role]).join(', '),
            state: since
              ? m.account_owner_since({ day: formatDay(since, timeZone) })
              : m.account_owner_without(),
            reset:
              since === null || id === me ? (
                '–'
              ) : (
                <Form method="post" action={`/owner/second-factor/${id}/reset`}>
                  <Button look="quiet" className="-mx-2">
                    {m.account_owner_reset_button()}
                    <span className="sr-only">{name}</span>
                  </Button>
                </Form>
              ),
          },
        }))}
      />
      <ButtonLink to="/owner" look="quiet">
        {m.common_nav_owner()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
