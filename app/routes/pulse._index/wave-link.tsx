import { Link } from '@remix-run/react'
import { Icon } from '../../ui/icon.tsx'

export function WaveLink({ to, title, line }: { to: string; title: string; line: string }) {
  return (
    <li>
      <Link to={to} className="flex min-h-16 items-center gap-3 py-3 hover:text-accent">
        <span className="flex-1">
          <span className="block font-medium">{title}</span>
          <span className="block text-sm text-muted">{line}</span>
        </span>
        <Icon name="chevron-right" flip className="size-5 text-muted" />
      </Link>
    </li>
  )
}
