import { wallClock, zonedTime } from '../../i18n/zone.ts'
import { afterQuiet } from '../../mail/quiet.ts'

export const MOST_REMINDERS = 2

/**
 * When everybody eligible is reminded: `count` (0–2) times, evenly between opening and closing, at ten in the morning by the
 * company's clock where the wave is open then, never in the quiet hours. Fewer where the wave is too short for them.
 */
export function reminderTimes(
  opensAt: Date,
  closesAt: Date,
  count: number,
  timeZone: string,
  quiet?: { from: string; to: string },
): Date[] {
  const span = closesAt.getTime() - opensAt.getTime()
  const times = new Set<number>()
  for (let i = 1; i <= Math.min(count, MOST_REMINDERS); i++) {
    const evenly = new Date(opensAt.getTime() + (span * i) / (count + 1))
    const day = wallClock(evenly.getTime(), timeZone).slice(0, 10)
    const atTen = zonedTime(`${day}T10:00`, timeZone)!
    const open = (time: Date) => time > opensAt && time < closesAt
    const free = open(atTen) && !times.has(atTen.getTime())
    const time = free ? atTen : afterQuiet(evenly, timeZone, quiet)
    if (open(time)) times.add(time.getTime())
  }
  return [...times].sort((a, b) => a - b).map((time) => new Date(time))
}
