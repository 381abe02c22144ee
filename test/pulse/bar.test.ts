import fc from 'fast-check'
import { expect, test } from 'vitest'
import { barWidths } from '../../app/pulse/bar.ts'

test('a bar is full from end to end, whatever its shares are', () => {
  const share = fc.oneof(
    fc.constantFrom('under-10' as const, 'over-90' as const),
    fc.double({ min: 0.1, max: 0.9, noNaN: true }),
  )
  fc.assert(
    fc.property(fc.array(share, { minLength: 3, maxLength: 5 }), (shares) => {
      const widths = barWidths(shares)
      expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(1)
      expect(Math.min(...widths)).toBeGreaterThan(0)
    }),
  )
})

test('shares that stand there in figures are drawn as they are', () => {
  expect(barWidths([0.2, 0.3, 0.5])).toEqual([0.2, 0.3, 0.5])
  const [less, , agree] = barWidths(['under-10', 'under-10', 0.52, 0.4])
  expect(agree).toBeCloseTo(0.52)
  expect(less).toBeCloseTo(0.04)
})

test('shares under 10 % are drawn alike, never as nobody and not as all that is left', () => {
  const [one, two] = barWidths(['under-10', 'under-10', 'over-90'])
  expect(one).toBe(two)
  expect(barWidths(['under-10', 0.5, 0.5])[0]).toBeGreaterThan(0)
  expect(barWidths(['under-10', 0.3, 0.4])[0]).toBeCloseTo(0.1 / 0.8)
})
