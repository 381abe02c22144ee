import { useLocation } from '@remix-run/react'
import { useEffect, useRef, type ReactNode } from 'react'

interface Props {
  title: ReactNode
  /** A line above the title: where this belongs. */
  eyebrow?: ReactNode
  lead?: ReactNode
  children?: ReactNode
  /** Tables and charts side by side need room; reading and answering does not. */
  wide?: boolean
}

/** Whether this document has shown a page already. */
let arrived = false

/** One page: its title, focused when people arrive from another page, and its content. */
export function Page({ title, eyebrow, lead, children, wide }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { key, hash } = useLocation()
  useEffect(() => {
    // On the first page of a document the browser's own order is right: the skip link comes first. The
    // location does not tell it, since ScrollRestoration gives every page a key.
    const first = !arrived
    arrived = true
    // An error summary has taken the focus before this, and keeps it.
    if (first || document.activeElement?.closest('[role="alert"]')) return
    // A link to a field of this page leads there, not to the title.
    if (hash !== '' && document.getElementById(hash.slice(1))) return
    heading.current?.focus({ preventScroll: true })
  }, [key, hash])
  return (
    <div className="mx-auto w-full max-w-5xl px-4 pt-6 pb-12 sm:px-6">
      <div className={wide ? '' : 'max-w-2xl'}>
        {eyebrow && <p className="mb-1 text-sm font-medium text-muted">{eyebrow}</p>}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead && <p className="mt-2 text-lg text-muted">{lead}</p>}
        <div className="mt-6 space-y-6">{children}</div>
      </div>
    </div>
  )
}

/** A raised sheet; sheets never lie on sheets. */
export function Sheet({ children, className = '' }: { children: ReactNode; className?: string }) {
  return (
    <section className={`rounded-2xl border border-line bg-raised p-5 ${className}`}>
      {children}
    </section>
  )
}

/** Nothing here yet, and the one thing to do about it. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="rounded-2xl border border-dashed border-edge p-6 text-center text-muted">
      <p>{children}</p>
      {action && <div className="mt-4">{action}</div>}
    </div>
  )
}
