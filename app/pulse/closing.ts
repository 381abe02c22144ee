import { wallClock } from '../i18n/zone.ts'

const DAY = 24 * 60 * 60 * 1000

/** Two weeks on, at six in the evening where the company is: what the launch form proposes. */
export function proposedClosing(now: Date, timeZone: string): string {
  return `${wallClock(now.getTime() + 14 * DAY, timeZone).slice(0, 10)}T18:00`
}
