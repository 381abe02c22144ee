import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  chainBands,
  expectedStay,
  INPUT_RULES,
  readInputs,
  type ChainInputs,
} from '../../app/training/calculator.ts'

/** The hotel of the worked example, whose results stand in the module's text. */
const hotel: ChainInputs = { customers: 100, returning: 20, referrals: 1, visits: 2, margin: 40 }

test('the hotel of the worked example comes out as its text says', () => {
  const bands = chainBands(hotel, { share: 0.05, hurdle: 0 })
  expect(bands.returning.low).toBeCloseTo(15, 9)
  expect(bands.returning.high).toBeCloseTo(25, 9)
  expect(bands.brought.low).toBeCloseTo(0.9375, 9)
  expect(bands.brought.high).toBeCloseTo(2.6041667, 6)
  // By hand: (15 + 11.25 / 2) × 1.5 × 40 and (25 + 31.25 / 2) × 2.5 × 40.
  expect(bands.margin.low).toBeCloseTo(1237.5, 9)
  expect(bands.margin.high).toBeCloseTo(4062.5, 9)
  expect(bands.shared?.low).toBeCloseTo(61.875, 9)
  expect(bands.shared?.high).toBeCloseTo(203.125, 9)
})

test('without a value rule the last bar is empty, not zero', () => {
  expect(chainBands(hotel, null).shared).toBeNull()
})

test('what lies below the hurdle is not shared', () => {
  const bands = chainBands(hotel, { share: 0.5, hurdle: 4000 })
  expect(bands.shared).toEqual({ low: 0, high: 31.25 })
})

test('more people than came cannot come back', () => {
  const bands = chainBands({ ...hotel, returning: 95 }, null)
  expect(bands.returning.high).toBe(100)
})

test('every bar is a band: never one number as long as something is estimated', () => {
  const inputs = fc.record({
    customers: fc.integer({ min: 1, max: 1_000_000 }),
    returning: fc.double({ min: 0.1, max: 79, noNaN: true }),
    referrals: fc.double({ min: 0.1, max: 50, noNaN: true }),
    visits: fc.double({ min: 0.5, max: 366, noNaN: true }),
    margin: fc.double({ min: 0.01, max: 1_000_000, noNaN: true }),
  })
  fc.assert(
    fc.property(inputs, (given) => {
      const { returning, brought, margin, shared } = chainBands(given, { share: 0.1, hurdle: 0 })
      for (const band of [returning, brought, margin, shared]) {
        if (!band) throw new Error('no band')
        expect(band.low).toBeGreaterThanOrEqual(0)
        expect(band.high).toBeGreaterThan(band.low)
        expect(Number.isFinite(band.high)).toBe(true)
      }
    }),
  )
})

test('nothing is assumed: an empty form has no result and names all five inputs as missing', () => {
  const read = readInputs(() => null)
  expect(read.inputs).toBeNull()
  expect(read.missing).toEqual(INPUT_RULES.map(({ name }) => name))
  expect(read.wrong).toEqual([])
})

test.each(['-1', '101', 'ten', '1e2', '1,5', 'NaN', 'Infinity', '0x10', '5 0'])(
  'of 100 customers %j cannot come back',
  (typed) => {
    const read = readInputs((name) => (name === 'returning' ? typed : '1'))
    expect(read.inputs).toBeNull()
    expect(read.wrong).toEqual(['returning'])
    expect(read.typed.returning).toBe(typed)
  },
)

test('ten of a hundred leaving a year means ten years, five mean twenty', () => {
  expect(expectedStay(10)).toBe(10)
  expect(expectedStay(5)).toBe(20)
  expect(expectedStay(0)).toBeNull()
  expect(expectedStay(101)).toBeNull()
})
