/** Least squares with one predictor. `t` is null where the fit leaves nothing over. */
export type Slope = { slope: number; se: number; t: number | null }

/** One observation: the unit it was made in, what the unit did, what its customers said. */
export type Observed = { unit: string; x: number; y: number }

export type UnitMean = { unit: string; n: number; x: number; y: number }

/** Means per unit in order of first appearance. Rank correlations are taken over these. */
export function unitMeans(rows: Iterable<Observed>): UnitMean[] {
  const sums = new Map<string, UnitMean>()
  for (const { unit, x, y } of rows) {
    const sum = sums.get(unit)
    if (sum === undefined) sums.set(unit, { unit, n: 1, x, y })
    else {
      sum.n++
      sum.x += x
      sum.y += y
    }
  }
  return [...sums.values()].map(({ unit, n, x, y }) => ({ unit, n, x: x / n, y: y / n }))
}

/**
 * Between units: the least-squares slope of y on x over unit means, every unit counting once ("places
 * that do more score higher"). se on units − 2 degrees of freedom. Null below three units or where x
 * does not vary.
 */
export function betweenSlope(means: readonly Pick<UnitMean, 'x' | 'y'>[]): Slope | null {
  return slopeOf(means, means.length - 2)
}

/**
 * Within units: the slope over deviations from each unit's own means, that is with unit fixed effects
 * ("when a place does more, its score rises"). se on rows − units − 1 degrees of freedom. Null where
 * that is below one or x never moves within a unit. Source: Mundlak, Econometrica (1978).
 */
export function withinSlope(rows: readonly Observed[]): Slope | null {
  const means = new Map(unitMeans(rows).map((mean) => [mean.unit, mean]))
  const deviations = rows.map(({ unit, x, y }) => {
    const mean = means.get(unit) as UnitMean
    return { x: x - mean.x, y: y - mean.y }
  })
  return slopeOf(deviations, rows.length - means.size - 1)
}

function slopeOf(points: readonly { x: number; y: number }[], freedom: number): Slope | null {
  if (freedom < 1) return null
  const n = points.length
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / n
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / n
  let xx = 0
  let xy = 0
  let size = 0
  for (const { x, y } of points) {
    xx += (x - meanX) ** 2
    xy += (x - meanX) * (y - meanY)
    size = Math.max(size, Math.abs(x))
  }
  // Deviations of a unit that never moves are rounding, not movement.
  if (xx <= n * (1e-12 * size) ** 2) return null
  const slope = xy / xx
  let left = 0
  for (const { x, y } of points) left += (y - meanY - slope * (x - meanX)) ** 2
  const se = Math.sqrt(left / freedom / xx)
  return { slope, se, t: se > 0 ? slope / se : null }
}

/**
 * The share, 0…1, of y's variance that a linear regression on the predictors explains (R²): how
 * little a difference between groups may say about one person. Predictors that add nothing are
 * passed over. Null where y does not vary or there are no more rows than predictors + 1. Rows with a
 * missing value are left out by the caller.
 */
export function explainedShare(
  y: readonly number[],
  predictors: readonly (readonly number[])[],
): number | null {
  const n = y.length
  if (predictors.some((column) => column.length !== n)) {
    throw new RangeError('every predictor has as many values as y')
  }
  if (n <= predictors.length + 1) return null
  const left = centred(y)
  const total = dot(left, left)
  if (!(total > 0)) return null
  const basis: number[][] = []
  for (const column of predictors) {
    const rest = centred(column)
    const before = dot(rest, rest)
    // Modified Gram–Schmidt; the normal equations would square the rounding.
    for (const axis of basis) take(rest, axis)
    if (dot(rest, rest) <= 1e-20 * before || before === 0) continue
    take(left, rest)
    basis.push(rest)
  }
  return Math.max(0, 1 - dot(left, left) / total)
}

function take(from: number[], axis: readonly number[]): void {
  const share = dot(from, axis) / dot(axis, axis)
  for (let i = 0; i < from.length; i++) from[i] = (from[i] as number) - share * (axis[i] as number)
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

function centred(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.map((value) => value - mean)
}
