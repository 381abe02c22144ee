import type { ReactNode } from 'react'
import type { Explained } from '../../pulse/explained.server.ts'
import type { DriverOverview } from '../../pulse/results/reading.server.ts'
import { ShownLine } from '../../pulse/results/shown-line.tsx'
import { Fold } from '../../ui/fold.tsx'
import { HowWeKnow } from '../../ui/how-we-know.tsx'

interface Props {
  overview: DriverOverview
  timeZone: string
  labels: Explained['labels']
  /** The statements of a driver, one after the other. */
  itemsOf: (driver: string) => ReactNode
}

/** The loyalty index and the drivers of the unit asked for; the statements behind each one tap away. */
export function DriversView({ overview, timeZone, labels, itemsOf }: Props) {
  const { readings } = overview
  const shown = readings.filter(({ kind }) => kind === 'index' || kind === 'driver')
  return (
    <section className="border-t border-line pt-5">
      <h2>{labels.drivers}</h2>
      <Extremes {...overview} labels={labels} />
      <ul className="mt-3 sm:grid sm:grid-cols-2 sm:gap-x-10">
        {shown.map((reading) => (
          <li key={reading.id} className="border-t border-line py-4">
            <h3 className="mb-1">{reading.name}</h3>
            <ShownLine reading={reading} timeZone={timeZone} />
            {reading.kind === 'driver' && (
              <Fold label={labels.items}>
                <div className="space-y-6 ps-1 pt-3">{itemsOf(reading.id)}</div>
              </Fold>
            )}
          </li>
        ))}
      </ul>
      <HowWeKnow>
        <p>{overview.how}</p>
      </HowWeKnow>
    </section>
  )
}

function Extremes({
  readings,
  strongest,
  weakest,
  apart,
  labels,
}: DriverOverview & Pick<Props, 'labels'>) {
  if (strongest.length === 0) return null
  const names = (ids: string[]) =>
    ids.flatMap((id) => readings.find((reading) => reading.id === id)?.name ?? []).join(' · ')
  return (
    <>
      <dl className="mt-2 grid gap-x-6 gap-y-2 sm:grid-cols-2">
        <div>
          <dt className="text-sm text-muted">{labels.strongest}</dt>
          <dd className="font-medium">{names(strongest)}</dd>
        </div>
        <div>
          <dt className="text-sm text-muted">{labels.weakest}</dt>
          <dd className="font-medium">{names(weakest)}</dd>
        </div>
      </dl>
      {!apart && <p className="mt-2 text-sm text-muted">{labels.notApart}</p>}
    </>
  )
}
