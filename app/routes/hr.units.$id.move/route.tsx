import { randomUUID } from 'node:crypto'
import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { enqueue } from '../../jobs/job.server.ts'
import { UnitField } from '../../people/person-fields.tsx'
import { askedMovableUnit } from '../../people/tree/asked.server.ts'
import { moveUnit } from '../../people/tree/change.server.ts'
import { moveWords } from '../../people/tree/words.server.ts'
import { unitAsked } from '../../people/unit-asked.server.ts'
import { unitChoices, unitPath } from '../../people/unit-typed.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  const { unit, units } = await askedMovableUnit(context.db, params.id)
  return json({
    ...{ id: unit.id, name: unit.name, units: unitChoices(units) },
    under: unitPath(units, unit.parentId!),
  })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { unit, units } = await askedMovableUnit(context.db, params.id)
  const now = context.now()
  const typed = String((await request.formData()).get('unit') ?? '').slice(0, 500)
  const wrong = (message: string) => json({ typed, message }, { status: 422 })
  const asked = unitAsked(units, typed, me.locale)
  if ('error' in asked) return wrong(asked.error)
  const outcome = await noting(
    context.db,
    async (trx) => {
      const done = await moveUnit(trx, unit.id, asked.unit.id)
      // Who is assigned what follows from where they stand.
      const key = `training.assign ${randomUUID()}`
      if (done === 'moved') await enqueue(trx, { key, kind: 'training.assign', runAt: now })
      return done
    },
    (done) =>
      done === 'moved'
        ? {
            by: me.id,
            action: 'unit.moved',
            subject: { kind: 'unit', id: unit.id },
            detail: {
              ...{ name: unit.name, from: unitPath(units, unit.parentId!) },
              to: unitPath(units, asked.unit.id),
            },
          }
        : null,
    now,
  )
  if (outcome === 'moved') return redirect(`/hr/units/${unit.id}?said=moved`)
  return wrong(moveWords(outcome === 'unknown' ? 'closed' : outcome, unit, me.locale))
}

export const meta = titled(() => m.people_units_move())

export default function MoveUnit() {
  const { id, name, units, under } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const errors = useMemo(() => (reply ? [{ field: 'unit', message: reply.message }] : []), [reply])
  return (
    <Page
      title={m.people_units_move()}
      eyebrow={
        <Link to={`/hr/units/${id}`}>
          <bdi>{name}</bdi>
        </Link>
      }
      lead={m.people_units_move_lead()}
    >
      <ErrorSummary errors={errors} />
      <p>
        {m.people_units_under()} <bdi className="font-medium">{under}</bdi>
      </p>
      <Form method="post" className="space-y-5">
        <UnitField
          id="unit"
          name="unit"
          label={m.people_units_move_to()}
          units={units}
          defaultValue={reply?.typed ?? ''}
          error={errors[0]?.message}
        />
        <Notice>{m.people_units_wave()}</Notice>
        <div className="flex flex-wrap gap-3">
          <Button>{m.people_units_move()}</Button>
          <ButtonLink to={`/hr/units/${id}`} look="quiet">
            {m.common_cancel()}
          </ButtonLink>
        </div>
      </Form>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
