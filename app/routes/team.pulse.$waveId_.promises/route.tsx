import { parseWithZod } from '@conform-to/zod/v4'
import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useMemo } from 'react'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { wallClock } from '../../i18n/zone.ts'
import { Pledge } from '../../pulse/acting/pledge.ts'
import { pledgeErrors, PromiseForm } from '../../pulse/acting/promise-form.tsx'
import { PromiseList } from '../../pulse/acting/promise-list.tsx'
import {
  followable,
  isFresh,
  makePromise,
  ownersFor,
  unitPromises,
  unitsPromised,
} from '../../pulse/acting/promise.server.ts'
import { MOST_PROMISES } from '../../pulse/acting/promise.ts'
import { StepNotice } from '../../pulse/acting/step-notice.tsx'
import { publishedWave, requireActing } from '../../pulse/acting/team-wave.server.ts'
import { waveName } from '../../pulse/wave-name.ts'
import { frozenTree } from '../../pulse/wave.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { SelectField } from '../../ui/field.tsx'
import { Empty, Page } from '../../ui/page.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { db, company, now } = context
  const me = await requireActing(request, context)
  const found = await publishedWave(db, params.waveId)
  const asked = new URL(request.url).searchParams
  const choices = unitsPromised((await frozenTree(db, found.id))!, me)
  const unit = choices.find(({ id }) => id === asked.get('unit'))
  if (asked.has('unit') && !unit) throw notFound()
  const chosen = unit ?? choices.find(({ id }) => me.leads.includes(id)) ?? choices[0] ?? null
  const promises = chosen ? await unitPromises(db, chosen.id) : []
  const at = now()
  return json({
    id: found.id,
    name: waveName(found.survey.title, found.launchedAt, company.timeZone, me.locale),
    me: me.id,
    unit: chosen && { id: chosen.id, name: chosen.name },
    choices: choices.map(({ id, name }) => ({ id, name })),
    promises: promises.filter(({ waveId }) => waveId === found.id),
    earlier: promises.filter(({ waveId }) => waveId !== found.id).slice(0, 2 * MOST_PROMISES),
    fresh: promises.filter((one) => isFresh(one.madeAt, at)).map(({ id }) => id),
    owners: chosen ? await ownersFor(db, chosen.id, me) : [],
    questions: followable(found.survey.questions).map(({ id, text }) => ({ id, text })),
    today: wallClock(at.getTime(), company.timeZone).slice(0, 10),
    timeZone: company.timeZone,
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
  const done = outcome === 'full' ? '' : `&done=made`
  return redirect(`/team/pulse/${waveId}/promises?unit=${encodeURIComponent(unit)}${done}`)
}

export const meta = titled(() => m.pulse_acting_promises())

export default function Promises() {
  const { id, name, me, unit, choices, promises, earlier, fresh, ...rest } =
    useLoaderData<typeof loader>()
  const { owners, questions, today, timeZone, done } = rest
  const reply = useActionData<typeof action>()
  const errors = useMemo(() => pledgeErrors(reply), [reply])
  const here = `/team/pulse/${id}/promises`
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
      {choices.length > 1 && (
        <Form className="flex items-end gap-3">
          <div className="flex-1">
            <SelectField id="unit" name="unit" label={m.team_choose()} defaultValue={unit?.id}>
              {choices.map((choice) => (
                <option key={choice.id} value={choice.id}>
                  {choice.name}
                </option>
              ))}
            </SelectField>
          </div>
          <Button look="second">{m.team_show()}</Button>
        </Form>
      )}
      {!unit && <Empty>{m.pulse_acting_promises_no_unit()}</Empty>}
      {promises.length > 0 && (
        <section>
          <h2 className="mb-3">{m.pulse_acting_promises_now()}</h2>
          <PromiseList
            promises={promises}
            today={today}
            timeZone={timeZone}
            actions={(promise) =>
              promise.status === 'promised' && (
                <div className="flex flex-wrap gap-3">
                  <ButtonLink to={`${here}/${promise.id}/settle`} look="second">
                    {m.pulse_acting_settle()}
                  </ButtonLink>
                  {fresh.includes(promise.id) && (
                    <Form method="post" action={`${here}/${promise.id}/remove`}>
                      <Button look="quiet">{m.pulse_acting_remove()}</Button>
                    </Form>
                  )}
                </div>
              )
            }
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
            actions={(promise) =>
              promise.status === 'promised' && (
                <ButtonLink
                  to={`/team/pulse/${promise.waveId}/promises/${promise.id}/settle`}
                  look="second"
                >
                  {m.pulse_acting_settle()}
                </ButtonLink>
              )
            }
          />
        </section>
      )}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
