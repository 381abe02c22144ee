import { lazy, Suspense, useEffect, useState } from 'react'

const LeavingSection = lazy(() =>
  import('./leaving-section.tsx').catch(() => ({ default: () => null })),
)

/** What signing out would erase of this phone; nothing where nothing was ever kept, and nothing before the page is awake. */
export function OnLeaving({ onKnown }: { onKnown: (waiting: number) => void }) {
  const [needed, setNeeded] = useState(false)
  useEffect(() => {
    const asked = navigator.serviceWorker?.getRegistration('/')
    void asked?.then((registration) => setNeeded(registration !== undefined))
  }, [])
  if (!needed) return null
  return (
    <Suspense>
      <LeavingSection onKnown={onKnown} />
    </Suspense>
  )
}
