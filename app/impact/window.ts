import { dayIn } from '../feedback/kinds.ts'

/** The months 'YYYY-MM' of the company's calendar that end with the one of `now`, oldest first. */
export function monthsTo(now: Date, timeZone: string, count = 12): string[] {
  const [year, month] = dayIn(now, timeZone).split('-').map(Number) as [number, number]
  return Array.from({ length: count }, (_, index) => {
    const place = year * 12 + (month - 1) - (count - 1 - index)
    return `${Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, '0')}`
  })
}
