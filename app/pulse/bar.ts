import type { Share } from './report.ts'

/** A share under 10 % is never drawn as nobody, nor wider than it can be. */
const THINNEST = 0.01
const WIDEST = 0.1

/**
 * How wide the parts of a bar are drawn, from published shares alone; together they are 1. A share that stands there
 * in figures keeps its width; those under 10 % have what is left in equal parts, so that the picture says no more of
 * them than the table. Shares on a grid need not add up, so the whole is stretched to fit.
 */
export function barWidths(shares: readonly Share[]): number[] {
  const small = shares.filter((share) => share === 'under-10').length
  const told = shares.map((share) =>
    share === 'over-90' ? 0.95 : share === 'under-10' ? 0 : share,
  )
  const left = 1 - told.reduce((sum, width) => sum + width, 0)
  const each = Math.min(WIDEST, Math.max(THINNEST, left / small))
  const widths = told.map((width, i) => (shares[i] === 'under-10' ? each : width))
  const whole = widths.reduce((sum, width) => sum + width, 0)
  return widths.map((width) => width / whole)
}
