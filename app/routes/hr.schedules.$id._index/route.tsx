import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, Link, useLoaderData, useNavigation } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatNumber } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { AudienceLine } from '../../pulse/planning/audience-line.tsx'
import { RoundList } from '../../pulse/planning/round-list.tsx'
import { oftenName, reminderCount } from '../../pulse/planning/words.ts'
import { Button } from '../../ui/button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { scheduleView } from './view.server.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const view = await scheduleView(context, params.id ?? '', me.locale)
  if (!view) throw notFound()
  return json(view)
}

export const meta = titled(() => m.pulse_planning_recurring())

export default function RecurringSurvey() {
  const view = useLoaderData<typeof loader>()
  const { id, name, active, archived, grown, items, reminders, rounds, past, timeZone } = view
  const busy = useNavigation().state === 'submitting'
  return (
    <Page title={name} eyebrow={m.pulse_planning_recurring()}>
      {archived ? (
        <Notice look="warn">{m.pulse_planning_archived_text()}</Notice>
      ) : (
        !active && <Notice live="status">{m.pulse_planning_paused_text()}</Notice>
      )}
      {grown && !archived && <Notice look="warn">{m.pulse_planning_survey_grown()}</Notice>}
      <Facts
        facts={[
          [m.pulse_planning_often(), oftenName(view.often)],
          [
            m.pulse_planning_who(),
            <AudienceLine key="who" units={view.units} roles={view.roles} />,
          ],
          [
            m.pulse_planning_items_each(),
            items === 0 ? m.pulse_planning_items_whole() : formatNumber(items),
          ],
          [m.pulse_planning_reminders(), reminderCount(reminders)],
        ]}
      />
      {active && !archived && <RoundList rounds={rounds} timeZone={timeZone} />}
      {!archived && (
        <Form method="post" action={`/hr/schedules/${id}/${active ? 'pause' : 'resume'}`}>
          <Button look="second" disabled={busy}>
            {active ? m.pulse_planning_pause() : m.pulse_planning_resume()}
          </Button>
        </Form>
      )}
      {past.length > 0 && (
        <section className="space-y-2">
          <h2>{m.pulse_planning_rounds_past()}</h2>
          <ul className="divide-y divide-line border-y border-line">
            {past.map((round) => (
              <li key={round.to}>
                <Link to={round.to} className="flex min-h-11 items-center">
                  {round.name}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
