import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gateFor } from '../../app/statistics/gate.ts'
import { adjustedWald, scoreOf, wilson } from '../../app/statistics/interval.ts'
import { normalQuantile, twoSidedP, zFor } from '../../app/statistics/normal.ts'
import {
  bandOf,
  type Counts,
  countsOf,
  npsOf,
  scoreVariance,
  sizeOf,
  sumOfCounts,
} from '../../app/statistics/scores.ts'
import { cellsOf, surgeryCounts } from '../support/real-data.ts'
import { sharedData } from '../support/shared-data.ts'

const counts = (promoters: number, passives: number, detractors: number): Counts => ({
  promoters,
  passives,
  detractors,
})

test('nine and ten promote, seven and eight are passive, six and below detract', () => {
  expect([0, 5, 6, 7, 8, 9, 10].map(bandOf)).toEqual([
    'detractor',
    'detractor',
    'detractor',
    'passive',
    'passive',
    'promoter',
    'promoter',
  ])
  expect([-1, 11, 8.5, NaN, Infinity].map(bandOf)).toEqual([null, null, null, null, null])
})

test('one to ten once each makes 20 % promoters, 60 % detractors and a score of −40', () => {
  const once = countsOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(once).toEqual(counts(2, 2, 6))
  expect(npsOf(once)).toBe(-40)
})

test('no answers is no score: null, never 0', () => {
  const nobody = countsOf([])
  expect(npsOf(nobody)).toBeNull()
  expect(adjustedWald(nobody)).toBeNull()
  expect(scoreOf(nobody)).toEqual({ n: 0, ...nobody, nps: null, low: null, high: null })
  expect(wilson(0, 0)).toBeNull()
  expect(gateFor(0)).toBeNull()
})

test('what is no score is left out, and broken counts are refused', () => {
  expect(countsOf([10, NaN, 11, -1, 3.5, 0])).toEqual(counts(1, 0, 1))
  expect(() => sizeOf(counts(-1, 0, 0))).toThrow(RangeError)
  expect(() => scoreOf(counts(0.5, 0, 0))).toThrow(RangeError)
  expect(sumOfCounts([counts(1, 2, 3), counts(4, 5, 6)])).toEqual(counts(5, 7, 9))
})

test('an answer cannot be promoter and detractor at once: the covariance is kept', () => {
  expect(scoreVariance(1 / 2, 1 / 6)).toBeCloseTo(5 / 9, 12)
  expect(Math.sqrt(scoreVariance(1 / 2, 1 / 6) / 324)).toBeCloseTo(0.0414086662, 10)
  const reach = 100 * zFor(0.95) * Math.sqrt(scoreVariance(0.25, 0.075) / 1000)
  expect(17.5 - reach).toBeCloseTo(14.137, 3)
  expect(17.5 + reach).toBeCloseTo(20.863, 3)
})

test('the adjusted interval of 15 promoters, 13 passives and 8 detractors', () => {
  const score = scoreOf(counts(15, 13, 8))
  expect(score.nps).toBeCloseTo(19.444, 3)
  expect(score.low).toBeCloseTo(-6.28025944, 8)
  expect(score.high).toBeCloseTo(42.17769534, 8)
  const interval = adjustedWald(counts(15, 13, 8))!
  expect(interval.centre).toBeCloseTo(17.9487, 4)
  expect(interval.se).toBeCloseTo(12.36195, 5)
  const narrower = adjustedWald(counts(15, 13, 8), 0.9)!
  expect(narrower.low).toBeCloseTo(-2.38488, 5)
  expect(narrower.high).toBeCloseTo(38.28232, 5)
})

const known: [number, number, number, number, number, number, number, number][] = [
  // promoters, passives, detractors, centre, low, high, digits of centre, of bounds
  [9, 0, 2, 50, 8.00077176, 91.99922824, 8, 8],
  [5, 0, 0, 62.5, 17.4915, 100, 8, 4],
  [0, 0, 3, -50, -100, 6.5793, 8, 4],
  [0, 10, 0, 0, -18.465, 18.465, 8, 4],
]
for (const [p, a, d, centre, low, high, digits, bounds] of known) {
  test(`the adjusted interval of ${p}, ${a} and ${d} answers is clipped to the scale`, () => {
    const interval = adjustedWald(counts(p, a, d))!
    expect(interval.centre).toBeCloseTo(centre, digits)
    expect(interval.low).toBeCloseTo(low, bounds)
    expect(interval.high).toBeCloseTo(high, bounds)
  })
}

