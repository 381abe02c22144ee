import type { Interval } from './interval.ts'
import { zFor } from './normal.ts'
import { seededRandom, shuffle } from './random.ts'

/** Up to so many units every order is tried; above it, so many orders drawn by a fixed seed. */
export const EXACT_UP_TO = 9
export const PERMUTATIONS = 10_000

/** Ranks from 1, ties sharing their middle rank. */
export function ranksOf(values: readonly number[]): number[] {
  const order = values
    .map((_, index) => index)
    .sort((i, j) => (values[i] as number) - (values[j] as number))
  const ranks = Array.from(values, () => 0)
  for (let from = 0; from < order.length;) {
    let to = from
    while (to < order.length && values[order[to] as number] === values[order[from] as number]) to++
    for (let place = from; place < to; place++) ranks[order[place] as number] = (from + 1 + to) / 2
    from = to
  }
  return ranks
}

/** Pearson's r of two lists, −1…1; null where they are shorter than two or one does not vary. */
export function pearson(x: readonly number[], y: readonly number[]): number | null {
  const a = centred(x)
  const b = centred(y)
  const scale = Math.sqrt(product(a, a) * product(b, b))
  return x.length < 2 || !(scale > 0) ? null : clip(product(a, b) / scale)
}

/**
 * Spearman's ρ, −1…1: Pearson's r of the ranks, which is right with ties where 1 − 6Σd²/(n³ − n) is
 * not. Null where fewer than two pairs or one side does not vary. Source: Spearman (1904).
 */
export function spearmanRho(x: readonly number[], y: readonly number[]): number | null {
  return pearson(ranksOf(x), ranksOf(y))
}

/**
 * Kendall's τ-b, −1…1: (concordant − discordant) / √((n₀ − tiesₓ)(n₀ − tiesᵧ)). Null where fewer
 * than two pairs or one side does not vary. Source: Kendall, The Treatment of Ties (1945).
 */
export function kendallTauB(x: readonly number[], y: readonly number[]): number | null {
  const tester = kendallTester(x, y)
  return tester === null ? null : clip(tester.numerator(tester.y) / tester.scale)
}

export type RankLink = {
  n: number
  kendall: { tau: number; p: number } | null
  spearman: { rho: number; p: number; low: number | null; high: number | null } | null
}

/**
 * Kendall's τ-b and Spearman's ρ of pairs, each with its two-sided permutation p: the share of orders
 * of y at least as far from 0. All n! orders up to n = 9; above that 10,000 drawn with a fixed seed,
 * p = (as far + 1) / 10,001. The interval of ρ is Bonett–Wright's. Both null where fewer than two
 * pairs or one side does not vary. Refuses lists of different lengths or with a value that is no
 * number. A statement needs `LINK_UNITS` pairs: the caller withholds below that.
 */
export function rankLink(
  x: readonly number[],
  y: readonly number[],
  { confidence = 0.95, seed = 1 } = {},
): RankLink {
  if (x.length !== y.length) throw new RangeError('both lists have the same length')
  if (![...x, ...y].every(Number.isFinite)) throw new RangeError('every value is a number')
  const n = x.length
  // In the order of x, so that both statistics are tried on the same orders of y.
  const order = x.map((_, index) => index).sort((i, j) => (x[i] as number) - (x[j] as number))
  const xs = order.map((index) => x[index] as number)
  const ys = order.map((index) => y[index] as number)
  const tau = kendallTester(xs, ys)
  const rho = spearmanRho(xs, ys)
  if (tau === null || rho === null) return { n, kendall: null, spearman: null }

  const a = centred(ranksOf(xs))
  const b = centred(ranksOf(ys))
  const seenTau = Math.abs(tau.numerator(tau.y)) - 1e-9
  const seenRho = Math.abs(product(a, b)) - 1e-9
  let tries = 0
  let farTau = 0
  let farRho = 0
  const places = Uint32Array.from({ length: n }, (_, index) => index)
  const permuted = new Float64Array(n)
  const ordered = new Uint32Array(n)
  const test = () => {
    for (let i = 0; i < n; i++) {
      permuted[i] = b[places[i] as number] as number
      ordered[i] = tau.y[places[i] as number] as number
    }
    tries++
    if (Math.abs(tau.numerator(ordered)) >= seenTau) farTau++
    if (Math.abs(product(a, permuted)) >= seenRho) farRho++
  }
  if (n <= EXACT_UP_TO) eachPermutation(places, test)
  else {
    const random = seededRandom(seed)
    tries = farTau = farRho = 1
    for (let round = 0; round < PERMUTATIONS; round++) {
      shuffle(places, random)
      test()
    }
  }
  const interval = bonettWright(rho, n, confidence)
  return {
    n,
    kendall: { tau: clip(tau.numerator(tau.y) / tau.scale), p: farTau / tries },
    spearman: {
      rho,
      p: farRho / tries,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
    },
  }
}

