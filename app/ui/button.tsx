import { Link } from '@remix-run/react'
import type { ComponentProps, MouseEvent, ReactNode } from 'react'

type Look = 'main' | 'second' | 'quiet' | 'danger'

const BASE =
  'inline-flex min-h-12 items-center justify-center gap-2 rounded-xl py-2.5 text-base font-medium no-underline transition-colors disabled:opacity-60 aria-disabled:opacity-60'
const LOOKS: Record<Look, string> = {
  main: 'px-5 bg-accent text-on-accent hover:brightness-110',
  second: 'px-5 border-[1.5px] border-edge bg-raised text-ink hover:border-ink',
  quiet: 'text-accent underline-offset-4 hover:underline px-2',
  danger: 'px-5 border-[1.5px] border-bad bg-raised text-bad hover:bg-bad-soft',
}

interface Props extends ComponentProps<'button'> {
  look?: Look
  /** Pressed, and at work: does nothing more, and keeps the focus, which a browser takes from what is `disabled`. */
  busy?: boolean
}

export function Button({ look = 'main', className = '', busy, ...rest }: Props) {
  const held = busy && {
    'aria-disabled': true,
    onClick: (event: MouseEvent) => event.preventDefault(),
  }
  return <button {...rest} {...held} className={`${BASE} ${LOOKS[look]} ${className}`} />
}

interface LinkProps {
  to: string
  look?: Look
  className?: string
  children: ReactNode
  /** For files and pages outside the client's router. */
  reloadDocument?: boolean
  download?: boolean
}

export function ButtonLink({ look = 'main', className = '', ...rest }: LinkProps) {
  return <Link {...rest} className={`${BASE} ${LOOKS[look]} ${className}`} />
}
