/** Which number of 08/11/2021 is the day. */
export const DATE_ORDERS = ['dmy', 'mdy'] as const
export type DateOrder = (typeof DATE_ORDERS)[number]

const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?=$|[\sT,])/
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?=$|[\sT,])/
const BARE = /^(\d{4})(\d{2})(\d{2})(?=$|[\sT,])/
/** Days since the last of 1899, as spreadsheets count them, with the time as a fraction. */
const SERIAL = /^(\d{5})(?:[.,]\d+)?$/
const BEFORE_SERIALS = Date.UTC(1899, 11, 30)

/**
 * The calendar day of a date as surveys and tills write it, with or without a time behind it, as
 * YYYY-MM-DD: 2023-07-13, 2023/7/13, 20230713, 13/07/2023, 13.7.23, and 45120.5 as a spreadsheet counts. The day is the one on the clock
 * where it was written; time and zone are not used. Dots always mean day first; for slashes and
 * dashes `order` decides. Null for what is no day of the calendar between 1990 and 2199.
 */
export function dayIn(text: string, order: DateOrder): string | null {
  const iso = YEAR_FIRST.exec(text)
  if (iso) return calendarDay(Number(iso[1]), Number(iso[3]), Number(iso[4]))
  const local = YEAR_LAST.exec(text)
  if (local) {
    const [first, second] = [Number(local[1]), Number(local[3])]
    const year = Number(local[4]) + (local[4]?.length === 2 ? 2000 : 0)
    const dayFirst = order === 'dmy' || local[2] === '.'
    return dayFirst ? calendarDay(year, second, first) : calendarDay(year, first, second)
  }
  const serial = SERIAL.exec(text)
  if (serial) {
    const day = new Date(BEFORE_SERIALS + Number(serial[1]) * 86_400_000)
    return calendarDay(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate())
  }
  const bare = BARE.exec(text)
  return bare ? calendarDay(Number(bare[1]), Number(bare[2]), Number(bare[3])) : null
}

function calendarDay(year: number, month: number, day: number): string | null {
  if (year < 1990 || year > 2199 || month < 1 || month > 12 || day < 1) return null
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/**
 * What one date tells about the order of all: 'dmy' or 'mdy' where a number above 12 can only be the
 * day, 'either' where both orders are possible, null where the order does not matter.
 */
export function orderEvidence(text: string): DateOrder | 'either' | null {
  const local = YEAR_LAST.exec(text)
  if (!local || local[2] === '.') return null
  const [first, second] = [Number(local[1]), Number(local[3])]
  if (first > 12) return second > 12 ? null : 'dmy'
  return second > 12 ? 'mdy' : 'either'
}
