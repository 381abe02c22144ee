import { parseWithZod } from '@conform-to/zod/v4'
import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { useMemo } from 'react'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { wallClock } from '../../i18n/zone.ts'
import { PromiseState, PromiseWords } from '../../pulse/acting/promise-list.tsx'
import { Settling } from '../../pulse/acting/pledge.ts'
import { promiseFor } from '../../pulse/acting/promise.server.ts'
import { settlePromise } from '../../pulse/acting/promising.server.ts'
import { afterStep, promisesPath } from '../../pulse/acting/step.server.ts'
import { requireActing } from '../../pulse/acting/team-wave.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { Choices, TextArea } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireActing(request, context)
  const { waveId = '', id = '' } = params
  const promise = await promiseFor(context.db, waveId, id, me)
  if (!promise) throw notFound()
  const unit = promise.unit.id
  if (promise.status !== 'promised') {
    return redirect(promisesPath(waveId, { unit, done: 'settled-before' }))
  }
  const { timeZone } = context.company
  const back = promisesPath(waveId, { unit })
  return json({ promise, back, today: wallClock(context.now().getTime(), timeZone).slice(0, 10) })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const me = await requireActing(request, context)
  const { waveId = '', id = '' } = params
  const submission = parseWithZod(await request.formData(), { schema: Settling })
  if (submission.status !== 'success') {
    if (!(await promiseFor(context.db, waveId, id, me))) throw notFound()
    return json(submission.reply(), { status: 422 })
  }
  const now = context.now()
  return afterStep(
    waveId,
    id,
    await settlePromise(context.db, waveId, id, me, submission.value, now),
  )
}

export const meta = titled(() => m.pulse_acting_settle_title())

export default function Settle() {
  const { promise, back, today } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const busy = useNavigation().state !== 'idle'
  const errors = useMemo(
    () => [
      ...(reply?.error?.status
        ? [{ field: 'status', message: m.pulse_acting_error_status() }]
        : []),
      ...(reply?.error?.outcome
        ? [{ field: 'outcome', message: m.pulse_acting_error_sentence() }]
        : []),
    ],
    [reply],
  )
  const given = (field: string) => {
    const value = reply?.initialValue?.[field]
    return typeof value === 'string' ? value : undefined
  }
  const error = (field: string) => errors.find((one) => one.field === field)?.message
  return (
    <Page eyebrow={<bdi>{promise.unit.name}</bdi>} title={m.pulse_acting_settle_title()}>
      <ErrorSummary errors={errors} />
      <PromiseWords promise={promise} />
      <PromiseState promise={promise} today={today} />
      <Form method="post" className="space-y-4" noValidate>
        <Choices
          name="status"
          legend={m.pulse_acting_settle()}
          options={[
            {
              value: 'kept',
              label: m.pulse_acting_status_kept(),
              hint: m.pulse_acting_settle_kept_hint(),
            },
            {
              value: 'dropped',
              label: m.pulse_acting_status_dropped(),
              hint: m.pulse_acting_settle_dropped_hint(),
            },
          ]}
          chosen={[given('status') ?? '']}
          error={error('status')}
          required
        />
        <TextArea
          id="outcome"
          name="outcome"
          label={m.pulse_acting_outcome_label()}
          rows={2}
          maxLength={300}
          defaultValue={given('outcome')}
          error={error('outcome')}
          required
        />
        <div className="flex flex-wrap gap-3">
          <Button disabled={busy}>{m.common_save()}</Button>
          <ButtonLink to={back} look="quiet">
            {m.common_cancel()}
          </ButtonLink>
        </div>
      </Form>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
