/** What may be said about a customers' score with so many answers behind it. */
export type Gate = 'comments' | 'interval' | 'value'

export const INTERVAL_FROM = 10
export const VALUE_FROM = 30

/** Units a statement about a link needs: with five, only a perfect order can reach p ≤ .05. */
export const LINK_UNITS = 8

/**
 * The gate of a **customers'** NPS (the pulse has its own): below 10 answers their comments only,
 * 10–29 the interval only, from 30 value and interval; null where there are none.
 */
export function gateFor(n: number): Gate | null {
  if (n <= 0) return null
  return n < INTERVAL_FROM ? 'comments' : n < VALUE_FROM ? 'interval' : 'value'
}
