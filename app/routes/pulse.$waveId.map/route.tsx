import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { DEPTHS, heatMap, type HeatMapView } from '../../pulse/results/heat-map.server.ts'
import { HeatTable } from '../../pulse/results/heat-table.tsx'
import { UnitPath } from '../../pulse/results/unit-path.tsx'
import { unitsAround } from '../../pulse/results/reading.server.ts'
import { waveName } from '../../pulse/wave-name.ts'
import { wave } from '../../pulse/wave.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { HowWeKnow } from '../../ui/how-we-know.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const found = await wave(context.db, params.waveId ?? '')
  if (!found) throw notFound()
  const query = new URL(request.url).searchParams
  const view: HeatMapView = {
    unit: query.get('unit'),
    depth: DEPTHS.find((depth) => String(depth) === query.get('depth')) ?? 2,
    sort: query.get('sort'),
    down: query.get('order') !== 'up',
  }
  const map = await heatMap(context.db, found, view, me.locale)
  const around = map && (await unitsAround(context.db, found.id, view.unit))
  if (!map || !around) throw notFound()
  return json({
    id: found.id,
    name: waveName(found.survey.title, found.launchedAt, context.company.timeZone, me.locale),
    map,
    view,
    depths: [...DEPTHS],
    ...around,
    how: [
      m.pulse_results_map_know({}, { locale: me.locale }),
      m.pulse_results_driver_know({}, { locale: me.locale }),
    ],
  })
}

export const meta = titled(() => m.pulse_results_map())

export default function WaveMap() {
  const { id, name, map, view, depths, path, below, how } = useLoaderData<typeof loader>()
  const to = (other: Partial<HeatMapView>) => addressOf({ ...view, ...other })
  return (
    <Page title={m.pulse_results_map()} eyebrow={name} lead={m.pulse_results_map_lead()} wide>
      <UnitPath path={path} below={below} to={({ id: unit }) => to({ unit })} />
      <nav aria-label={m.pulse_results_map_depth()} className="flex flex-wrap items-center gap-2">
        <span className="text-muted" aria-hidden="true">
          {m.pulse_results_map_depth()}
        </span>
        {depths.map((depth) => (
          <Link
            key={depth}
            to={to({ depth })}
            preventScrollReset
            aria-current={depth === view.depth ? 'true' : undefined}
            className="flex min-h-11 min-w-11 items-center justify-center rounded-xl border border-line bg-raised px-4 hover:border-edge aria-[current]:border-accent aria-[current]:bg-accent-soft aria-[current]:font-semibold"
          >
            {depth}
          </Link>
        ))}
      </nav>
      <HeatTable map={map} view={view} to={to} />
      {map.left > 0 && <p>{m.pulse_results_map_left({ n: map.left })}</p>}
      <ul className="space-y-1 text-sm text-muted">
        <li>{m.pulse_results_map_cell()}</li>
        <li>
          ▲ ▼ {m.pulse_results_map_marks()} {m.pulse_results_map_shade()}
        </li>
        <li className="flex items-center gap-2">
          <Icon name="eye-off" className="size-4" /> {m.pulse_hidden()}
        </li>
      </ul>
      <HowWeKnow>
        {how.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </HowWeKnow>
      <ButtonLink to={`/pulse/${id}/results`} look="second">
        {m.pulse_results_open()}
      </ButtonLink>
    </Page>
  )
}

function addressOf({ unit, depth, sort, down }: HeatMapView): string {
  const query = new URLSearchParams({
    ...(unit && { unit }),
    depth: String(depth),
    ...(sort && { sort, order: down ? 'down' : 'up' }),
  })
  return `?${query}`
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
