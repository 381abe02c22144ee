import { m } from '../../i18n/messages.ts'
import type { Reading, UnitReading } from './reading.server.ts'
import { ShownLine } from './shown-line.tsx'

interface Props extends Pick<UnitReading, 'strongest' | 'weakest' | 'apart'> {
  readings: Omit<Reading, 'points'>[]
  timeZone: string
}

/** The three strongest and the three weakest drivers of a unit, each beside the company. */
export function DriverEnds({ readings, strongest, weakest, apart, timeZone }: Props) {
  const ends = [
    { title: m.pulse_results_strongest(), ids: strongest },
    { title: m.pulse_results_weakest(), ids: weakest },
  ]
  return (
    <section className="border-t border-line pt-5">
      <h2>{m.pulse_results_drivers()}</h2>
      {strongest.length === 0 && (
        <p className="mt-2 text-muted">{m.pulse_results_extremes_none()}</p>
      )}
      {strongest.length > 0 && !apart && (
        <p className="mt-2 text-muted">{m.pulse_results_not_apart()}</p>
      )}
      <div className="mt-3 grid gap-6 sm:grid-cols-2">
        {ends.map(
          ({ title, ids }) =>
            ids.length > 0 && (
              <div key={title}>
                <h3>{title}</h3>
                <ul className="divide-y divide-line">
                  {ids.flatMap((id) => {
                    const reading = readings.find((one) => one.id === id)
                    return reading ? (
                      <li key={id} className="py-3">
                        <p>{reading.name}</p>
                        <ShownLine reading={reading} timeZone={timeZone} />
                      </li>
                    ) : (
                      []
                    )
                  })}
                </ul>
              </div>
            ),
        )}
      </div>
    </section>
  )
}
