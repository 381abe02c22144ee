import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { askedOpenUnit, askedUnit } from '../../people/tree/asked.server.ts'
import { nameUnit } from '../../people/tree/change.server.ts'
import { UnitRows } from '../../people/tree/unit-rows.tsx'
import { soundName } from '../../people/tree/words.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Facts } from '../../ui/facts.tsx'
import { TextField } from '../../ui/field.tsx'
import { Fold } from '../../ui/fold.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Actions } from './actions.tsx'
import { Leaders } from './leaders.tsx'
import { Said, SAID } from './said.tsx'
import { unitView } from './view.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'hr')
  const found = await askedUnit(context.db, params.id)
  const query = new URL(request.url).searchParams
  const from = /^\d{1,6}$/.test(query.get('from') ?? '') ? Number(query.get('from')) : 0
  const place = { db: context.db, timeZone: context.company.timeZone, now: context.now(), locale }
  return json({
    ...(await unitView(place, found, from)),
    said: SAID.find((one) => one === query.get('said')) ?? null,
  })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { unit } = await askedOpenUnit(context.db, params.id)
  const typed = String((await request.formData()).get('name') ?? '').slice(0, 500)
  const name = soundName(typed)
  if (!name) return json({ typed, why: 'missing' as const }, { status: 422 })
  const outcome = await noting(
    context.db,
    (trx) => nameUnit(trx, unit.id, name),
    (done) =>
      done === 'named' && name !== unit.name
        ? {
            by: me.id,
            action: 'unit.renamed',
            subject: { kind: 'unit', id: unit.id },
            detail: { name, from: unit.name },
          }
        : null,
    context.now(),
  )
  if (outcome === 'name') return json({ typed, why: 'taken' as const }, { status: 422 })
  return redirect(`/hr/units/${unit.id}?said=${outcome === 'named' ? 'named' : 'closed'}`)
}

export const meta = titled(() => m.people_units_title())

export default function UnitPage() {
  const { id, name, path, said, crowd, leaders, ...data } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(() => {
    if (!reply) return []
    const message =
      reply.why === 'taken' ? m.people_units_name_taken() : m.people_units_name_missing()
    return [{ field: 'name', message }]
  }, [reply])
  return (
    <Page
      title={<bdi>{name}</bdi>}
      eyebrow={
        <span className="flex flex-wrap gap-x-2">
          <Link to="/hr/units" className="inline-flex min-h-11 items-center">
            {m.people_units_title()}
          </Link>
          {path.map((above) => (
            <span key={above.id} className="inline-flex items-center gap-2">
              <span aria-hidden="true">/</span>
              <Link to={`/hr/units/${above.id}`} className="inline-flex min-h-11 items-center">
                <bdi>{above.name}</bdi>
              </Link>
            </span>
          ))}
        </span>
      }
    >
      <ErrorSummary errors={errors} />
      {said && errors.length === 0 && <Said said={said} />}
      {data.closedOn && (
        <Notice>
          {data.into ? (
            <>
              {m.people_units_is_merged({ day: data.closedOn })}{' '}
              <Link to={`/hr/units/${data.into.id}`} className="font-medium underline">
                <bdi>{data.into.name}</bdi>
              </Link>
            </>
          ) : (
            m.people_units_is_closed({ day: data.closedOn })
          )}
        </Notice>
      )}
      <Facts
        facts={[
          [m.people_units_kind(), data.kind],
          [m.people_units_code(), <bdi key="code">{data.code}</bdi>],
          [m.people_units_own(), crowd.own],
          [m.people_units_all(), crowd.all],
        ]}
      />
      <Leaders leaders={leaders} />
      <section aria-labelledby="below" className="space-y-3">
        <h2 id="below">{m.people_units_below()}</h2>
        {data.rows.length === 0 ? (
          <p className="text-muted">{m.people_units_below_none()}</p>
        ) : (
          <UnitRows rows={data.rows} />
        )}
        {data.next !== null && (
          <ButtonLink to={`/hr/units/${id}?from=${data.next}`} look="second">
            {m.people_units_more()}
          </ButtonLink>
        )}
        {data.closedRows.length > 0 && (
          <Fold label={m.people_units_closed_below({ n: data.closedRows.length })}>
            <UnitRows rows={data.closedRows} />
          </Fold>
        )}
        {!data.closedOn && (
          <ButtonLink to={`/hr/units/${id}/add`} look="second">
            {m.people_units_add()}
          </ButtonLink>
        )}
      </section>
      {!data.closedOn && (
        <Form method="post" className="space-y-4 border-t border-line pt-6">
          <TextField
            id="name"
            name="name"
            label={m.people_units_name()}
            hint={m.people_units_name_hint()}
            defaultValue={reply?.typed ?? name}
            error={errors[0]?.message}
            dir="auto"
            autoComplete="off"
          />
          <Button>{m.common_save()}</Button>
        </Form>
      )}
      {!data.closedOn && !data.root && <Actions id={id} empty={data.empty} uses={data.uses} />}
      {data.closedOn && !data.into && (
        <Form method="post" action={`/hr/units/${id}/reopen`}>
          <Button look="second">{m.people_units_reopen()}</Button>
        </Form>
      )}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
