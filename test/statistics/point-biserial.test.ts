import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fisherInterval, pointBiserial } from '../../app/statistics/point-biserial.ts'

function sumsOf(pairs: readonly (readonly [right: boolean, value: number])[]) {
  const sum = (some: readonly (readonly [boolean, number])[]) =>
    some.reduce((total, [, value]) => total + value, 0)
  const right = pairs.filter(([yes]) => yes)
  return {
    n: pairs.length,
    right: right.length,
    sumRight: sum(right),
    sumWrong: sum(pairs.filter(([yes]) => !yes)),
    sumSquares: pairs.reduce((total, [, value]) => total + value ** 2, 0),
  }
}

test('the example of SciPy’s documentation: three wrong below four right of 0…6', () => {
  const pairs = [0, 1, 2, 3, 4, 5, 6].map((value) => [value >= 3, value] as const)
  expect(pointBiserial(sumsOf(pairs))).toBeCloseTo(0.8660254037844386, 12)
})

test('worked by hand: of five people the right ones have 2, 1, 1 elsewhere, the wrong ones 1, 0', () => {
  // Means 4/3 and 1/2, s² = 7/5 − 1 = .4, so (5/6 / √.4) · √.24 = .6455.
  const pairs = [
    [true, 2],
    [true, 1],
    [true, 1],
    [false, 1],
    [false, 0],
  ] as const
  expect(pointBiserial(sumsOf(pairs))).toBeCloseTo(0.6455, 4)
})

test('where everybody is right, or all did equally well elsewhere, there is nothing to tell', () => {
  expect(pointBiserial(sumsOf([1, 2, 3].map((value) => [true, value] as const)))).toBeNull()
  expect(
    pointBiserial(
      sumsOf([
        [true, 0.5],
        [false, 0.5],
      ]),
    ),
  ).toBeNull()
})

test('Fisher’s interval, worked by hand: r = .56 of 60 pairs lies between .357 and .713', () => {
  // z = .6328, ± 1.96 / √57 = .2596, back by tanh.
  const interval = fisherInterval(0.56, 60)!
  expect(interval.low).toBeCloseTo(0.3568, 3)
  expect(interval.high).toBeCloseTo(0.7126, 3)
  expect(fisherInterval(0.5, 3)).toBeNull()
  expect(fisherInterval(1, 30)).toBeNull()
})

test('it is Pearson’s correlation with a variable of nought and one, always within its bounds', () => {
  const pairs = fc.array(fc.tuple(fc.boolean(), fc.constantFrom(0, 0.5, 1)), {
    minLength: 4,
    maxLength: 60,
  })
  fc.assert(
    fc.property(pairs, (some) => {
      const r = pointBiserial(sumsOf(some))
      if (r === null) return
      const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length
      const [x, y] = [some.map(([yes]) => (yes ? 1 : 0)), some.map(([, value]) => value)]
      const [mx, my] = [mean(x), mean(y)]
      const cov = mean(x.map((one, i) => (one - mx) * (y[i]! - my)))
      const sd = (v: number[], m: number) => Math.sqrt(mean(v.map((one) => (one - m) ** 2)))
      expect(r).toBeCloseTo(cov / (sd(x, mx) * sd(y, my)), 9)
      expect(Math.abs(r)).toBeLessThanOrEqual(1 + 1e-9)
    }),
  )
})
