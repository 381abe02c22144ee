import { useEffect, useState } from 'react'

/**
 * Which of my open waves an answer was sent in from this device; only the device knows. Empty while it is looked up
 * and where the device keeps nothing. What else lies on the device is erased.
 */
export function useSentFromHere(records: string[]): string[] {
  const [sent, setSent] = useState<string[]>([])
  const asked = records.join(' ')
  useEffect(() => {
    let gone = false
    async function look() {
      if (!globalThis.crypto?.subtle || !globalThis.indexedDB) return
      const { sentFromHere } = await import('./device.client.ts')
      const found = await sentFromHere(asked === '' ? [] : asked.split(' ')).catch(() => [])
      if (!gone) setSent(found)
    }
    void look()
    return () => {
      gone = true
    }
  }, [asked])
  return sent
}

/** A wave that is over leaves nothing on this device. */
export function useForgotten(record: string): void {
  useEffect(() => {
    if (!globalThis.indexedDB) return
    void import('./device.client.ts').then(({ forget }) => forget(record)).catch(() => {})
  }, [record])
}
