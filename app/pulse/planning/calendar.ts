/** All times here are those of the company's clock, 'YYYY-MM-DDTHH:MM': a round at nine stays at nine when the clocks change. */

export const FREQUENCIES = ['weekly', 'fortnightly', 'monthly', 'quarterly'] as const
export type Frequency = (typeof FREQUENCIES)[number]

/** The shortest time from one opening to the next, in days: a round must have closed before the next opens. */
export const SHORTEST_DAYS: Record<Frequency, number> = {
  weekly: 7,
  fortnightly: 14,
  monthly: 28,
  quarterly: 89,
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** The nth opening after `first` (0 is `first` itself); a day that a month lacks is its last one, and the next month has it again. */
export function opening(first: string, frequency: Frequency, nth: number): string {
  if (frequency === 'weekly') return clockAfter(first, nth * 7 * (DAY / MINUTE))
  if (frequency === 'fortnightly') return clockAfter(first, nth * 14 * (DAY / MINUTE))
  const [year, month, day] = first.slice(0, 10).split('-').map(Number) as [number, number, number]
  const months = month - 1 + nth * (frequency === 'monthly' ? 1 : 3)
  const last = new Date(Date.UTC(year, months + 1, 0)).getUTCDate()
  const then = new Date(Date.UTC(year, months, Math.min(day, last)))
  return `${then.toISOString().slice(0, 10)}${first.slice(10)}`
}

/** The first opening later than `after`; `first` itself where that is later. */
export function openingAfter(first: string, frequency: Frequency, after: string): string {
  let nth = surelyBefore(first, frequency, after)
  while (opening(first, frequency, nth) <= after) nth++
  return opening(first, frequency, nth)
}

/** The latest opening not after `until`; null where even `first` is later. */
export function openingUntil(first: string, frequency: Frequency, until: string): string | null {
  if (first > until) return null
  let nth = surelyBefore(first, frequency, until)
  while (opening(first, frequency, nth + 1) <= until) nth++
  return opening(first, frequency, nth)
}

const LONGEST_DAYS: Record<Frequency, number> = {
  weekly: 7,
  fortnightly: 14,
  monthly: 31,
  quarterly: 92,
}

/** How many openings are certainly past at `time`: where to begin to count. */
function surelyBefore(first: string, frequency: Frequency, time: string): number {
  const days = (utc(time) - utc(first)) / DAY
  return Math.max(0, Math.floor(days / LONGEST_DAYS[frequency]) - 1)
}

/** What the clock on the wall shows `minutes` later, had nobody changed it. */
export function clockAfter(clock: string, minutes: number): string {
  return new Date(utc(clock) + minutes * MINUTE).toISOString().slice(0, 16)
}

/** Minutes between two readings of the clock. */
export function minutesBetween(from: string, to: string): number {
  return (utc(to) - utc(from)) / MINUTE
}

function utc(clock: string): number {
  return Date.parse(`${clock}:00Z`)
}
