import { Link } from '@remix-run/react'
import { m } from '../../i18n/messages.ts'
import type { unitView } from './view.server.ts'

type Leading = Awaited<ReturnType<typeof unitView>>['leaders']

export function Leaders({ leaders }: { leaders: Leading }) {
  return (
    <section aria-labelledby="leaders" className="space-y-1">
      <h2 id="leaders">{m.people_units_leaders()}</h2>
      {leaders.length === 0 && <p className="text-muted">{m.people_units_leaders_none()}</p>}
      <ul>
        {leaders.map((leader) => (
          <li key={leader.id}>
            <Link to={`/hr/people/${leader.id}`} className="inline-flex min-h-11 items-center">
              <bdi>{leader.name}</bdi>
            </Link>{' '}
            {leader.until && m.people_units_deputy({ day: leader.until })}
          </li>
        ))}
      </ul>
    </section>
  )
}
