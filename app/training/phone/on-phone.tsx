import { lazy, Suspense, useEffect, useState } from 'react'

/** Its words and its work come only to whom they are of use; without a network there is nothing to say. */
const PhoneSection = lazy(() =>
  import('./phone-section.tsx').catch(() => ({ default: () => null })),
)

/**
 * What this person keeps on this phone. Sends what waits there and brings it up to date; on Learning (`offer`) it is
 * chosen and given up as well. Nothing of it stands here before the page is awake, since nothing of it works before.
 */
export function OnPhone({ person, offer = false }: { person: string; offer?: boolean }) {
  const [needed, setNeeded] = useState(false)
  useEffect(() => {
    if (offer) setNeeded(true)
    else {
      const asked = navigator.serviceWorker?.getRegistration('/')
      void asked?.then((registration) => setNeeded(registration !== undefined))
    }
  }, [offer])
  if (!needed) return null
  return (
    <Suspense>
      <PhoneSection person={person} offer={offer} />
    </Suspense>
  )
}
