import { json, redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { formatNumber, formatTime } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { unitTree } from '../../people/unit.server.ts'
import { AudienceLine } from '../../pulse/planning/audience-line.tsx'
import { plan } from '../../pulse/planning/plan.server.ts'
import { refusalWords } from '../../pulse/planning/words.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Refresh } from '../../ui/refresh.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const found = await plan(context.db, params.planId ?? '')
  if (!found) throw notFound()
  if (found.waveId) return redirect(`/hr/waves/${found.waveId}`)
  const { id, status, survey, audience, opensAt, closesAt, keysMade, keys, refusal } = found
  const units = audience.units && (await unitTree(context.db))
  const now = context.now()
  return json({
    ...{ id, refusal, keysMade, keys },
    // Between its time and the first key it is being made for whoever waits.
    status: status === 'planned' && opensAt <= now ? ('making' as const) : status,
    name: survey.title[me.locale],
    roles: audience.roles,
    units: units?.flatMap((unit) => (audience.units!.includes(unit.id) ? [unit.name] : [])) ?? null,
    opensAt: opensAt.getTime(),
    closesAt: closesAt.getTime(),
    over: closesAt <= now,
    timeZone: context.company.timeZone,
  })
}

export const meta = titled(() => m.pulse_planning_planned_title())

export default function PlannedWave() {
  const data = useLoaderData<typeof loader>()
  const { id, status, name, roles, units, opensAt, closesAt, timeZone, over } = data
  const busy = useNavigation().state === 'submitting'
  return (
    <Page title={name} eyebrow={m.pulse_planning_planned_title()}>
      {status === 'making' && <Making made={data.keysMade} all={data.keys} />}
      {status === 'refused' && (
        <Notice look="warn" live="status">
          <h2 className="text-base">{m.pulse_planning_refused()}</h2>
          <p className="mt-1">{refusalWords(data.refusal)}</p>
        </Notice>
      )}
      {status === 'cancelled' && (
        <Notice live="status">
          <p>{m.pulse_planning_cancelled()}</p>
          {over && <p>{m.pulse_planning_undo_late()}</p>}
        </Notice>
      )}
      {status === 'planned' && <p>{m.pulse_planning_planned_text()}</p>}
      <Facts
        facts={[
          [m.pulse_planning_opens(), formatTime(opensAt, timeZone)],
          [m.pulse_hr_closes(), formatTime(closesAt, timeZone)],
          [m.pulse_planning_who(), <AudienceLine key="who" units={units} roles={roles} />],
        ]}
      />
      {(status === 'planned' || status === 'making') && (
        <Form method="post" action={`/hr/plans/${id}/cancel`}>
          <Button look="danger" disabled={busy}>
            {m.pulse_planning_cancel()}
          </Button>
        </Form>
      )}
      {status === 'cancelled' && !over && (
        <Form method="post" action={`/hr/plans/${id}/restore`}>
          <Button look="second" disabled={busy}>
            {m.pulse_planning_undo()}
          </Button>
        </Form>
      )}
      {(status === 'refused' || status === 'cancelled') && (
        <ButtonLink to="/hr/waves/new" look="second">
          {m.pulse_hr_launch()}
        </ButtonLink>
      )}
    </Page>
  )
}

function Making({ made, all }: { made: number; all: number | null }) {
  return (
    <section className="space-y-2">
      <Refresh />
      <h2 id="making">{m.pulse_planning_making()}</h2>
      <p role="status">
        {all === null
          ? m.pulse_planning_making_soon()
          : m.pulse_planning_making_n({ made: formatNumber(made), all: formatNumber(all) })}
      </p>
      <progress aria-labelledby="making" value={made} max={all ?? 1} />
      <p className="text-sm text-muted">{m.pulse_planning_making_text()}</p>
    </section>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
