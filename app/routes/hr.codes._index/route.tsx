import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { CodeTable } from '../../nps/codes/code-table.tsx'
import { allCodes, makeCode } from '../../nps/codes/code.server.ts'
import { openSites } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { touchpoints, touchpointByCode } from '../../touchpoints/touchpoint.server.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Choices } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'
import { PlaceField } from '../../nps/place-field.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'hr')
  const l = { locale }
  const codes = await allCodes(context.db)
  const units = await unitTree(context.db)
  return json({
    origin: context.settings.publicOrigin,
    sites: openSites(units).map(({ id, name }) => ({ id, name })),
    touchpoints: touchpoints().map(({ code, name }) => ({ code, name: name[locale] })),
    asked: [
      { value: 'code', label: m.nps_codes_scanned({}, l) },
      { value: 'staff', label: m.nps_codes_handed({}, l) },
    ],
    visit: m.nps_map_visit({}, l),
    codes: codes.map(({ touchpoint, asked, retiredAt, ...code }) => ({
      ...{ ...code, retired: retiredAt !== null },
      touchpoint: touchpointByCode(touchpoint)?.name[locale] ?? m.nps_map_visit({}, l),
      asked: asked === 'staff' ? m.nps_codes_handed({}, l) : m.nps_codes_scanned({}, l),
    })),
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const form = await request.formData()
  const place = {
    unitId: String(form.get('unit') ?? ''),
    touchpoint: String(form.get('touchpoint') ?? ''),
    asked: form.get('asked') === 'staff' ? ('staff' as const) : ('code' as const),
  }
  const now = context.now()
  const made = await noting(
    context.db,
    (trx) => makeCode(trx, place, me.id, now),
    (done) =>
      done === 'unknown'
        ? null
        : { by: me.id, action: 'code.made', subject: { kind: 'code', id: done.id } },
    now,
  )
  if (made === 'unknown') return json({ place }, { status: 422 })
  return redirect('/hr/codes')
}

export const meta = titled(() => m.nps_codes_title())

export default function Codes() {
  const { sites, touchpoints, asked, visit, codes, origin } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(
    () => (reply ? [{ field: 'unit', message: m.nps_codes_no_site() }] : []),
    [reply],
  )
  return (
    <Page title={m.nps_codes_title()} lead={m.nps_codes_lead()} wide>
      <div className="max-w-2xl space-y-6">
        <ErrorSummary errors={errors} />
        <Form method="post" className="space-y-6">
          <PlaceField
            id="unit"
            label={m.nps_codes_site()}
            none={m.nps_sites_choose()}
            chosen={reply?.place.unitId ?? ''}
            options={sites.map(({ id, name }) => ({ value: id, name }))}
            error={errors[0]?.message}
          />
          <PlaceField
            id="touchpoint"
            label={m.nps_codes_touchpoint()}
            none={visit}
            chosen={reply?.place.touchpoint ?? ''}
            options={touchpoints.map(({ code, name }) => ({ value: code, name }))}
          />
          <Choices
            name="asked"
            legend={m.nps_codes_asked()}
            options={asked}
            chosen={[reply?.place.asked ?? 'code']}
            columns
          />
          <Button className="w-full sm:w-auto">{m.nps_codes_make()}</Button>
        </Form>
      </div>
      <CodeTable codes={codes} origin={origin} />
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
