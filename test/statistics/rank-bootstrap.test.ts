import { expect, test } from 'vitest'
import { seededRandom, shuffle } from '../../app/statistics/random.ts'
import { spearmanBootstrap } from '../../app/statistics/rank-bootstrap.ts'

/** 120 pairs on a scale of five and one of eleven. */
const x = Array.from({ length: 120 }, (_, i) => 1 + ((i * 7) % 5))
const y = x.map((step, i) => Math.min(10, Math.max(0, (step - 1) * 2 + ((i * 5) % 7) - 1)))

test('the bootstrap interval of a rank link is what SciPy gives for the same draws', () => {
  // scipy.stats.spearmanr (1.17) over 2,000 samples drawn by the same generator, numpy.quantile.
  const { low, high } = spearmanBootstrap(x, y)!
  expect(low).toBeCloseTo(0.7654022543612409, 12)
  expect(high).toBeCloseTo(0.861675048916878, 12)
})

test('other draws, and the corrected bootstrap, lead to the same second decimal', () => {
  // scipy.stats.bootstrap, 4,000 resamples, method 'percentile' and 'BCa'.
  const { low, high } = spearmanBootstrap(x, y, { seed: 7, resamples: 4000 })!
  for (const [l, h] of [
    [0.763021, 0.862403],
    [0.764045, 0.862617],
  ] as const) {
    expect(Math.abs(low - l)).toBeLessThan(0.005)
    expect(Math.abs(high - h)).toBeLessThan(0.005)
  }
})

test('the order in which people answered moves no interval', () => {
  const places = x.map((_, i) => i)
  shuffle(places, seededRandom(3))
  const shuffled = spearmanBootstrap(
    places.map((i) => x[i]!),
    places.map((i) => y[i]!),
  )
  expect(shuffled).toEqual(spearmanBootstrap(x, y))
})

test('a perfect order, three pairs and an answer everybody gave have no interval', () => {
  expect(spearmanBootstrap([1, 2, 3, 4, 5], [2, 4, 6, 8, 10])).toBeNull()
  expect(spearmanBootstrap([1, 2, 3], [1, 3, 2])).toBeNull()
  expect(spearmanBootstrap([4, 4, 4, 4, 4], [1, 2, 3, 4, 5])).toBeNull()
  expect(() => spearmanBootstrap([1, 2], [1])).toThrow(/same length/)
})
