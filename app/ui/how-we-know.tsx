import type { ReactNode } from 'react'
import { m } from '../i18n/messages.ts'
import { Icon } from './icon.tsx'

/** Every figure answers "how do we know?", one tap away and before JavaScript. */
export function HowWeKnow({ children }: { children: ReactNode }) {
  return (
    <details className="group text-sm">
      <summary className="inline-flex min-h-11 list-none items-center gap-1.5 font-medium text-accent">
        <Icon name="circle-help" className="size-4" />
        {m.common_how_we_know()}
      </summary>
      <div className="prose rounded-xl bg-sunk p-4 text-ink">{children}</div>
    </details>
  )
}
