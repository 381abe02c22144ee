import { wallClock, zonedTime } from '../i18n/zone.ts'

/** Nobody's phone rings from nine in the evening to eight in the morning, by the clock of whoever is written to. */
export const QUIET = { from: '21:00', to: '08:00' }

/** `time` itself, or the end of the quiet hours it falls into. */
export function afterQuiet(time: Date, timeZone: string): Date {
  const local = wallClock(time.getTime(), timeZone)
  const [day, hour] = [local.slice(0, 10), local.slice(11)]
  if (hour >= QUIET.to && hour < QUIET.from) return time
  const morning = hour < QUIET.to ? day : nextDay(day)
  return zonedTime(`${morning}T${QUIET.to}`, timeZone)!
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
}
