import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

const LOOKS = {
  info: { icon: 'info', box: 'bg-accent-soft', tint: 'text-accent' },
  good: { icon: 'circle-check', box: 'bg-accent-soft', tint: 'text-accent' },
  warn: { icon: 'triangle-alert', box: 'bg-warn-soft', tint: 'text-ink' },
  bad: { icon: 'circle-alert', box: 'bg-bad-soft', tint: 'text-bad' },
} as const

interface Props {
  look?: keyof typeof LOOKS
  children: ReactNode
  /** Spoken as it appears: `status` waits for a pause, `alert` does not. */
  live?: 'status' | 'alert'
}

export function Notice({ look = 'info', children, live }: Props) {
  const { icon, box, tint } = LOOKS[look]
  return (
    <div className={`flex gap-3 rounded-xl p-4 ${box}`} role={live}>
      <Icon name={icon} className={`mt-0.5 size-5 ${tint}`} />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  )
}
