import { formatDay } from '../../i18n/format.ts'
import { m } from '../../i18n/messages.ts'
import { LinkRow } from '../../ui/link-row.tsx'

interface Props {
  assigned: {
    slug: string
    title: string
    by: string
    dueOn: string
    late: boolean
    again: boolean
  }[]
}

/** What somebody asked of me, who, and until when; the nearest day first. */
export function AssignedList({ assigned }: Props) {
  return (
    <section aria-labelledby="assigned">
      <h2 id="assigned">{m.training_assigning_mine()}</h2>
      <ul className="mt-2 divide-y divide-line border-y border-line">
        {assigned.map(({ slug, title, by, dueOn, late, again }) => {
          const words = { day: formatDay(dueOn), by: `\u2068${by}\u2069` }
          return (
            <li key={slug}>
              <LinkRow to={`/training/${slug}`} icon={again ? 'refresh-cw' : 'clock'}>
                <span className="block font-medium">{title}</span>
                <span className="block text-sm text-muted">
                  {late
                    ? m.training_assigning_mine_was(words)
                    : m.training_assigning_mine_until(words)}
                </span>
              </LinkRow>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
