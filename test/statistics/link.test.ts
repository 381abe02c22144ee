import { expect, test } from 'vitest'
import { bootstrapInterval, quantile } from '../../app/statistics/bootstrap.ts'
import {
  bonettWright,
  kendallTauB,
  rankLink,
  ranksOf,
  spearmanRho,
} from '../../app/statistics/rank.ts'
import {
  betweenSlope,
  explainedShare,
  type Observed,
  unitMeans,
  withinSlope,
} from '../../app/statistics/regression.ts'
import { bandOf } from '../../app/statistics/scores.ts'
import { cellsOf } from '../support/real-data.ts'
import { sharedData } from '../support/shared-data.ts'

const x = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1]
const y = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8]

test('nine pairs: both rank links and their exact p', () => {
  const { kendall, spearman } = rankLink(x, y)
  expect(kendall!.tau).toBeCloseTo(0.4444444444, 10)
  expect(kendall!.p).toBeCloseTo(0.1194389, 7)
  expect(spearman!.rho).toBeCloseTo(0.6, 10)
  expect(spearman!.p).toBeCloseTo(0.09679784, 8)
  expect(spearman!.low).toBeCloseTo(-0.174, 3)
  expect(spearman!.high).toBeCloseTo(0.916, 3)
})

test('ties share their middle rank', () => {
  expect(ranksOf([12, 2, 1, 12, 2])).toEqual([4.5, 2.5, 1, 4.5, 2.5])
  expect(kendallTauB([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])).toBeCloseTo(-0.47140452079103173, 14)
  expect(spearmanRho([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])).toBeCloseTo(-0.5407380704358752, 14)
})

test('Kendall agrees with counting every pair by hand, ties and all', () => {
  const a = [3, 1, 2, 2, 5, 3, 3, 9, 0, 2, 5, 7]
  const b = [1, 1, 4, 2, 2, 6, 1, 8, 3, 3, 2, 8]
  let balance = 0
  let tiedA = 0
  let tiedB = 0
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < i; j++) {
      balance += Math.sign((a[i]! - a[j]!) * (b[i]! - b[j]!))
      if (a[i] === a[j]) tiedA++
      if (b[i] === b[j]) tiedB++
    }
  }
  expect(kendallTauB(a, b)).toBeCloseTo(balance / Math.sqrt((66 - tiedA) * (66 - tiedB)), 12)
})

test('the weakest link that five to eight units can tell from chance', () => {
  // For each n the weakest order told at .05 and the next weaker one, p over all n! orders. At n = 8
  // that is .7381, as in the tables: .7143 has p .0576.
  const cases: [number[], number, number][] = [
    [[1, 2, 3, 4, 5], 1, 0.0167],
    [[1, 2, 3, 5, 4], 0.9, 0.0833],
    [[1, 3, 2, 4, 6, 5], 0.8857, 0.0333],
    [[2, 1, 4, 3, 6, 5], 0.8286, 0.0583],
    [[1, 2, 3, 5, 6, 7, 4], 0.7857, 0.048],
    [[3, 2, 1, 4, 7, 6, 5], 0.7143, 0.0881],
    [[1, 2, 3, 5, 6, 8, 7, 4], 0.7381, 0.0458],
    [[1, 2, 3, 5, 8, 7, 4, 6], 0.7143, 0.0576],
  ]
  for (const [order, rho, p] of cases) {
    const rising = order.map((_, index) => index)
    const { spearman } = rankLink(rising, order)
    expect(spearman!.rho).toBeCloseTo(rho, 4)
    expect(spearman!.p).toBeCloseTo(p, 4)
  }
})

test('above nine units the p comes from ten thousand orders, the same ones every time', () => {
  const many = Array.from({ length: 40 }, (_, index) => index)
  const link = rankLink(many, many)
  expect(link.kendall!.p).toBe(1 / 10_001)
  const noise = many.map((value) => (value * 17) % 41)
  expect(rankLink(many, noise)).toEqual(rankLink(many, noise))
  expect(rankLink(many, noise, { seed: 2 })).not.toEqual(rankLink(many, noise))
  const ten = rankLink([...x, 47.3], [...y, 3.4])
  // The exact p, from the number of orders with each count of inversions; three errors of 10,000 draws.
  expect(Math.abs(ten.kendall!.p - 0.07255)).toBeLessThan(0.008)
})

test('a thousand units still answer within seconds', { timeout: 20_000 }, () => {
  const many = Array.from({ length: 1000 }, (_, index) => (index * 7919) % 1009)
  const others = many.map((value, index) => (value * 31 + index) % 97)
  const started = performance.now()
  expect(rankLink(many, others).n).toBe(1000)
  expect(performance.now() - started).toBeLessThan(15_000)
})

test('the interval of a rank link', () => {
  const cases: [number, number, number, number][] = [
    [0.6, 9, -0.174, 0.916],
    [0.5, 20, 0.045, 0.783],
    [0.5, 50, 0.241, 0.692],
  ]
  for (const [rho, n, low, high] of cases) {
    const interval = bonettWright(rho, n)!
    expect(interval.low).toBeCloseTo(low, 3)
    expect(interval.high).toBeCloseTo(high, 3)
  }
  expect(bonettWright(0.6, 3)).toBeNull()
  expect(bonettWright(1, 9)).toBeNull()
})

test('no pairs, one pair or a side that never moves: no link, not a link of 0', () => {
  for (const [a, b] of [
    [[], []],
    [[1], [2]],
    [
      [1, 1, 1],
      [1, 2, 3],
    ],
  ] as [number[], number[]][]) {
    expect(rankLink(a, b)).toEqual({ n: a.length, kendall: null, spearman: null })
  }
  expect(() => rankLink([1, 2], [1])).toThrow(RangeError)
  expect(() => rankLink([1, NaN], [1, 2])).toThrow(RangeError)
})

