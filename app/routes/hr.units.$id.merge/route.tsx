import { randomUUID } from 'node:crypto'
import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { enqueue } from '../../jobs/job.server.ts'
import { UnitField } from '../../people/person-fields.tsx'
import { askedMovableUnit } from '../../people/tree/asked.server.ts'
import { mergeUnit } from '../../people/tree/change.server.ts'
import { plainName } from '../../people/tree/rules.ts'
import { mergeWords } from '../../people/tree/words.server.ts'
import { unitChoices, unitPath } from '../../people/unit-typed.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { TextField } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { follow, previewOf } from './merge.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { locale } = await requireRole(request, context, 'hr')
  const found = await askedMovableUnit(context.db, params.id)
  const { unit, units } = found
  const typed = (new URL(request.url).searchParams.get('into') ?? '').slice(0, 500)
  const at = { locale, now: context.now() }
  const looked = typed.trim() === '' ? null : await previewOf(context.db, found, typed, at)
  const error = looked && 'error' in looked ? looked.error : null
  return json(
    {
      ...{ id: unit.id, name: unit.name, units: unitChoices(units), typed, error },
      preview: looked && !('error' in looked) ? looked : null,
    },
    { status: error ? 422 : 200 },
  )
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { unit, units } = await askedMovableUnit(context.db, params.id)
  const form = await request.formData()
  const into = units.find(({ id }) => id === form.get('into'))
  if (!into) throw notFound()
  const now = context.now()
  const typed = String(form.get('name') ?? '').slice(0, 500)
  const wrong = (message: string) => json({ typed, message }, { status: 422 })
  if (plainName(typed) !== plainName(unit.name)) {
    return wrong(m.people_units_merge_wrong({}, { locale: me.locale }))
  }
  const outcome = await noting(
    context.db,
    async (trx) => {
      const done = await mergeUnit(trx, unit.id, into.id, follow, now)
      // Who is assigned what follows from where they stand.
      const key = `training.assign ${randomUUID()}`
      if (done === 'merged') await enqueue(trx, { key, kind: 'training.assign', runAt: now })
      return done
    },
    (done) =>
      done === 'merged'
        ? {
            by: me.id,
            action: 'unit.merged',
            subject: { kind: 'unit', id: unit.id },
            detail: { name: unit.name, to: unitPath(units, into.id) },
          }
        : null,
    now,
  )
  if (outcome === 'merged') return redirect(`/hr/units/${into.id}?said=merged`)
  if (outcome === 'unknown') throw notFound()
  return wrong(mergeWords(outcome, { unit, into, units }, me.locale))
}

export const meta = titled(() => m.people_units_merge())

export default function MergeUnit() {
  const { id, name, units, typed, error, preview } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(() => {
    if (reply) return [{ field: 'name', message: reply.message }]
    return error ? [{ field: 'into', message: error }] : []
  }, [reply, error])
  return (
    <Page
      title={m.people_units_merge()}
      eyebrow={
        <Link to={`/hr/units/${id}`}>
          <bdi>{name}</bdi>
        </Link>
      }
      lead={m.people_units_merge_lead()}
    >
      <ErrorSummary errors={errors} />
      <Form className="space-y-5">
        <UnitField
          id="into"
          name="into"
          label={m.people_units_merge_into()}
          units={units}
          defaultValue={typed}
          error={error ?? undefined}
        />
        <Button look={preview ? 'second' : 'main'}>{m.people_units_merge_look()}</Button>
      </Form>
      {preview && (
        <section aria-labelledby="preview" className="space-y-4 border-t border-line pt-6">
          <h2 id="preview">
            {m.people_units_merge_preview({
              unit: `\u2068${name}\u2069`,
              into: `\u2068${preview.into.path}\u2069`,
            })}
          </h2>
          <ul className="list-disc space-y-1 ps-6">
            {preview.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p>{m.people_units_merge_kept()}</p>
          <Notice>{m.people_units_wave()}</Notice>
          <Form method="post" className="space-y-5">
            <input type="hidden" name="into" value={preview.into.id} />
            <TextField
              id="name"
              name="name"
              label={m.people_units_merge_type({ name: `\u2068${name}\u2069` })}
              hint={m.people_units_merge_final()}
              defaultValue={reply?.typed}
              error={reply?.message}
              dir="auto"
              autoComplete="off"
            />
            <div className="flex flex-wrap gap-3">
              <Button look="danger">{m.people_units_merge_do()}</Button>
              <ButtonLink to={`/hr/units/${id}`} look="quiet">
                {m.common_cancel()}
              </ButtonLink>
            </div>
          </Form>
        </section>
      )}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
