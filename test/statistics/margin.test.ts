import { expect, test } from 'vitest'
import { adjustedWald } from '../../app/statistics/interval.ts'
import { marginAt } from '../../app/statistics/margin.ts'

const shares = { promoters: 0.5, detractors: 0.2 }

// The table of the register's specification: half promoters, a fifth detractors, adjusted.
test.each([
  [10, 42],
  [30, 27],
  [50, 21],
  [100, 15],
  [200, 11],
  [400, 8],
  [1000, 5],
])('with %i answers the score of half and a fifth is known to ±%i', (n, margin) => {
  expect(Math.round(marginAt(shares, n).margin ?? 0)).toBe(margin)
})

test('below ten answers there is no figure, up to 29 the range alone, from 30 the score too', () => {
  expect(marginAt(shares, 9)).toMatchObject({ gate: 'comments', value: null, interval: null })
  expect(marginAt(shares, 10)).toMatchObject({ gate: 'interval', value: null })
  expect(marginAt(shares, 29).value).toBeNull()
  expect(marginAt(shares, 30).value).toBeCloseTo(30, 10)
  expect(marginAt(shares, 0)).toMatchObject({ gate: null, value: null, interval: null })
})

test('it is the interval of the portal, whatever the counts', () => {
  for (const [promoters, passives, detractors] of [
    [15, 13, 8],
    [88, 15, 1],
    [0, 30, 10],
    [40, 0, 0],
  ] as const) {
    const n = promoters + passives + detractors
    const { interval } = marginAt({ promoters: promoters / n, detractors: detractors / n }, n)
    const known = adjustedWald({ promoters, passives, detractors })
    expect(interval?.low).toBeCloseTo(known?.low ?? NaN, 9)
    expect(interval?.high).toBeCloseTo(known?.high ?? NaN, 9)
  }
})

test('shares beyond one are refused', () => {
  expect(() => marginAt({ promoters: 0.7, detractors: 0.4 }, 20)).toThrow(RangeError)
  expect(() => marginAt({ promoters: -0.1, detractors: 0.4 }, 20)).toThrow(RangeError)
})
