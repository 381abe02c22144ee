import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { wallClock } from '../../i18n/zone.ts'
import { UnitChoice } from '../../people/unit-choice.tsx'
import { PromiseList } from '../../pulse/acting/promise-list.tsx'
import { unitPromises } from '../../pulse/acting/promise.server.ts'
import { latestReport } from '../../pulse/notice.server.ts'
import { DriverEnds } from '../../pulse/results/driver-ends.tsx'
import { withoutPoints } from '../../pulse/results/reading.server.ts'
import { ShownLine } from '../../pulse/results/shown-line.tsx'
import { unitPage } from '../../pulse/results/unit-page.server.ts'
import { waveName } from '../../pulse/wave-name.ts'
import { frozenTree, wave } from '../../pulse/wave.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Empty, Page } from '../../ui/page.tsx'
import { CommentsHere } from './comments-here.tsx'
import { Moved } from './moved.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { db, company, now } = context
  const me = await requireRole(request, context, 'leader')
  const latest = await latestReport(db, 0)
  const found = latest && (await wave(db, latest.id))
  const tree = found && (await frozenTree(db, found.id))
  const choices = (tree?.units ?? []).filter(({ id }) => me.leads.includes(id))
  const asked = new URL(request.url).searchParams.get('unit')
  const unit = asked === null ? choices[0] : choices.find(({ id }) => id === asked)
  if (asked !== null && !unit) throw notFound()
  const page = found && unit ? await unitPage(db, found, unit.id, me.locale) : null
  if (!found || !page) return json({ shown: null })
  const promises = await unitPromises(db, page.unit.id)
  return json({
    shown: {
      id: found.id,
      name: waveName(found.survey.title, found.launchedAt, company.timeZone, me.locale),
      page: { ...page, readings: [], drivers: page.drivers.map(withoutPoints) },
      promises: promises.filter(({ waveId }) => waveId === found.id),
      choices: choices.map(({ id, name }) => ({ id, name })),
      today: wallClock(now().getTime(), company.timeZone).slice(0, 10),
      timeZone: company.timeZone,
    },
  })
}

export const meta = titled(() => m.pulse_results_team_title())

export default function TeamPulse() {
  const { shown } = useLoaderData<typeof loader>()
  if (!shown) {
    return (
      <Page title={m.pulse_results_team_title()} eyebrow={m.common_nav_team()}>
        <Empty>{m.pulse_results_team_none()}</Empty>
      </Page>
    )
  }
  const { id, name, page, promises, choices, today, timeZone } = shown
  const { unit, enps, index } = page
  const query = `?unit=${encodeURIComponent(unit.id)}`
  return (
    <Page
      title={<bdi>{unit.name}</bdi>}
      eyebrow={`${m.pulse_results_team_title()} · ${name}`}
      lead={m.pulse_results_team_lead()}
    >
      <UnitChoice label={m.pulse_results_team_unit()} units={choices} chosen={unit.id} />
      <div className="grid gap-5 sm:grid-cols-2">
        {[enps, index].map(
          (reading) =>
            reading && (
              <section key={reading.id}>
                <h2 className="text-base font-medium text-muted">{reading.name}</h2>
                <ShownLine reading={reading} timeZone={timeZone} always />
              </section>
            ),
        )}
      </div>
      <Moved moved={page.moved} compared={page.compared} timeZone={timeZone} />
      <section className="space-y-3 border-t border-line pt-5">
        <h2>{m.pulse_results_team_now()}</h2>
        <div className="flex flex-wrap gap-3">
          <ButtonLink to={`/team/pulse/${id}/promises${query}`}>
            {m.pulse_results_team_promise()}
          </ButtonLink>
          <ButtonLink to={`/team/pulse/${id}/comments`} look="second">
            {m.pulse_results_team_answer()}
          </ButtonLink>
        </div>
        {promises.length > 0 && (
          <PromiseList promises={promises} today={today} timeZone={timeZone} />
        )}
      </section>
      <DriverEnds {...page} readings={page.drivers} timeZone={timeZone} />
      <CommentsHere comments={page.comments} topics={page.topics} />
      <section className="flex flex-wrap gap-3 border-t border-line pt-5">
        <ButtonLink to={`/pulse/${id}/results${query}`} look="second">
          {m.pulse_results_open()}
        </ButtonLink>
        <ButtonLink to={`/pulse/${id}/trend${query}`} look="second">
          {m.pulse_results_trend()}
        </ButtonLink>
        <ButtonLink to={`/pulse/${id}/results.pdf${query}`} look="second" reloadDocument download>
          {m.pulse_results_export_pdf()}
        </ButtonLink>
      </section>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
