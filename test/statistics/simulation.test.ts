import { expect, test } from 'vitest'
import {
  differenceOfDifferences,
  stratifiedChange,
  twoGroups,
} from '../../app/statistics/comparison.ts'
import { adjustedWald } from '../../app/statistics/interval.ts'
import { groupOfCounts, partialPooling } from '../../app/statistics/pooling.ts'
import { seededRandom } from '../../app/statistics/random.ts'
import { bonettWright, rankLink, spearmanRho } from '../../app/statistics/rank.ts'
import { type Counts, sumOfCounts } from '../../app/statistics/scores.ts'

const TRUE = [
  [0.5, 0.2],
  [0.85, 0.05],
  [0.3, 0.45],
] as const

function drawn(random: () => number, n: number, [p, d]: readonly [number, number]): Counts {
  const counts = { promoters: 0, passives: 0, detractors: 0 }
  for (let one = 0; one < n; one++) {
    const u = random()
    counts[u < p ? 'promoters' : u < p + d ? 'detractors' : 'passives']++
  }
  return counts
}

/** Of so many rounds, the share in which something is so. */
function shareOf(rounds: number, seed: number, so: (random: () => number) => boolean): number {
  const random = seededRandom(seed)
  let hits = 0
  for (let round = 0; round < rounds; round++) if (so(random)) hits++
  return hits / rounds
}

test('the range of a score covers the true one 95 times in 100, with ten answers as with two hundred', () => {
  for (const [at, truth] of TRUE.entries()) {
    for (const n of [10, 30, 200]) {
      const cover = shareOf(3000, 10 + at, (random) => {
        const { low, high } = adjustedWald(drawn(random, n, truth))!
        const nps = 100 * (truth[0] - truth[1])
        return low <= nps && nps <= high
      })
      expect(cover, `${truth.join()} n=${n}`).toBeGreaterThan(0.93)
      expect(cover, `${truth.join()} n=${n}`).toBeLessThan(0.985)
    }
  }
})

test('of two equal groups, and of fixes without an effect, one in twenty is told apart by chance', () => {
  const groups = shareOf(4000, 1, (random) => {
    const [a, b] = [drawn(random, 60, TRUE[0]), drawn(random, 140, TRUE[0])]
    return twoGroups(a, b)!.outcome !== 'cannot-tell'
  })
  expect(Math.abs(groups - 0.05)).toBeLessThan(0.015)
  const fixes = shareOf(4000, 2, (random) => {
    const here = { before: drawn(random, 50, TRUE[2]), after: drawn(random, 60, TRUE[2]) }
    const others = { before: drawn(random, 400, TRUE[0]), after: drawn(random, 400, TRUE[0]) }
    return differenceOfDifferences(here, others)!.outcome !== 'cannot-tell'
  })
  expect(Math.abs(fixes - 0.05)).toBeLessThan(0.015)
})

test('the change of many sites as one covers the true one at its rate, with ten answers a side, however unevenly they come', () => {
  const truths = [
    { before: TRUE[0], after: TRUE[0] },
    { before: TRUE[2], after: TRUE[0] },
    { before: TRUE[0], after: TRUE[1] },
  ]
  for (const [seed, { before, after }] of truths.entries()) {
    for (const sites of [2, 12, 40]) {
      const moved = 100 * (after[0] - after[1] - (before[0] - before[1]))
      const cover = shareOf(1200, 40 + seed, (random) => {
        const places = Array.from({ length: sites }, (_, at) => ({
          before: drawn(random, at % 3 === 0 ? 60 : 10, before),
          after: drawn(random, at % 4 === 0 ? 200 : 10, after),
        }))
        const { low, high } = stratifiedChange(places)!
        return low <= moved && moved <= high
      })
      expect(cover, `${before.join()} → ${after.join()}, ${sites} sites`).toBeGreaterThan(0.93)
      expect(cover, `${before.join()} → ${after.join()}, ${sites} sites`).toBeLessThan(0.985)
    }
  }
})

test('sites of unlike scores, of which the weak answer ever more, are told apart from before one time in twenty and no more', () => {
  const told = (as: 'one sum' | 'site by site') =>
    shareOf(1500, 50, (random) => {
      const places = [
        { before: drawn(random, 120, TRUE[1]), after: drawn(random, 40, TRUE[1]) },
        { before: drawn(random, 30, TRUE[2]), after: drawn(random, 270, TRUE[2]) },
      ]
      const sum = (side: 'before' | 'after') => sumOfCounts(places.map((place) => place[side]))
      const found =
        as === 'one sum' ? twoGroups(sum('after'), sum('before')) : stratifiedChange(places)
      return found!.outcome !== 'cannot-tell'
    })
  expect(told('one sum')).toBeGreaterThan(0.9)
  expect(Math.abs(told('site by site') - 0.05)).toBeLessThan(0.02)
})

test('a score drawn to the mean lies between its own and the mean, and nearer to the truth on the whole', () => {
  const random = seededRandom(3)
  let own = 0
  let shown = 0
  for (let round = 0; round < 200; round++) {
    const truths = Array.from({ length: 12 }, () => 0.35 + 0.2 * random())
    const counts = truths.map((p) => drawn(random, 8 + Math.floor(60 * random()), [p, 0.2]))
    const groups = counts.map(groupOfCounts)
    const pooled = partialPooling(groups)!
    for (const [at, group] of groups.entries()) {
      const value = pooled.groups[at]!.shown!
      expect(value).toBeGreaterThanOrEqual(Math.min(group.mean, pooled.mean) - 1e-9)
      expect(value).toBeLessThanOrEqual(Math.max(group.mean, pooled.mean) + 1e-9)
      const truth = 100 * (truths[at]! - 0.2)
      own += (group.mean - truth) ** 2
      shown += (value - truth) ** 2
    }
  }
  expect(shown).toBeLessThan(0.7 * own)
})

test('without a link every p is as likely as another: five in a hundred below .05, half below .5', () => {
  // Seven places: all 5,040 orders; p moves in steps, so never more often than it says, and little less.
  const random = seededRandom(4)
  const ps = Array.from({ length: 300 }, () => {
    const values = () => Array.from({ length: 7 }, random)
    return rankLink(values(), values()).spearman!.p
  })
  const below = (limit: number) => ps.filter((p) => p <= limit).length / ps.length
  expect(below(0.05)).toBeLessThan(0.09)
  expect(below(0.05)).toBeGreaterThan(0.015)
  expect(Math.abs(below(0.5) - 0.5)).toBeLessThan(0.09)
  expect(Math.abs(below(0.8) - 0.8)).toBeLessThan(0.08)
})

test('the interval of a rank link covers the true one as often as it says', () => {
  // Of two normal variables with r = .6 Spearman's ρ is 6 / π · asin(r / 2).
  const r = 0.6
  const truth = (6 / Math.PI) * Math.asin(r / 2)
  const cover = shareOf(1500, 5, (random) => {
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const x = Array.from({ length: 40 }, normal)
    const y = x.map((value) => r * value + Math.sqrt(1 - r * r) * normal())
    const { low, high } = bonettWright(spearmanRho(x, y)!, 40)!
    return low <= truth && truth <= high
  })
  expect(cover).toBeGreaterThan(0.925)
  expect(cover).toBeLessThan(0.98)
})
