import { m } from '../../i18n/messages.ts'
import { LinkRow } from '../../ui/link-row.tsx'
import type { Today } from './today.server.ts'

/** What was promised to my team after a survey, the nearest day first. */
export function PromisedList({ promises }: { promises: Today['promises'] }) {
  const words = {
    promised: m.pulse_acting_status_promised,
    kept: m.pulse_acting_status_kept,
    dropped: m.pulse_acting_status_dropped,
  }
  return (
    <section>
      <h2>{m.pulse_acting_promises()}</h2>
      <ul className="mt-2 divide-y divide-line border-y border-line">
        {promises.map(({ id, waveId, unit, deed, day, status }) => (
          <li key={id}>
            <LinkRow
              to={`/pulse/${waveId}/results#promises`}
              icon={status === 'kept' ? 'circle-check' : 'hand-heart'}
            >
              <span className="block font-medium break-words" dir="auto">
                {deed}
              </span>
              <span className="block text-sm text-muted">
                {words[status]()}
                {status === 'promised' && ` ${m.pulse_acting_due({ day })}`}
                {' · '}
                <bdi>{unit}</bdi>
              </span>
            </LinkRow>
          </li>
        ))}
      </ul>
    </section>
  )
}
