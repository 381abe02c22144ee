import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-names.ts'

interface Props {
  label: ReactNode
  icon?: IconName
  children: ReactNode
}

/** Detail behind one line, for whoever wants it; opens before JavaScript too. */
export function Fold({ label, icon = 'chevron-down', children }: Props) {
  return (
    <details className="fold">
      <summary>
        <Icon name={icon} className="size-4" />
        {label}
      </summary>
      {children}
    </details>
  )
}
