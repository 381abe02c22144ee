import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatDay, formatNumber, formatTime } from '../../i18n/format.ts'
import { m, spoken } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { company } from '../../people/company.server.ts'
import { CodeWords } from '../../pulse/code-words.tsx'
import { codeWords } from '../../pulse/manifest.ts'
import { planOfWave } from '../../pulse/planning/plan.server.ts'
import { reminderTimes } from '../../pulse/planning/reminder.ts'
import { ReminderTimes } from '../../pulse/planning/reminder-times.tsx'
import { waveName } from '../../pulse/wave-name.ts'
import { progress, wave } from '../../pulse/wave.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Refresh } from '../../ui/refresh.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const found = await wave(context.db, params.waveId ?? '')
  if (!found) throw notFound()
  const { id, survey, status, outcome, issuing, eligible, closesAt, endedAt, code } = found
  const { timeZone } = context.company
  const plan = await planOfWave(context.db, id)
  const { quiet } = await company(context.db)
  const count = plan?.reminders ?? 0
  const reminders = reminderTimes(found.launchedAt, closesAt, count, timeZone, quiet)
  return json({
    id,
    schedule: plan?.schedule?.id ?? null,
    reminders: reminders.map((time) => time.getTime()),
    name: waveName(survey.title, found.launchedAt, timeZone, me.locale),
    state: status === 'closed' ? (outcome ?? 'too-few') : status,
    issuing,
    eligible,
    closesAt: closesAt.getTime(),
    endedAt: endedAt?.getTime() ?? null,
    timeZone,
    code: codeWords(code, me.locale),
    progress: status === 'open' ? await progress(context.db, id) : null,
  })
}

export const meta = titled(() => m.pulse_hr_wave())

export default function HrWave() {
  const data = useLoaderData<typeof loader>()
  const { id, name, state, issuing, eligible, closesAt, endedAt, timeZone, code } = data
  return (
    <Page title={name} eyebrow={m.pulse_hr_title()}>
      {state === 'closing' && (
        <Notice live="status">
          <h2 className="text-base">{m.pulse_state_closing()}</h2>
          <p className="mt-1">{m.pulse_hr_closing_text()}</p>
          <Refresh />
        </Notice>
      )}
      {state === 'too-few' && <Notice>{m.pulse_none_too_few()}</Notice>}
      {state === 'void' && <Notice look="warn">{m.pulse_none_void()}</Notice>}
      {state === 'open' && !issuing && <Notice look="warn">{m.pulse_hr_not_issuing()}</Notice>}

      <dl className="grid gap-4 sm:grid-cols-3">
        <Fact
          label={state === 'open' ? m.pulse_may_answer() : m.pulse_count_eligible()}
          value={formatNumber(eligible)}
        />
        {state === 'open' && (
          <>
            <Fact label={m.pulse_hr_closes()} value={formatTime(closesAt, timeZone)} />
            <Fact label={m.pulse_hr_progress()} value={progressWords(data.progress)} />
            <Fact
              label={m.pulse_planning_reminders()}
              value={<ReminderTimes times={data.reminders} timeZone={timeZone} />}
            />
          </>
        )}
        {state !== 'open' && endedAt !== null && (
          <Fact label={m.pulse_hr_ended()} value={formatTime(endedAt, timeZone)} />
        )}
      </dl>
      {state === 'open' && <p className="text-sm text-muted">{m.pulse_hr_progress_hint()}</p>}

      {data.schedule && (
        <p>
          <Link to={`/hr/schedules/${data.schedule}`}>{m.pulse_planning_of_rounds()}</Link>
        </p>
      )}
      {state === 'published' && (
        <div className="flex flex-wrap gap-3">
          <ButtonLink to={`/pulse/${id}/results`}>{m.pulse_results_open()}</ButtonLink>
          <ButtonLink to={`/hr/waves/${id}/comments`} look="second">
            {m.pulse_results_sort_title()}
          </ButtonLink>
        </div>
      )}
      <section className="space-y-3">
        <h2>{m.pulse_code_title()}</h2>
        <p>{state === 'open' ? m.pulse_hr_code_text() : m.pulse_code_closed()}</p>
        <CodeWords words={code} locale={spoken()} />
        {state === 'open' && (
          <ButtonLink to={`/hr/waves/${id}/poster`} look="second">
            {m.pulse_hr_poster()}
          </ButtonLink>
        )}
      </section>
      {(state === 'open' || state === 'closing') && (
        <ButtonLink to={`/hr/waves/${id}/close`} look="danger">
          {state === 'open' ? m.pulse_hr_close() : m.pulse_hr_close_again()}
        </ButtonLink>
      )}
    </Page>
  )
}

function progressWords(progress: { day: string; redeemed: number } | null): string {
  if (!progress) return m.pulse_hr_progress_none()
  const day = formatDay(progress.day)
  if (progress.redeemed === 0) return m.pulse_hr_progress_few({ day })
  return m.pulse_hr_progress_value({ n: formatNumber(progress.redeemed), day })
}

function Fact({ label, value }: { label: string; value: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="text-lg font-semibold normal-nums">{value}</dd>
    </div>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
