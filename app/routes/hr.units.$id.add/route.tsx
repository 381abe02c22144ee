import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { askedOpenUnit } from '../../people/tree/asked.server.ts'
import { placeUnit } from '../../people/tree/change.server.ts'
import { kindsUnder } from '../../people/tree/rules.ts'
import { kindHint, kindWords, soundName } from '../../people/tree/words.server.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Choices, TextField } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'hr')
  const { unit, units } = await askedOpenUnit(context.db, params.id)
  const sibling = units.find(({ parentId, closedAt }) => parentId === unit.id && !closedAt)
  const kinds = kindsUnder(unit.kind)
  return json({
    ...{ id: unit.id, name: unit.name, likely: sibling?.kind ?? kinds[0]! },
    kinds: kinds.map((kind) => ({
      ...{ value: kind, label: kindWords(kind, locale), hint: kindHint(kind, locale) },
    })),
  })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { unit } = await askedOpenUnit(context.db, params.id)
  const form = await request.formData()
  const typed = {
    name: String(form.get('name') ?? '').slice(0, 500),
    kind: String(form.get('kind') ?? ''),
  }
  const name = soundName(typed.name)
  const kind = kindsUnder(unit.kind).find((one) => one === typed.kind)
  const wrong = (why: 'missing' | 'kind' | 'taken') => json({ typed, why }, { status: 422 })
  if (!name) return wrong('missing')
  if (!kind) return wrong('kind')
  const made = await noting(
    context.db,
    (trx) => placeUnit(trx, { above: unit.id, name, kind }),
    (done) =>
      typeof done === 'object'
        ? {
            by: me.id,
            action: 'unit.added',
            subject: { kind: 'unit', id: done.id },
            detail: { name, to: unit.name },
          }
        : null,
    context.now(),
  )
  if (made === 'name') return wrong('taken')
  if (typeof made === 'string') throw notFound()
  return redirect(`/hr/units/${made.id}?said=added`)
}

export const meta = titled(() => m.people_units_add())

export default function AddUnit() {
  const { id, name, kinds, likely } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(() => {
    if (!reply) return []
    const why = {
      missing: { field: 'name', message: m.people_units_name_missing() },
      taken: { field: 'name', message: m.people_units_name_taken() },
      kind: { field: 'kind', message: m.people_units_kind_missing() },
    }
    return [why[reply.why]]
  }, [reply])
  const wrong = (field: string) => errors.find((one) => one.field === field)?.message
  return (
    <Page
      title={m.people_units_add()}
      eyebrow={
        <Link to={`/hr/units/${id}`}>
          <bdi>{name}</bdi>
        </Link>
      }
    >
      <ErrorSummary errors={errors} />
      <Form method="post" className="space-y-5">
        <TextField
          id="name"
          name="name"
          label={m.people_units_name()}
          defaultValue={reply?.typed.name}
          error={wrong('name')}
          dir="auto"
          autoComplete="off"
        />
        <Choices
          name="kind"
          legend={m.people_units_kind()}
          chosen={[reply?.typed.kind ?? likely]}
          options={kinds}
          error={wrong('kind')}
        />
        <Button className="w-full sm:w-auto">{m.people_new_add()}</Button>
      </Form>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
