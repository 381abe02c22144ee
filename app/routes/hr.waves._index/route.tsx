import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { formatDay, formatTime } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { zonedTime } from '../../i18n/zone.ts'
import { titled } from '../../i18n/title.ts'
import { plansAhead } from '../../pulse/planning/plan.server.ts'
import { schedules } from '../../pulse/planning/schedule.server.ts'
import { oftenName } from '../../pulse/planning/words.ts'
import { surveysWithArchived } from '../../pulse/surveys/survey-store.server.ts'
import { waveName } from '../../pulse/wave-name.ts'
import { waves } from '../../pulse/wave.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { LinkRow } from '../../ui/link-row.tsx'
import { Empty, Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { timeZone } = context.company
  const { db } = context
  const [all, ahead, recurring, surveys] = await Promise.all([
    waves(db),
    plansAhead(db),
    schedules(db),
    surveysWithArchived(db),
  ])
  const titles = new Map(surveys.map(({ id, survey }) => [id, survey.title[me.locale]]))
  return json({
    timeZone,
    ahead: ahead.map(({ id, survey, opensAt, status }) => ({
      id,
      name: survey.title[me.locale],
      making: status === 'making',
      opensAt: opensAt.getTime(),
    })),
    recurring: recurring.map(({ id, surveyId, frequency, active, opens }) => ({
      id,
      name: titles.get(surveyId) ?? surveyId,
      often: frequency,
      next: active ? zonedTime(opens, timeZone)!.getTime() : null,
    })),
    waves: all.map(({ id, survey, status, outcome, eligible, launchedAt, closesAt, endedAt }) => ({
      id,
      name: waveName(survey.title, launchedAt, timeZone, me.locale),
      state: status === 'closed' ? (outcome ?? 'too-few') : status,
      eligible,
      closesAt: closesAt.getTime(),
      endedAt: (endedAt ?? closesAt).getTime(),
    })),
  })
}

export const meta = titled(() => m.pulse_hr_title())

type Line = ReturnType<typeof useLoaderData<typeof loader>>['waves'][number]

export default function Waves() {
  const { waves, ahead, recurring, timeZone } = useLoaderData<typeof loader>()
  const launch = <ButtonLink to="/hr/waves/new">{m.pulse_hr_launch()}</ButtonLink>
  const nothing = waves.length + ahead.length + recurring.length === 0
  return (
    <Page title={m.pulse_hr_title()} eyebrow={m.hr_title()}>
      {nothing ? <Empty action={launch}>{m.pulse_hr_none()}</Empty> : launch}
      <Lines
        title={m.pulse_planning_ahead()}
        lines={ahead.map(({ id, name, making, opensAt }) => ({
          to: `/hr/plans/${id}`,
          name,
          text: making
            ? m.pulse_planning_making()
            : m.pulse_planning_opens_on({ time: formatTime(opensAt, timeZone) }),
        }))}
      />
      <Lines
        title={m.pulse_planning_recurring()}
        lines={recurring.map(({ id, name, often, next }) => ({
          to: `/hr/schedules/${id}`,
          name,
          text: `${oftenName(often)} · ${
            next === null
              ? m.pulse_planning_paused()
              : m.pulse_planning_next_on({ time: formatTime(next, timeZone) })
          }`,
        }))}
      />
      <Lines
        title={m.pulse_planning_all_waves()}
        lines={waves.map((wave) => ({
          to: `/hr/waves/${wave.id}`,
          name: wave.name,
          text: `${apart(stateOf(wave, timeZone))} · ${m.pulse_people_n({ n: wave.eligible })}`,
        }))}
      />
    </Page>
  )
}

function Lines({
  title,
  lines,
}: {
  title: string
  lines: { to: string; name: string; text: string }[]
}) {
  if (lines.length === 0) return null
  return (
    <section className="space-y-2">
      <h2>{title}</h2>
      <ul className="divide-y divide-line border-y border-line">
        {lines.map(({ to, name, text }) => (
          <li key={to}>
            <LinkRow to={to}>
              <span className="block font-medium">{name}</span>
              <span className="block text-sm text-muted">{text}</span>
            </LinkRow>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A time ends in Latin letters, which would take along the number after it. */
function apart(words: string): string {
  return `\u2068${words}\u2069`
}

function stateOf({ state, closesAt, endedAt }: Line, timeZone: string): string {
  switch (state) {
    case 'open':
      return m.pulse_open_until({ time: formatTime(closesAt, timeZone) })
    case 'closing':
      return m.pulse_state_closing()
    case 'published':
      return m.pulse_closed_on({ day: formatDay(endedAt, timeZone) })
    case 'void':
      return m.pulse_state_void()
    case 'too-few':
      return m.pulse_state_too_few()
  }
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
