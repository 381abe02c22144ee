import { m } from '../../i18n/messages.ts'
import { Icon } from '../../ui/icon.tsx'
import { LinkRow } from '../../ui/link-row.tsx'
import type { Waiting } from './today.server.ts'

/** What waits for a leader or HR, and for nobody else. */
export function WaitingList({ waiting }: { waiting: Waiting[] }) {
  return (
    <section>
      <h2>{m.today_waiting()}</h2>
      <ul className="mt-2 divide-y divide-line border-y border-line">
        {waiting.map((one) => (
          <li key={one.kind === 'told' ? one.words : one.to}>
            <LinkRow to={one.to} icon={one.kind === 'observations' ? 'users' : 'clock'}>
              {one.kind === 'told' ? (
                <>
                  <span className="block font-medium">{one.words}</span>
                  {one.late && (
                    <span className="flex items-center gap-1.5 text-sm font-semibold text-bad">
                      <Icon name="circle-alert" className="size-4" />
                      {one.late}
                    </span>
                  )}
                </>
              ) : 'until' in one ? (
                <>
                  <span className="block font-medium">
                    {one.kind === 'close'
                      ? m.today_waiting_close({ title: one.title })
                      : m.today_waiting_running({ title: one.title })}
                  </span>
                  <span className="block text-sm text-muted">
                    {m.today_waiting_until({ time: one.until })}
                  </span>
                </>
              ) : (
                <span className="font-medium">
                  {one.kind === 'promises'
                    ? m.pulse_acting_waiting_overdue({ n: one.count })
                    : m.today_waiting_observations({ n: one.count })}
                </span>
              )}
            </LinkRow>
          </li>
        ))}
      </ul>
    </section>
  )
}
