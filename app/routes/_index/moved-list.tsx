import { m } from '../../i18n/messages.ts'
import { LinkRow } from '../../ui/link-row.tsx'
import type { Today } from './today.server.ts'

/** What became of things I noticed, since I last looked. */
export function MovedList({ moved }: { moved: Today['moved'] }) {
  const statuses: Record<string, () => string> = {
    new: m.feedback_status_new,
    seen: m.feedback_status_seen,
    planned: m.feedback_status_planned,
    done: m.feedback_status_done,
    declined: m.feedback_status_declined,
  }
  return (
    <section>
      <h2>{m.today_moved()}</h2>
      <ul className="mt-2 divide-y divide-line border-y border-line">
        {moved.map((one) => (
          <li key={one.id}>
            <LinkRow to={`/feedback/${one.id}`} icon="refresh-cw">
              <span className="block font-medium">
                {one.touchpoint}: {statuses[one.status]?.()}
              </span>
              {one.reason && (
                <span className="line-clamp-2 text-sm text-muted" dir="auto">
                  {one.reason}
                </span>
              )}
            </LinkRow>
          </li>
        ))}
      </ul>
    </section>
  )
}
