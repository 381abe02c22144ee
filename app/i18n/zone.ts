/** The time at which a clock on the wall of `timeZone` shows `local` ('YYYY-MM-DDTHH:MM'); null where that is no time. */
export function zonedTime(local: string, timeZone: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local)) return null
  const asUtc = Date.parse(`${local}:00Z`)
  // A thirty-first of February would be taken for a day in March.
  if (Number.isNaN(asUtc) || new Date(asUtc).toISOString().slice(0, 16) !== local) return null
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

const formats = new Map<string, Intl.DateTimeFormat>()

/** What a page asks for is mostly its own minute, several times over. */
const lastAsked = new Map<string, { minute: number; offset: number }>()

function offsetAt(time: number, timeZone: string): number {
  const minute = Math.floor(time / 60_000)
  const last = lastAsked.get(timeZone)
  if (last?.minute === minute) return last.offset
  const offset = readOffset(time, timeZone)
  lastAsked.set(timeZone, { minute, offset })
  return offset
}

function readOffset(time: number, timeZone: string): number {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    formats.set(timeZone, format)
  }
  const parts = format.formatToParts(time)
  const [day, month, year, hour, minute] = ['day', 'month', 'year', 'hour', 'minute'].map((type) =>
    Number(parts.find((part) => part.type === type)?.value),
  )
  const minutes = Date.UTC(year!, month! - 1, day, hour, minute)
  return minutes - Math.floor(time / 60_000) * 60_000
}

/** Whether it is a day of the calendar, 'YYYY-MM-DD'; a thirty-first of February is none. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && zonedTime(`${text}T12:00`, 'UTC') !== null
}

/** Whether clocks of that name are known here: `Europe/Berlin`, `Asia/Jerusalem`. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
