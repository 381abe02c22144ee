import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireEmployee } from '../../auth/require.server.ts'
import { notFound } from '../../http/respond.ts'
import { m } from '../../i18n/messages.ts'
import { titled } from '../../i18n/title.ts'
import { unitReading, unitsAround } from '../../pulse/results/reading.server.ts'
import { TrendChart } from '../../pulse/results/trend-chart.tsx'
import { UnitPath } from '../../pulse/results/unit-path.tsx'
import { wave } from '../../pulse/wave.server.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Fold } from '../../ui/fold.tsx'
import { HowWeKnow } from '../../ui/how-we-know.tsx'
import { Page } from '../../ui/page.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const me = await requireEmployee(request, context)
  const found = await wave(context.db, params.waveId ?? '')
  if (!found) throw notFound()
  const unit = new URL(request.url).searchParams.get('unit') ?? me.leads[0] ?? me.unitId
  const around = await unitsAround(context.db, found.id, unit)
  const shown = around?.path.at(-1)
  const reading = shown && (await unitReading(context.db, found, shown.id, me.locale))
  if (!around || !reading) throw notFound()
  return json({
    id: found.id,
    ...around,
    readings: reading.readings,
    timeZone: context.company.timeZone,
    how: [
      m.pulse_results_trend_know({}, { locale: me.locale }),
      m.pulse_results_driver_know({}, { locale: me.locale }),
      m.pulse_know_rounding({}, { locale: me.locale }),
    ],
  })
}

export const meta = titled(() => m.pulse_results_trend())

export default function Trend() {
  const { id, path, below, readings, timeZone, how } = useLoaderData<typeof loader>()
  const unit = path.at(-1)!
  const main = readings.filter(({ kind, driver }) => kind !== 'item' || driver === null)
  const items = readings.filter(({ kind, driver }) => kind === 'item' && driver !== null)
  return (
    <Page
      title={<bdi>{unit.name}</bdi>}
      eyebrow={m.pulse_results_trend()}
      lead={m.pulse_results_trend_lead()}
    >
      <UnitPath path={path} below={below} />
      {main.map((reading) => (
        <TrendChart key={reading.id} reading={reading} timeZone={timeZone} />
      ))}
      {items.length > 0 && (
        <Fold label={m.pulse_results_items()}>
          <div className="space-y-6 pt-4">
            {items.map((reading) => (
              <TrendChart key={reading.id} reading={reading} timeZone={timeZone} />
            ))}
          </div>
        </Fold>
      )}
      <HowWeKnow>
        {how.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </HowWeKnow>
      <ButtonLink to={`/pulse/${id}/results?unit=${encodeURIComponent(unit.id)}`} look="second">
        {m.pulse_results_open()}
      </ButtonLink>
    </Page>
  )
}

export { ErrorBoundary } from '../../http/error-boundary.tsx'
