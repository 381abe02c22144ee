import { parseWithZod } from '@conform-to/zod/v4'
import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { wallClock } from '../../i18n/zone.ts'
import { UnitChoice } from '../../people/unit-choice.tsx'
import { Pledge } from '../../pulse/acting/pledge.ts'
import { pledgeErrors, PromiseForm } from '../../pulse/acting/promise-form.tsx'
import { PromiseList } from '../../pulse/acting/promise-list.tsx'
import type { Promised } from '../../pulse/acting/promise.server.ts'
import { MOST_PROMISES } from '../../pulse/acting/promise.ts'
import { promisesPage } from '../../pulse/acting/promises-page.server.ts'
import { makePromise } from '../../pulse/acting/promising.server.ts'
import { StepNotice } from '../../pulse/acting/step-notice.tsx'
import { promisesPath } from '../../pulse/acting/step.server.ts'
import { requireActing } from '../../pulse/acting/team-wave.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Empty, Page } from '../../ui/page.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireActing(request, context)
  const asked = new URL(request.url).searchParams
  return json({
    ...(await promisesPage(context, me, params.waveId, asked.get('unit'))),
    done: { step: asked.get('done') ?? '', id: asked.get('promise') ?? '' },
  })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const { db, company, now } = context
  const me = await requireActing(request, context)
  const form = await request.formData()
  const unit = String(form.get('unit') ?? '')
  const submission = parseWithZod(form, { schema: Pledge })
  if (submission.status !== 'success') return json(submission.reply(), { status: 422 })
  const at = now()
  const today = wallClock(at.getTime(), company.timeZone).slice(0, 10)
  const waveId = params.waveId ?? ''
  const outcome = await makePromise(db, waveId, unit, me, submission.value, today, at)
  if (outcome === 'not-found') throw notFound()
  if (outcome === 'owner' || outcome === 'due' || outcome === 'question') {
    return json(submission.reply({ fieldErrors: { [outcome]: ['refused'] } }), { status: 422 })
  }
  return redirect(promisesPath(waveId, { unit, ...(outcome === 'made' && { done: outcome }) }))
}

export const meta = titled(() => m.pulse_acting_promises())

export default function Promises() {
  const { id, name, me, unit, choices, promises, earlier, fresh, ...rest } =
    useLoaderData<typeof loader>()
  const { owners, questions, today, timeZone, done } = rest
  const reply = useActionData<typeof action>()
  const errors = useMemo(() => pledgeErrors(reply), [reply])
  return (
    <Page
      eyebrow={
        <>
          {unit && <bdi>{unit.name}</bdi>} · {name}
        </>
      }
      title={m.pulse_acting_promises()}
      lead={m.pulse_acting_promises_lead()}
    >
      <ErrorSummary errors={errors} />
      <StepNotice waveId={id} id={done.id} step={done.step} />
      <UnitChoice label={m.team_choose()} units={choices} chosen={unit?.id} />
      {!unit && <Empty>{m.pulse_acting_promises_no_unit()}</Empty>}
      {promises.length > 0 && (
        <section>
          <h2 className="mb-3">{m.pulse_acting_promises_now()}</h2>
          <PromiseList
            promises={promises}
            today={today}
            timeZone={timeZone}
            actions={(promise) => <Steps promise={promise} fresh={fresh.includes(promise.id)} />}
          />
        </section>
      )}
      {unit &&
        (promises.length < MOST_PROMISES ? (
          <section className="space-y-3">
            <h2>{m.pulse_acting_promise_new()}</h2>
            <PromiseForm
              key={`${unit.id} ${promises.length}`}
              unitId={unit.id}
              {...{ owners, me, questions, today, reply }}
            />
          </section>
        ) : (
          <p className="text-muted">{m.pulse_acting_promise_full()}</p>
        ))}
      {earlier.length > 0 && (
        <section>
          <h2 className="mb-3">{m.pulse_acting_promises_earlier()}</h2>
          <PromiseList
            promises={earlier}
            today={today}
            timeZone={timeZone}
            actions={(promise) => <Steps promise={promise} fresh={false} />}
          />
        </section>
      )}
    </Page>
  )
}

/** What can still be done with a promise: ending it, and on its first day taking it back. */
function Steps({ promise, fresh }: { promise: Promised; fresh: boolean }) {
  if (promise.status !== 'promised') return null
  const here = `/team/pulse/${promise.waveId}/promises/${promise.id}`
  return (
    <div className="flex flex-wrap gap-3">
      <ButtonLink to={`${here}/settle`} look="second">
        {m.pulse_acting_settle()}
      </ButtonLink>
      {fresh && (
        <Form method="post" action={`${here}/remove`}>
          <Button look="quiet">{m.pulse_acting_remove()}</Button>
        </Form>
      )}
    </div>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