test('the eNPS intervals of the anonymity rules', () => {
  const cases: [number, number, number, number, number, number][] = [
    [5, 3, 2, 30, -19.05, 65.2],
    [6, 4, 2, 33.33, -11.28, 64.61],
    [50, 30, 20, 30, 14.05, 44.2],
    [10, 0, 0, 100, 47.5, 100],
    [0, 5, 0, 0, -30.01, 30.01],
  ]
  for (const [p, a, d, nps, low, high] of cases) {
    const score = scoreOf(counts(p, a, d))
    expect(score.nps).toBeCloseTo(nps, 2)
    expect(score.low).toBeCloseTo(low, 2)
    expect(score.high).toBeCloseTo(high, 2)
  }
})

test('every interval runs from low to high, holds its centre and stays on the scale', () => {
  const some = fc.nat({ max: 5000 })
  fc.assert(
    fc.property(some, some, some, (p, a, d) => {
      fc.pre(p + a + d > 0)
      const { centre, low, high } = adjustedWald(counts(p, a, d))!
      const wide = adjustedWald(counts(p, a, d), 0.99)!
      return (
        -100 <= wide.low && wide.low <= low && low < centre && centre < high && high <= wide.high
      )
    }),
  )
})

test('Wilson intervals of the anonymity rules', () => {
  const cases: [number, number, number, number][] = [
    [4, 5, 37.55, 96.38],
    [5, 5, 56.55, 100],
    [0, 5, 0, 43.45],
    [9, 12, 46.77, 91.11],
    [20, 30, 48.78, 80.77],
    [70, 100, 60.42, 78.11],
  ]
  for (const [hits, n, low, high] of cases) {
    const interval = wilson(hits, n)!
    expect(100 * interval.low).toBeCloseTo(low, 2)
    expect(100 * interval.high).toBeCloseTo(high, 2)
  }
  expect(() => wilson(6, 5)).toThrow(RangeError)
})

test('the normal quantile is right where a well-known library is not', () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 10)
  expect(zFor(0.9)).toBeCloseTo(1.6448536269514722, 10)
  expect(twoSidedP(1.959963984540054)).toBeCloseTo(0.05, 10)
  expect(() => zFor(1)).toThrow(RangeError)
})

test('nine answers show comments, ten an interval, thirty a value', () => {
  expect([1, 9, 10, 29, 30, 5000].map(gateFor)).toEqual([
    'comments',
    'comments',
    'interval',
    'interval',
    'value',
    'value',
  ])
})

const botanic = sharedData('botanic-nps-fr.windows-1252.csv')
test.skipIf(botanic === null)('the garden centres: 13,612 scored, NA left out', async () => {
  const cells = await cellsOf(botanic!, ['nps'])
  const all = countsOf(cells.map(([cell]) => (cell === 'NA' ? NaN : Number(cell))))
  expect(all).toEqual(counts(8465, 3953, 1194))
  expect(npsOf(all)).toBeCloseTo(53.41610343814281, 12)
})

const nhs = sharedData('nhs-gp-friends-family-2023-24.csv')
test.skipIf(nhs === null)('the surgeries’ intervals', async () => {
  const surgeries = [...(await surgeryCounts(nhs!)).values()]
  const expected: [Counts, number, number][] = [
    [counts(88, 15, 1), 73.166, 89.451],
    [counts(343, 194, 118), 28.346, 40.043],
    [counts(921, 272, 65), 64.749, 71.016],
  ]
  for (const [given, low, high] of expected) {
    expect(surgeries).toContainEqual(given)
    const score = scoreOf(given)
    expect(score.low).toBeCloseTo(low, 3)
    expect(score.high).toBeCloseTo(high, 3)
  }
})
