import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { UnitChoice } from '../../people/unit-choice.tsx'
import { ShownLine } from '../../pulse/results/shown-line.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { LinkRow } from '../../ui/link-row.tsx'
import { Empty, Page } from '../../ui/page.tsx'
import { Members } from './members.tsx'
import { teamOf, teamPulse } from './team.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const leader = await requireRole(request, context, 'leader')
  const team = await teamOf(context.db, leader, new URL(request.url).searchParams.get('unit'))
  if (!team) throw notFound()

  const pulse = await teamPulse(context.db, team.unit.id, context.company.timeZone, leader.locale)
  return json({ ...team, pulse, timeZone: context.company.timeZone })
}

export const meta = titled(() => m.common_nav_team())

export default function Team() {
  const { unit, choices, members, modules, observations, pulse, timeZone } =
    useLoaderData<typeof loader>()
  return (
    <Page title={<bdi>{unit.name}</bdi>} eyebrow={m.common_nav_team()}>
      <UnitChoice label={m.team_choose()} units={choices} chosen={unit.id} />

      <section>
        <h2>{m.team_observations()}</h2>
        <dl className="mt-3 grid grid-cols-3 gap-3">
          {[
            { label: m.team_observations_new(), n: observations.new },
            { label: m.team_observations_open(), n: observations.open },
            { label: m.team_observations_done(), n: observations.done },
          ].map(({ label, n }) => (
            <div key={label} className="flex flex-col-reverse">
              <dt className="text-sm text-muted">{label}</dt>
              <dd className="text-3xl font-semibold">{n}</dd>
            </div>
          ))}
        </dl>
        <ButtonLink
          to="/team/feedback"
          look={observations.new > 0 ? 'main' : 'second'}
          className="mt-4"
        >
          {m.team_observations_go()}
        </ButtonLink>
      </section>

      <ul className="divide-y divide-line border-y border-line">
        {[
          { to: '/feedback/cases', icon: 'heart-handshake' as const, text: m.nps_cases_title() },
          { to: '/feedback/wall', icon: 'star' as const, text: m.nps_wall_go() },
          { to: '/team/huddle', icon: 'users' as const, text: m.impact_huddle_title() },
          { to: '/team/serving', icon: 'map-pin' as const, text: m.nps_wall_serving_title() },
        ].map(({ to, icon, text }) => (
          <li key={to}>
            <LinkRow to={to} icon={icon}>
              <span className="block font-medium">{text}</span>
            </LinkRow>
          </li>
        ))}
      </ul>

      <section>
        <h2>{m.team_pulse()}</h2>
        <p className="mt-1 mb-3 text-muted">{m.team_pulse_text()}</p>
        {pulse ? (
          <>
            <p className="font-medium">{pulse.name}</p>
            {pulse.readings.map((reading) => (
              <div key={reading.id} className="mt-3">
                <h3 className="text-base font-medium text-muted">{reading.name}</h3>
                <ShownLine reading={reading} timeZone={timeZone} />
              </div>
            ))}
            <ButtonLink
              to={`/team/pulse?unit=${encodeURIComponent(unit.id)}`}
              look="second"
              className="mt-4"
            >
              {m.pulse_results_open()}
            </ButtonLink>
          </>
        ) : (
          <Empty>{m.team_pulse_none()}</Empty>
        )}
      </section>

      <section>
        <h2>{m.team_learning()}</h2>
        <p className="mt-1 text-muted">{m.team_learning_text()}</p>
        <Members members={members} modules={modules} />
        <ButtonLink to="/team/assignments" className="mt-4 me-3">
          {m.training_assigning_title()}
        </ButtonLink>
        <ButtonLink to="/team/touchpoints" look="second" className="mt-4">
          {m.training_walk_map_door()}
        </ButtonLink>
      </section>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
