import { expect, test } from 'vitest'
import { itemCell } from '../../app/pulse/present.ts'
import type { Cell } from '../../app/pulse/report.ts'
import { driverScore, gapBetween, indexScore, ownMean } from '../../app/pulse/results/driver.ts'
import { driverRanking, itemRanking } from '../../app/pulse/results/ranking.ts'
import { wilson } from '../../app/statistics/interval.ts'

const place = { unit: 'A', question: 'grow' }
const hidden: Cell = { ...place, shown: 'hidden' }
const four = itemCell(place, [0, 0, 10, 20, 10], true)
const three = itemCell(place, [10, 5, 5, 15, 5], true)

test('a driver is the mean of its items as they are shown, and has the fewest answers of any', () => {
  if (four.shown !== 'item' || three.shown !== 'item') throw new Error('no figures')
  expect(four.mean.value).toBe(4)
  expect(three.mean.value).toBe(3)
  expect(driverScore([four, three])).toEqual({
    value: 3.5,
    low: (four.mean.low + three.mean.low) / 2,
    high: (four.mean.high + three.mean.high) / 2,
    n: 40,
  })
  expect(driverScore([four, itemCell(place, [3, 3, 3, 3, 3], true)])?.n).toBe(15)
})

test('one hidden item hides the driver, and so does one that shows no mean; one driver hides the index', () => {
  const band = itemCell(place, [1, 2, 2, 2, 2], false)
  const nearlyAll = itemCell(place, [0, 0, 0, 1, 30], true)
  expect(band.shown).toBe('band')
  expect(nearlyAll.shown).toBe('nearly-all')
  for (const other of [hidden, band, nearlyAll]) expect(driverScore([four, other])).toBeNull()
  expect(driverScore([])).toBeNull()
  const score = driverScore([four])
  expect(indexScore([score, driverScore([three]), score, score])?.value).toBe(3.75)
  expect(indexScore([score, null, score, score])).toBeNull()
  expect(indexScore([])).toBeNull()
})

test('the interval of a driver is never narrower than that of items that all move together', () => {
  const score = driverScore([four, four, four])!
  if (four.shown !== 'item') throw new Error('no figures')
  expect(score.high - score.low).toBeCloseTo(four.mean.high - four.mean.low, 12)
})

test('the gap between two figures is Newcombe’s for shares, and "cannot tell" where it holds 0', () => {
  // Newcombe (1998), method 10: 56/70 less 48/80 is .2 [.0524, .3339].
  const share = (hits: number, n: number) => ({ value: hits / n, ...wilson(hits, n)! })
  const gap = gapBetween(share(48, 80), share(56, 70))
  expect(gap.difference).toBeCloseTo(0.2, 12)
  expect(gap.low).toBeCloseTo(0.0524, 4)
  expect(gap.high).toBeCloseTo(0.3339, 4)
  expect(gap.outcome).toBe('higher')
  expect(gap.p).toBeLessThan(0.05)
  const back = gapBetween(share(56, 70), share(48, 80))
  expect(back).toMatchObject({ outcome: 'lower', p: gap.p })
  const near = gapBetween(share(48, 80), share(50, 80))
  expect(near.outcome).toBe('cannot-tell')
  expect(near.p).toBeGreaterThan(0.05)
  expect(gapBetween(share(1, 2), share(1, 2)).p).toBe(1)
})

test('a person counts in a driver from half of its items on', () => {
  expect(ownMean(['a', 'b', 'c', 'd'], { a: 4, b: 5 })).toBe(4.5)
  expect(ownMean(['a', 'b', 'c', 'd'], { a: 4 })).toBeNull()
  expect(ownMean(['a'], {})).toBeNull()
})

const ASKED = [
  { id: 'enps', kind: 'enps' as const },
  { id: 'a', kind: 'item' as const, driver: 'trust' },
  { id: 'b', kind: 'item' as const, driver: 'trust' },
  { id: 'c', kind: 'item' as const, driver: 'tools' },
  { id: 'd', kind: 'item' as const },
]

/** Trust goes with recommending, tools do not. */
const given = (n: number) =>
  Array.from({ length: n }, (_, i) => {
    const a = 1 + ((i * 7) % 5)
    const b = Math.min(5, Math.max(1, a + (i % 3) - 1))
    const enps = Math.min(10, Math.max(0, a + b + ((i * 5) % 7) - 3))
    return { answers: { enps, a, b, c: 1 + ((i * 3) % 4), d: 1 + (i % 5) } }
  })

test('drivers and items are ranked by their link with eNPS from a hundred answers to both', () => {
  expect(driverRanking(ASKED, given(99))).toEqual([])
  expect(itemRanking(ASKED, given(99))).toEqual([])
  const [trust, tools] = driverRanking(ASKED, given(150)) as [Rank, Rank]
  expect([trust.driver, tools.driver]).toEqual(['trust', 'tools'])
  expect(itemRanking(ASKED, given(150)).map(({ question }) => question)).toContain('d')
  // scipy.stats.spearmanr of the mean of a and b with eNPS, and of c with eNPS.
  expect(trust.rho).toBeCloseTo(RHO_TRUST, 10)
  expect(tools.rho).toBeCloseTo(RHO_TOOLS, 10)
  expect(trust.low).toBeGreaterThan(0.7)
  expect(tools.low < 0 && tools.high > 0).toBe(true)
  expect(driverRanking(ASKED.slice(1), given(150))).toEqual([])
})

type Rank = ReturnType<typeof driverRanking>[number]
const RHO_TRUST = 0.8095134402005503
const RHO_TOOLS = 0.010103788992492382
