import { Link } from '@remix-run/react'
import { m } from '../../i18n/messages.ts'

/** To the part of "how each figure is made" that belongs here. */
export function MoreLink({ to = '#score' }: { to?: string }) {
  return (
    <p>
      <Link to={`/impact/how${to}`} className="font-medium text-accent underline">
        {m.impact_how_more()}
      </Link>
    </p>
  )
}
