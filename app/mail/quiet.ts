import { wallClock, zonedTime } from '../i18n/zone.ts'

/** From an evening over midnight to a morning, 'HH:MM'. */
interface Quiet {
  from: string
  to: string
}

/** Nobody's phone rings from nine in the evening to eight in the morning, unless the company decided otherwise. */
const QUIET: Quiet = { from: '21:00', to: '08:00' }

/** `time` itself, or the end of the quiet hours it falls into, by the clock of whoever is written to. */
export function afterQuiet(time: Date, timeZone: string, quiet = QUIET): Date {
  const local = wallClock(time.getTime(), timeZone)
  const [day, hour] = [local.slice(0, 10), local.slice(11)]
  if (hour >= quiet.to && hour < quiet.from) return time
  const morning = hour < quiet.to ? day : nextDay(day)
  return zonedTime(`${morning}T${quiet.to}`, timeZone)!
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
}
