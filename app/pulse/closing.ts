/** The time at which a clock on the wall of `timeZone` shows `local` ('YYYY-MM-DDTHH:MM'); null where that is no time. */
export function zonedTime(local: string, timeZone: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local)) return null
  const asUtc = Date.parse(`${local}:00Z`)
  if (Number.isNaN(asUtc)) return null
  // Two steps: the first offset may be that of the other side of a change of the clocks.
  const first = asUtc - offsetAt(asUtc, timeZone)
  const second = asUtc - offsetAt(first, timeZone)
  // In the hour that a spring night leaves out no clock shows this; then the later time is meant.
  const time = Math.max(...[first, second].filter((at) => wallClock(at, timeZone) === local), -1)
  return new Date(time < 0 ? Math.max(first, second) : time)
}

/** What a clock in `timeZone` shows, as a date-time field takes it. */
export function wallClock(time: number, timeZone: string): string {
  return new Date(time + offsetAt(time, timeZone)).toISOString().slice(0, 16)
}

function offsetAt(time: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(time)
  const [day, month, year, hour, minute] = ['day', 'month', 'year', 'hour', 'minute'].map((type) =>
    Number(parts.find((part) => part.type === type)?.value),
  )
  const minutes = Date.UTC(year!, month! - 1, day, hour, minute)
  return minutes - Math.floor(time / 60_000) * 60_000
}

const DAY = 24 * 60 * 60 * 1000

/** Two weeks on, at six in the evening where the company is: what the launch form proposes. */
export function proposedClosing(now: Date, timeZone: string): string {
  return `${wallClock(now.getTime() + 14 * DAY, timeZone).slice(0, 10)}T18:00`
}
