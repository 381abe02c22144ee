import { createHmac, randomBytes } from 'node:crypto'

const WINDOW = 10 * 60 * 1000
/** People in a shop share its network: as many as a busy place can have. */
const OF_ONE_ADDRESS = 30
const OF_ONE_CODE = 200

/** Of IPv6 a household has a whole network, of which the first half is its own. */
function networkOf(address: string): string {
  return address.includes(':') && !address.startsWith('::ffff:')
    ? address.split(':').slice(0, 4).join(':')
    : address
}

/**
 * Counts answers of an address and of a code within ten minutes; true beyond what a place can have. An
 * address is hashed with a key that lives those ten minutes in memory: nothing of it is kept.
 */
export function stuffing(now: () => Date): (address: string, code: string) => boolean {
  let key = randomBytes(32)
  let since = 0
  const counts = new Map<string, number>()
  const more = (who: string) => {
    const count = (counts.get(who) ?? 0) + 1
    counts.set(who, count)
    return count
  }
  return (address, code) => {
    const time = now().getTime()
    if (time - since >= WINDOW || counts.size > 50_000) {
      key = randomBytes(32)
      since = time
      counts.clear()
    }
    const who = createHmac('sha256', key).update(networkOf(address)).digest('base64url')
    return more(who) > OF_ONE_ADDRESS || more(`code ${code}`) > OF_ONE_CODE
  }
}