// Ten places, five months: places that do more score lower, yet each rises when it does more.
const months: Observed[] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((place) =>
  [-2, -1, 0, 1, 2].map((month) => ({
    unit: `place ${place}`,
    x: 10 * place + month,
    y: 100 - 5 * place + 2 * month + [0.3, -0.2, 0.1, 0.2, -0.4][month + 2]!,
  })),
)

test('between and within places are two sentences, and may disagree', () => {
  expect(betweenSlope(unitMeans(months))!.slope).toBeCloseTo(-0.5, 10)
  const within = withinSlope(months)!
  // By hand: Σxy = 10·(20 − .8 − … ) / Σxx = 100; e·m = −.6 + .2 + 0 + .2 − .8 = −1.
  expect(within.slope).toBeCloseTo(1.9, 10)
  // What is left, per place: Σe² − (Σem)²/Σm² = .34 − 1/10, on 50 − 10 − 1 degrees of freedom.
  expect(within.se).toBeCloseTo(Math.sqrt((10 * (0.34 - 0.1)) / 39 / 100), 10)
  expect(within.t).toBeCloseTo(within.slope / within.se, 10)
})

test('a straight line through a textbook’s points', () => {
  // Anscombe's first quartet (1973): slope .5001, se .1179, t 4.24.
  const xs = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
  const ys = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
  const fit = betweenSlope(xs.map((x, index) => ({ x, y: ys[index]! })))!
  expect(fit.slope).toBeCloseTo(0.5001, 4)
  expect(fit.se).toBeCloseTo(0.1179, 4)
  expect(fit.t).toBeCloseTo(4.241, 3)
  expect(explainedShare(ys, [xs])).toBeCloseTo(0.6665, 4)
})

test('where nothing moves or too little is known there is no slope', () => {
  expect(betweenSlope(unitMeans(months.slice(0, 10)))).toBeNull()
  expect(betweenSlope([1, 2, 3].map((y) => ({ x: 5, y })))).toBeNull()
  expect(withinSlope([])).toBeNull()
  const still = months.map((row) => ({ ...row, x: row.unit.length / 3 }))
  expect(withinSlope(still)).toBeNull()
  expect(betweenSlope([1, 2, 3].map((x) => ({ x, y: 2 * x })))!.t).toBeNull()
  expect(explainedShare([1, 1, 1], [[1, 2, 3]])).toBeNull()
  expect(explainedShare([], [])).toBeNull()
})

test('a predictor given twice explains no more than once', () => {
  const ys = [3, 1, 4, 1, 5, 9, 2, 6]
  const one = [2, 7, 1, 8, 2, 8, 1, 8]
  expect(explainedShare(ys, [one, one.map((v) => 2 * v), one.map(() => 4)])).toBeCloseTo(
    explainedShare(ys, [one])!,
    10,
  )
})

test('quantiles lie between neighbours in proportion; no sample, no interval', () => {
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5)
  expect(bootstrapInterval([[]], () => 1)).toBeNull()
  expect(bootstrapInterval([[1, 2]], () => null)).toBeNull()
})

type Customer = { score: number; visits: number; basket: number; age: number }
const share = (rows: Customer[], scale: (value: number) => number) =>
  explainedShare(
    rows.map((row) => row.score),
    [
      rows.map((row) => scale(row.visits)),
      rows.map((row) => scale(row.basket)),
      rows.map((row) => row.age),
    ],
  )

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const botanic = sharedData('botanic-nps-fr.windows-1252.csv')
test.skipIf(botanic === null)(
  'promoters spend 146 EUR more than detractors, and yet it says little about one customer',
  { timeout: 30_000 },
  async () => {
    const cells = await cellsOf(botanic!, ['nps', 'NbPassageKS', 'CaTicket', 't'])
    const rows = cells
      .filter(([score]) => score !== 'NA')
      .map(([score, visits, basket, age]) => ({
        score: Number(score),
        visits: Number(visits),
        basket: Number(basket),
        age: Number(age),
      }))
    const value = { promoter: [], passive: [], detractor: [] } as Record<string, number[]>
    for (const { score, visits, basket } of rows) {
      value[bandOf(score)!]!.push(visits * Math.max(0, basket))
    }
    expect(value.detractor).toHaveLength(1194)
    expect(mean(value.detractor!)).toBeCloseTo(386.43, 2)
    expect(mean(value.passive!)).toBeCloseTo(447.09, 2)
    expect(mean(value.promoter!)).toBeCloseTo(532.88, 2)
    const gap = (p: number[], d: number[]) => mean(p) - mean(d)
    expect(gap(value.promoter!, value.detractor!)).toBeCloseTo(146.45, 2)
    const interval = bootstrapInterval([value.promoter!, value.detractor!], gap)!
    expect(Math.abs(interval.low - 101)).toBeLessThan(5)
    expect(Math.abs(interval.high - 186)).toBeLessThan(5)
    // Plainly linear, as numpy's lstsq has it; with the skewed visits and baskets on a log scale,
    // which the 220 negative baskets do not have, 1.16 %.
    const known = rows.filter((row) => !Number.isNaN(row.age))
    expect(rows.length - known.length).toBe(18)
    expect(100 * share(known, (value) => value)!).toBeCloseTo(1.0331, 4)
    const paid = known.filter((row) => row.basket >= 0)
    expect(100 * share(paid, Math.log1p)!).toBeCloseTo(1.16, 2)
  },
)
