import { Link } from '@remix-run/react'
import type { ComponentProps, ReactNode } from 'react'

type Look = 'main' | 'second' | 'quiet' | 'danger'

const BASE =
  'inline-flex min-h-12 items-center justify-center gap-2 rounded-xl py-2.5 text-base font-medium no-underline transition-colors disabled:opacity-60'
const LOOKS: Record<Look, string> = {
  main: 'px-5 bg-accent text-on-accent hover:brightness-110',
  second: 'px-5 border-[1.5px] border-edge bg-raised text-ink hover:border-ink',
  quiet: 'text-accent underline-offset-4 hover:underline px-2',
  danger: 'px-5 border-[1.5px] border-bad bg-raised text-bad hover:bg-bad-soft',
}

export function Button({
  look = 'main',
  className = '',
  ...rest
}: ComponentProps<'button'> & { look?: Look }) {
  return <button {...rest} className={`${BASE} ${LOOKS[look]} ${className}`} />
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
