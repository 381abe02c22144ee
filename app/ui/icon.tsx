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

export function Icon({ name, className = '', flip, label }: Props) {
  // An svg without a size takes all the room there is.
  const size = /\bsize-/.test(className) ? '' : 'size-5'
  return (
    <svg
      className={`shrink-0 ${size} ${className} ${flip ? 'rtl:-scale-x-100' : ''}`}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      focusable="false"
    >
      <use href={`${sprite}#${name}`} />
    </svg>
  )
}
