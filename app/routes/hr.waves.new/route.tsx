import { randomUUID } from 'node:crypto'
import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { noting } from '../../audit/note.server.ts'
import { requireRole } from '../../auth/require.server.ts'
import { badRequest } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { openUnits } from '../../people/unit.ts'
import { unitTree } from '../../people/unit.server.ts'
import { planWave } from '../../pulse/planning/plan.server.ts'
import { startSchedule } from '../../pulse/planning/schedule.server.ts'
import { checkWish, readWish, wishFields } from '../../pulse/planning/wish.ts'
import { allSurveys } from '../../pulse/surveys/survey-store.server.ts'
import { Page } from '../../ui/page.tsx'
import { CheckView } from './check-view.tsx'
import { checking, choosing } from './steps.server.ts'
import { WishForm } from './wish-form.tsx'

/** Two steps of plain forms: choose, then see what it comes to; only the second step's button does something. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'hr')
  const { searchParams } = new URL(request.url)
  const wish = readWish(searchParams, context.now(), context.company.timeZone)
  const checked = searchParams.get('step') === 'check' ? await checking(context, wish) : null
  if (checked && !('problems' in checked)) return json({ ...checked, once: randomUUID() as string })
  const chosen = await choosing(context, wish, checked?.problems ?? [])
  return json(chosen, { status: checked ? 422 : 200 })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { db, company } = context
  const fields = new URLSearchParams(await request.text())
  const now = context.now()
  const wish = readWish(fields, now, company.timeZone)
  const surveys = (await allSurveys(db)).map(({ survey }) => survey)
  const known = { surveys, units: openUnits(await unitTree(db)) }
  const sound = checkWish(wish, known, company.timeZone, now)
  if ('problems' in sound) {
    // Time has passed since the check, or somebody archived the survey: the first step says what is wrong.
    return redirect(
      `/hr/waves/new?${new URLSearchParams([['step', 'check'], ...wishFields(wish)])}`,
    )
  }
  const key = fields.get('key') ?? ''
  if (!/^[0-9a-f-]{36}$/.test(key)) throw badRequest()
  const detail = { name: sound.survey.title[me.locale] }
  const { id: by } = me
  if (!sound.rounds) {
    const planned = await noting(
      db,
      (trx) => planWave(trx, sound, key),
      (id) => ({ by, action: 'plan.made', subject: { kind: 'plan', id }, detail }),
      now,
    )
    return redirect(`/hr/plans/${planned}`)
  }
  const { audience, reminders, rounds } = sound
  const schedule = { ...rounds, surveyId: sound.survey.id, audience, reminders }
  const started = await noting(
    db,
    (trx) => startSchedule(trx, schedule, company.timeZone, key),
    (id) => ({ by, action: 'schedule.started', subject: { kind: 'schedule', id }, detail }),
    now,
  )
  return redirect(`/hr/schedules/${started}`)
}

export const meta = titled(() => m.pulse_hr_launch())

export default function NewWave() {
  const data = useLoaderData<typeof loader>()
  return (
    <Page title={m.pulse_hr_launch()} eyebrow={m.pulse_hr_title()} lead={m.pulse_hr_launch_lead()}>
      {data.step === 'check' ? <CheckView {...data} /> : <WishForm {...data} />}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
