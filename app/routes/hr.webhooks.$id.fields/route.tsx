import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { askedWebhook } from '../../nps/webhooks/asked.server.ts'
import { FieldForm } from '../../nps/webhooks/field-form.tsx'
import { fieldsSaid } from '../../nps/webhooks/fields-said.ts'
import { HOOK_FIELDS } from '../../nps/webhooks/kinds.ts'
import { chooseFields } from '../../nps/webhooks/webhook.server.ts'
import { openSites } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { touchpoints } from '../../touchpoints/touchpoint.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'hr')
  const hook = await askedWebhook(context.db, params.id)
  const units = await unitTree(context.db)
  return json({
    ...{ id: hook.id, name: hook.source.name, fields: hook.fields, seen: hook.seen },
    ...{ unitId: hook.unitId ?? '', touchpoint: hook.touchpoint },
    // The others say themselves what number an answer has.
    offered: HOOK_FIELDS.filter((field) => field !== 'id' || hook.kind === 'plain'),
    sites: openSites(units).map(({ id, name }) => ({ id, name })),
    touchpoints: touchpoints().map(({ code, name }) => ({ code, name: name[locale] })),
  })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const hook = await askedWebhook(context.db, params.id)
  const said = fieldsSaid(await request.formData())
  if (said.problems.length > 0) return json(said, { status: 422 })
  const subject = { kind: 'webhook', id: hook.id } as const
  const detail = { name: hook.source.name }
  await noting(
    context.db,
    (trx) => chooseFields(trx, hook.id, said),
    () => ({ by: me.id, action: 'webhook.fields', subject, detail }),
    context.now(),
  )
  return redirect(`/hr/webhooks/${hook.id}?saved`)
}

export const meta = titled(() => m.nps_hooks_fields_title())

export default function Fields() {
  const { id, name, fields, unitId, touchpoint, seen, ...offers } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(
    () =>
      (reply?.problems ?? []).map(({ field, problem, name: given }) => ({
        field,
        message:
          problem === 'twice'
            ? m.nps_hooks_fields_twice({ name: given })
            : m.nps_hooks_fields_long(),
      })),
    [reply],
  )
  return (
    <Page
      title={m.nps_hooks_fields_title()}
      eyebrow={<bdi>{name}</bdi>}
      lead={m.nps_hooks_fields_lead()}
    >
      <ErrorSummary errors={errors} />
      <p className="text-muted">
        {seen.length > 0 ? m.nps_hooks_fields_seen() : m.nps_hooks_fields_unseen()}
      </p>
      <FieldForm
        {...offers}
        seen={seen}
        values={reply?.fields ?? fields}
        unitId={reply?.unitId ?? unitId}
        touchpoint={reply?.touchpoint ?? touchpoint}
        errors={errors}
      />
      <ButtonLink to={`/hr/webhooks/${id}`} look="quiet">
        {m.nps_hooks_back()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
