import { VALUE_FROM } from '../statistics/gate.ts'
import { zFor } from '../statistics/normal.ts'
import { explainedShare } from '../statistics/regression.ts'
import { type Band, bandOf, BANDS } from '../statistics/scores.ts'

/** One customer's answer with what they buy: visits a year, and the mean basket in the company's money. */
export interface Purchase {
  score: number
  visits: number
  basket: number
}

export interface Spend {
  n: number
  /** Money a year; the interval is that of a mean, 95 %; null below thirty customers. */
  mean: number | null
  low: number | null
  high: number | null
}

export interface Purchases {
  n: number
  spend: Record<Band, Spend>
  /** Promoters less detractors, with its interval; null where one of them has no mean. */
  gap: { mean: number; low: number; high: number } | null
  /** The share, 0…1, of the score's variance that visits and basket explain (R²); null where it cannot be told. */
  explained: number | null
}

/**
 * What customers of each band spend a year: visits × basket, a negative basket (more brought back than bought)
 * counted as 0; means with s / √n. And how little of one customer's score that explains: least squares of the score on
 * visits and basket.
 */
export function purchasesOf(rows: readonly Purchase[]): Purchases {
  const values: Record<Band, number[]> = { promoter: [], passive: [], detractor: [] }
  for (const { score, visits, basket } of rows) {
    const band = bandOf(score)
    if (band) values[band].push(visits * Math.max(0, basket))
  }
  const means = Object.fromEntries(BANDS.map((band) => [band, meanOf(values[band])])) as Record<
    Band,
    ReturnType<typeof meanOf>
  >
  const spend = Object.fromEntries(
    BANDS.map((band) => {
      const { n, mean, se } = means[band]
      const reach = zFor(0.95) * se
      return [
        band,
        n < VALUE_FROM
          ? { n, mean: null, low: null, high: null }
          : { n, mean, low: mean - reach, high: mean + reach },
      ]
    }),
  ) as Purchases['spend']
  return {
    n: rows.length,
    spend,
    gap: gapOf(means.promoter, means.detractor),
    explained: explainedShare(
      rows.map((row) => row.score),
      [rows.map((row) => row.visits), rows.map((row) => row.basket)],
    ),
  }
}

type Mean = ReturnType<typeof meanOf>

function meanOf(values: readonly number[]): { n: number; mean: number; se: number } {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, n)
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { n, mean, se: n < 2 ? 0 : Math.sqrt(squares / (n - 1) / n) }
}

function gapOf(promoters: Mean, detractors: Mean): Purchases['gap'] {
  if (Math.min(promoters.n, detractors.n) < VALUE_FROM) return null
  const mean = promoters.mean - detractors.mean
  const reach = zFor(0.95) * Math.hypot(promoters.se, detractors.se)
  return { mean, low: mean - reach, high: mean + reach }
}
