import type { ReactNode } from 'react'
import { m } from '../../i18n/messages.ts'
import { Icon } from '../../ui/icon.tsx'

export function AsTable({ children }: { children: ReactNode }) {
  return (
    <details className="group">
      <summary className="inline-flex min-h-11 list-none items-center gap-1.5 text-sm font-medium text-accent">
        <Icon name="chevron-down" className="size-4 group-open:rotate-180" />
        {m.common_show_table()}
      </summary>
      {children}
    </details>
  )
}
