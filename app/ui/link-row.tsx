import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-names.ts'

interface Props {
  to: string
  icon?: IconName
  /** Spans: what it is called, and below it what there is to know. */
  children: ReactNode
}

/** A line of a list that leads somewhere, as wide as the list. */
export function LinkRow({ to, icon, children }: Props) {
  return (
    <Link
      to={to}
      className={`flex items-center gap-3 hover:text-accent ${icon ? 'min-h-14 py-2' : 'min-h-16 py-3'}`}
    >
      {icon && <Icon name={icon} className="size-6 text-accent" />}
      <span className="min-w-0 flex-1">{children}</span>
      <Icon name="chevron-right" flip className="size-5 text-muted" />
    </Link>
  )
}
