import jstat from 'jstat'

const { jStat } = jstat

/** The standard normal quantile of p in (0, 1): .975 → 1.95996…; outside it NaN. Source: jstat. */
export function normalQuantile(p: number): number {
  return p > 0 && p < 1 ? jStat.normal.inv(p, 0, 1) : NaN
}

/** How many standard errors an interval of this confidence, in (0, 1), reaches to each side. */
export function zFor(confidence: number): number {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError('confidence lies between 0 and 1')
  return normalQuantile((1 + confidence) / 2)
}

/** The chance, 0…1, of a standard normal at least as far from 0 as z, in both directions. */
export function twoSidedP(z: number): number {
  return Math.min(1, 2 * jStat.normal.cdf(-Math.abs(z), 0, 1))
}

const lnFactorials = [0]

/** ln k! for a whole k ≥ 0, summed: the gamma function of jstat is right to eleven digits only. */
export function lnFactorial(k: number): number {
  for (let next = lnFactorials.length; next <= k; next++) {
    lnFactorials.push((lnFactorials[next - 1] as number) + Math.log(next))
  }
  return lnFactorials[k] as number
}
