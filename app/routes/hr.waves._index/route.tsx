import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireRole } from '../../auth/require.server.ts'
import { formatDay, formatTime } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { waveName } from '../../pulse/wave-name.ts'
import { waves } from '../../pulse/wave.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Empty, Page } from '../../ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const me = await requireRole(request, context, 'hr')
  const { timeZone } = context.company
  const all = await waves(context.db)
  return json({
    timeZone,
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
  const { waves, timeZone } = useLoaderData<typeof loader>()
  const launch = <ButtonLink to="/hr/waves/new">{m.pulse_hr_launch()}</ButtonLink>
  return (
    <Page title={m.pulse_hr_title()} eyebrow={m.hr_title()}>
      {waves.length === 0 ? (
        <Empty action={launch}>{m.pulse_hr_none()}</Empty>
      ) : (
        <>
          {launch}
          <ul className="divide-y divide-line border-y border-line">
            {waves.map((wave) => (
              <li key={wave.id}>
                <Link
                  to={`/hr/waves/${wave.id}`}
                  className="flex min-h-16 items-center gap-3 py-3 hover:text-accent"
                >
                  <span className="flex-1">
                    <span className="block font-medium">{wave.name}</span>
                    <span className="block text-sm text-muted">
                      {stateOf(wave, timeZone)} · {m.pulse_people_n({ n: wave.eligible })}
                    </span>
                  </span>
                  <Icon name="chevron-right" flip className="size-5 text-muted" />
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  )
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
