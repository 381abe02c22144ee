import type { IconName } from './icon-names.ts'
import sprite from './icons.svg?no-inline'

interface Props {
  name: IconName
  className?: string
  /** Arrows and chevrons point the way people read. */
  flip?: boolean
  /** Words for a screen reader; without them the icon is decoration. */
  label?: string
}

export function Icon({ name, className = 'size-5', flip, label }: Props) {
  return (
    <svg
      className={`shrink-0 ${className} ${flip ? 'rtl:-scale-x-100' : ''}`}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      focusable="false"
    >
      <use href={`${sprite}#${name}`} />
    </svg>
  )
}
