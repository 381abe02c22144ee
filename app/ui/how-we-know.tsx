import type { ReactNode } from 'react'
import { m } from '../i18n/messages.ts'
import { Fold } from './fold.tsx'

/** Every figure answers "how do we know?", one tap away and before JavaScript. */
export function HowWeKnow({ children }: { children: ReactNode }) {
  return (
    <Fold icon="circle-help" label={m.common_how_we_know()}>
      <div className="prose rounded-xl bg-sunk p-4 text-sm">{children}</div>
    </Fold>
  )
}
