import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { useMemo } from 'react'
import { requireRole } from '../../auth/require.server.ts'
import { formatNumber } from '../../i18n/format.ts'
import { m, spoken } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { proposedClosing } from '../../pulse/closing.ts'
import { wallClock, zonedTime } from '../../i18n/zone.ts'
import { launchPreview } from '../../pulse/preview.server.ts'
import { allSurveys } from '../../pulse/surveys/survey-store.server.ts'
import { launchWave, THRESHOLDS } from '../../pulse/launch.server.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { GroupPreview } from './group-preview.tsx'
import { ThresholdList } from './threshold-list.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  const { timeZone } = context.company
  return json({
    surveys: (await allSurveys(context.db)).map(({ id, survey: { title, questions } }) => ({
      id,
      title,
      n: questions.length,
    })),
    preview: await launchPreview(context.db),
    thresholds: THRESHOLDS,
    timeZone,
    closes: proposedClosing(context.now(), timeZone),
    earliest: wallClock(context.now().getTime(), timeZone),
  })
}

export async function action({ request, context }: ActionFunctionArgs) {
  await requireRole(request, context, 'hr')
  const form = await request.formData()
  const wanted = String(form.get('survey'))
  const chosen = (await allSurveys(context.db)).find(({ id }) => id === wanted)?.survey
  const closes = String(form.get('closes') ?? '')
  const closesAt = zonedTime(closes, context.company.timeZone)
  if (!chosen || !closesAt) return json({ error: 'closes' as const, closes }, { status: 422 })

  const { db, settings, now } = context
  const launched = await launchWave(db, settings.keyDir, chosen, closesAt, now())
  if (launched === 'too-few') return json({ error: launched, closes }, { status: 422 })
  if (launched === 'ends-before-it-begins') {
    return json({ error: 'past' as const, closes }, { status: 422 })
  }
  return redirect(`/hr/waves/${launched.waveId}`)
}

export const meta = titled(() => m.pulse_hr_launch())

export default function NewWave() {
  const { surveys, preview, thresholds, timeZone, closes, earliest } =
    useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const busy = useNavigation().state !== 'idle'
  const wrong = reply && wordsFor(reply.error)
  const errors = useMemo(
    () => (reply ? [{ field: 'closes', message: wordsFor(reply.error) }] : []),
    [reply],
  )
  if (preview === 'too-few') {
    return (
      <Page title={m.pulse_hr_launch()} eyebrow={m.pulse_hr_title()}>
        <Notice look="warn">{m.pulse_hr_too_few()}</Notice>
        <ButtonLink to="/hr/people" look="second">
          {m.hr_people()}
        </ButtonLink>
      </Page>
    )
  }
  return (
    <Page title={m.pulse_hr_launch()} eyebrow={m.pulse_hr_title()} lead={m.pulse_hr_launch_lead()}>
      <ErrorSummary errors={errors} />
      <GroupPreview eligible={preview.eligible} groups={preview.groups} />
      <ThresholdList thresholds={thresholds} />
      <Form method="post" className="space-y-5">
        <SelectField id="survey" name="survey" label={m.pulse_hr_survey()}>
          {surveys.map(({ id, title, n }) => (
            <option key={id} value={id}>
              {m.pulse_hr_survey_option({ title: title[spoken()], n: formatNumber(n) })}
            </option>
          ))}
        </SelectField>
        <TextField
          id="closes"
          name="closes"
          type="datetime-local"
          required
          label={m.pulse_hr_closes()}
          hint={m.pulse_hr_closes_hint({ zone: timeZone })}
          min={earliest}
          defaultValue={reply?.closes || closes}
          error={wrong}
        />
        <p className="text-muted">{m.pulse_hr_launch_note()}</p>
        <Button disabled={busy}>{busy ? m.pulse_hr_launching() : m.pulse_hr_launch_now()}</Button>
      </Form>
    </Page>
  )
}

function wordsFor(error: 'closes' | 'past' | 'too-few'): string {
  if (error === 'past') return m.pulse_hr_closes_past()
  return error === 'closes' ? m.pulse_hr_closes_missing() : m.pulse_hr_too_few()
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
