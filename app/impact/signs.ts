import { SIGNS, type Sign } from '../feedback/kinds.ts'
import { gateFor } from '../statistics/gate.ts'
import { wilson } from '../statistics/interval.ts'
import { type Counts, noCounts, sizeOf } from '../statistics/scores.ts'

/** A month's share of promoters, 0…1, by the gates of a score: below 10 answers nothing, 10–29 the interval only. */
export interface PromoterMonth {
  month: string
  n: number
  share: number | null
  low: number | null
  high: number | null
}

export interface SignRow {
  sign: Sign
  total: number
  /** Per month of the window, oldest first. */
  counts: number[]
}

export interface SignMonths {
  months: string[]
  promoters: PromoterMonth[]
  /** All nine, in their own order. */
  signs: SignRow[]
  total: number
}

/** The nine signs month by month beside the share of promoters: two rows of facts, not one leading to the other. */
export function signsBesidePromoters(
  months: string[],
  seen: readonly { sign: Sign; month: string; seen: number }[],
  answers: ReadonlyMap<string, Counts>,
): SignMonths {
  const signs = SIGNS.map((sign) => {
    const counts = months.map(
      (month) => seen.find((one) => one.sign === sign && one.month === month)?.seen ?? 0,
    )
    return { sign, counts, total: counts.reduce((sum, count) => sum + count, 0) }
  })
  return {
    months,
    promoters: months.map((month) => {
      const counts = answers.get(month) ?? noCounts()
      const n = sizeOf(counts)
      const gate = gateFor(n)
      const interval = gate === 'interval' || gate === 'value' ? wilson(counts.promoters, n) : null
      return {
        month,
        n,
        share: gate === 'value' ? counts.promoters / n : null,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
      }
    }),
    signs,
    total: signs.reduce((sum, row) => sum + row.total, 0),
  }
}
