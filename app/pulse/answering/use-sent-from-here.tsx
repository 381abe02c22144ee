import { useEffect, useState } from 'react'

/**
 * Which of my open waves an answer was sent in from this device; only the device knows. Empty while it is looked up
 * and where the device keeps nothing. What else lies on the device is erased, but for receipts of my waves that are
 * over; `mine` has the records of all of them, open or not.
 */
export function useSentFromHere(open: string[], mine: string[]): string[] {
  const [sent, setSent] = useState<string[]>([])
  const asked = JSON.stringify([open, mine])
  useEffect(() => {
    let gone = false
    async function look() {
      if (!globalThis.crypto?.subtle || !globalThis.indexedDB) return
      const { sentFromHere } = await import('./device.client.ts')
      const [open, mine] = JSON.parse(asked) as [string[], string[]]
      const found = await sentFromHere(open, mine).catch(() => [])
      if (!gone) setSent(found)
    }
    void look()
    return () => {
      gone = true
    }
  }, [asked])
  return sent
}