/**
 * The interval of Spearman's ρ from n pairs: atanh ρ ± z·√((1 + ρ²/2) / (n − 3)), taken back by tanh.
 * Null below four pairs and at ρ = ±1, where it would claim certainty. Source: Bonett & Wright,
 * Sample Size Requirements for Estimating Correlations, Psychometrika (2000).
 */
export function bonettWright(rho: number, n: number, confidence = 0.95): Interval | null {
  if (n < 4 || !(Math.abs(rho) < 1)) return null
  const reach = zFor(confidence) * Math.sqrt((1 + rho ** 2 / 2) / (n - 3))
  return { low: Math.tanh(Math.atanh(rho) - reach), high: Math.tanh(Math.atanh(rho) + reach) }
}

/**
 * Concordant minus discordant pairs in n·log n: y, as dense ranks, walked in the order of x and kept
 * in a Fenwick tree; pairs tied in x are counted against earlier groups only, pairs tied in y not.
 */
function kendallTester(x: readonly number[], y: readonly number[]) {
  const n = x.length
  const order = x.map((_, index) => index).sort((i, j) => (x[i] as number) - (x[j] as number))
  const distinct = [...new Set(y)].sort((a, b) => a - b)
  const dense = new Map(distinct.map((value, index) => [value, index + 1]))
  const ordered = Uint32Array.from(order, (index) => dense.get(y[index] as number) as number)
  const ends: number[] = []
  order.forEach((index, place) => {
    if (place === n - 1 || x[order[place + 1] as number] !== x[index]) ends.push(place + 1)
  })
  const pairs = (n * (n - 1)) / 2
  const scale = Math.sqrt((pairs - tiedPairs(x)) * (pairs - tiedPairs(y)))
  if (!(scale > 0)) return null

  const size = distinct.length
  const tree = new Uint32Array(size + 1)
  const upTo = (rank: number) => {
    let count = 0
    for (let at = rank; at > 0; at -= at & -at) count += tree[at] as number
    return count
  }
  const numerator = (ranks: Uint32Array) => {
    tree.fill(0)
    let balance = 0
    let from = 0
    for (const to of ends) {
      for (let place = from; place < to; place++) {
        const rank = ranks[place] as number
        balance += upTo(rank - 1) - (from - upTo(rank))
      }
      for (let place = from; place < to; place++) {
        for (let at = ranks[place] as number; at <= size; at += at & -at) {
          tree[at] = (tree[at] as number) + 1
        }
      }
      from = to
    }
    return balance
  }
  return { numerator, scale, y: ordered }
}

function tiedPairs(values: readonly number[]): number {
  const times = new Map<number, number>()
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1)
  let pairs = 0
  for (const count of times.values()) pairs += (count * (count - 1)) / 2
  return pairs
}

/** Every order once, in place, by single swaps (Heap 1963). */
function eachPermutation(places: Uint32Array, visit: () => void): void {
  const swap = (i: number, j: number) => {
    const kept = places[i] as number
    places[i] = places[j] as number
    places[j] = kept
  }
  const count = new Uint32Array(places.length)
  visit()
  for (let i = 1; i < places.length;) {
    if ((count[i] as number) < i) {
      swap(i % 2 === 0 ? 0 : (count[i] as number), i)
      visit()
      count[i] = (count[i] as number) + 1
      i = 1
    } else {
      count[i] = 0
      i++
    }
  }
}

function centred(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.map((value) => value - mean)
}

function product(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

function clip(value: number): number {
  return Math.max(-1, Math.min(1, value))
}
