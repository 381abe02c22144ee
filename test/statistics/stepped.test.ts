import { expect, test } from 'vitest'
import { seededRandom } from '../../app/statistics/random.ts'
import { steppedComparison, type SteppedUnit } from '../../app/statistics/stepped.ts'

/** A unit with forty answers a month and these scores. */
const unit = (since: number | null, scores: number[], n = 40): SteppedUnit => {
  return { since, months: scores.map((score) => ({ n, score })) }
}

test('by hand: what moved everywhere is taken out, and the month it began in stands in neither half', () => {
  // Everybody rises by 10 in month 4; the first rises by 30, its month of beginning is wild.
  const others = Array.from({ length: 7 }, () => unit(null, [0, 0, 0, 0, 10, 10, 10]))
  const found = steppedComparison([unit(3, [5, 5, 5, 99, 35, 35, 35]), ...others])
  expect(found).toMatchObject({ begun: 1, units: 8, difference: 20 })
  // One of eight stands out: chance alone gives that one time in eight, so nothing is claimed.
  expect(found.outcome).toBe('cannot-tell')
  expect(found.p).toBeCloseTo(1 / 8, 1)
})

test('months with more answers count for more, and below thirty on either side a unit is left out', () => {
  const months = [1, 1, 1, 0, 1, 1, 1].map((n, at) => ({ n: n * 40, score: at > 3 ? 6 : 0 }))
  months[6] = { n: 120, score: 16 }
  const rest = Array.from({ length: 7 }, () => unit(null, [0, 0, 0, 0, 0, 0, 0]))
  // (40·6 + 40·6 + 120·16) / 200
  expect(steppedComparison([{ since: 3, months }, ...rest]).difference).toBeCloseTo(12, 10)
  const few = unit(3, [0, 0, 0, 0, 50, 50, 50], 9)
  expect(steppedComparison([few, ...rest])).toMatchObject({ outcome: 'too-few', begun: 0 })
  expect(steppedComparison([unit(3, [0, 0, 0, 0, 50, 50, 50]), ...rest.slice(1)])).toMatchObject({
    outcome: 'too-few',
    units: 7,
    difference: null,
    p: null,
  })
})

test('a unit where it has begun by the end of the months compared is nobody’s other', () => {
  const early = unit(3, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
  // It begins within the three months after: what it does there must not be taken for what happens anyway.
  const within = unit(5, [0, 0, 0, 0, 90, 90, 90, 90, 90, 90])
  const later = Array.from({ length: 7 }, () =>
    unit(
      null,
      Array.from({ length: 10 }, () => 0),
    ),
  )
  expect(steppedComparison([early, within, ...later]).difference).toBeCloseTo((0 + 60) / 2, 10)
})

/** Twelve units over eighteen months, each with a level of its own, seasons for all, and noise. */
function drawn(seed: number, effect: number): SteppedUnit[] {
  const random = seededRandom(seed)
  const noise = () => (random() + random() + random() - 1.5) * 20
  const begins = [5, 6, 7, 8, 9, 10, null, null, null, null, null, null]
  const season = Array.from({ length: 18 }, () => noise())
  return begins.map((since) => {
    const level = noise() * 2
    const months = season.map((all, at) => {
      const own = since !== null && at > since ? effect : 0
      return { n: 40, score: level + all + own + noise() }
    })
    return { since, months }
  })
}

test('where it does nothing it is claimed about as often as .05 says, and p is spread evenly', () => {
  const ps = Array.from({ length: 300 }, (_, seed) => steppedComparison(drawn(seed, 0), 300).p!)
  const below = (p: number) => ps.filter((one) => one <= p).length / ps.length
  expect(below(0.05)).toBeLessThan(0.09)
  expect(below(0.5)).toBeGreaterThan(0.4)
  expect(below(0.5)).toBeLessThan(0.6)
})

test('the range holds the true effect nineteen times of twenty, and a clear one is found', () => {
  const found = Array.from({ length: 200 }, (_, seed) => steppedComparison(drawn(seed, 25), 300))
  const held = found.filter(
    ({ low, high }) => low !== null && high !== null && low <= 25 && high >= 25,
  )
  expect(held.length / found.length).toBeGreaterThan(0.91)
  expect(found.filter(({ outcome }) => outcome === 'higher').length).toBeGreaterThan(190)
  // The range and p are one test: 0 lies outside exactly where something is claimed.
  for (const { outcome, low, high } of found) {
    if (low === null || high === null) continue
    expect(low > 0 || high < 0).toBe(outcome !== 'cannot-tell')
  }
})
