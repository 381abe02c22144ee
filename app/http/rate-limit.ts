import type { RequestHandler, Response } from 'express'

/**
 * Lets each caller through `most` times a minute, then hands over to `refuse` with 429 and Retry-After set. A caller is
 * an address, of IPv6 the network of 64 bits that one household has. Counted in this process alone.
 */
export function rateLimit(
  most: number,
  now: () => Date,
  refuse: (response: Response) => void,
): RequestHandler {
  let minute = 0
  const counted = new Map<string, number>()
  return (request, response, next) => {
    const current = Math.floor(now().getTime() / 60_000)
    if (current !== minute) {
      minute = current
      counted.clear()
    }
    const address = callerOf(request.ip ?? '')
    // A flood from many addresses must not fill the memory: beyond this they share one count.
    const caller = counted.size < 50_000 || counted.has(address) ? address : ''
    const times = (counted.get(caller) ?? 0) + 1
    counted.set(caller, times)
    if (times <= most) return next()
    response.status(429).set('Retry-After', '60').set('Cache-Control', 'no-store')
    refuse(response)
  }
}

/** Whom an address stands for: of IPv6 the network of 64 bits that one household has. */
export function callerOf(ip: string): string {
  return ip.includes('.') ? ip : ip.split(':').slice(0, 4).join(':')
}
