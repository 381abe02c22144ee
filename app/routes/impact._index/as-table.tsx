import type { ReactNode } from 'react'
import { m } from '../../i18n/messages.ts'

export function AsTable({ children }: { children: ReactNode }) {
  return (
    <details>
      <summary className="min-h-11 py-2.5 text-sm font-medium text-accent">
        {m.common_show_table()}
      </summary>
      {children}
    </details>
  )
}
