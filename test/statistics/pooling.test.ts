import { expect, test } from 'vitest'
import { groupOf, groupOfCounts, partialPooling } from '../../app/statistics/pooling.ts'
import { surgeryCounts } from '../support/real-data.ts'
import { sharedData } from '../support/shared-data.ts'

// Davies & Goldsmith, Statistical Methods in Research and Production: yield of dyestuff.
const dyestuff = [
  [1545, 1440, 1440, 1520, 1580],
  [1540, 1555, 1490, 1560, 1495],
  [1595, 1550, 1605, 1510, 1560],
  [1445, 1440, 1595, 1465, 1545],
  [1595, 1630, 1515, 1635, 1625],
  [1520, 1455, 1450, 1480, 1445],
]

test('six batches of five are drawn to their common mean exactly', () => {
  const groups = dyestuff.map(groupOf)
  const pooled = partialPooling(groups)!
  expect(groups.map((group) => group.mean)).toEqual([1505, 1528, 1564, 1498, 1600, 1470])
  expect(pooled.between).toBeCloseTo(1764.05, 8)
  expect(pooled.within).toBeCloseTo(2451.25, 8)
  expect(pooled.mean).toBeCloseTo(1527.5, 8)
  const shown = [1509.893149, 1527.891263, 1556.062226, 1504.415462, 1584.233188, 1482.504713]
  pooled.groups.forEach((group, index) => expect(group.shown).toBeCloseTo(shown[index]!, 6))
})

const nhs = sharedData('nhs-gp-friends-family-2023-24.csv')
test.skipIf(nhs === null)('surgeries come within half a point of REML', async () => {
  const surgeries = await surgeryCounts(nhs!)
  const names = [...surgeries.keys()]
  const groups = [...surgeries.values()].map(groupOfCounts)
  const pooled = partialPooling(groups)!
  expect(names).toHaveLength(11)
  expect(pooled.within / 1e4).toBeCloseTo(0.400749, 3)
  expect(Math.abs(pooled.mean - 58.4476)).toBeLessThan(0.5)
  const expected: [string, number, number, number][] = [
    ['Royal Hospital Chelsea', 104, 83.6538, 79.8044],
    ['Health Partners @ Violet Melchett', 655, 34.3511, 35.0216],
    ['Knightsbridge Medical Centre', 61, 57.377, 57.6287],
  ]
  for (const [name, n, own, shown] of expected) {
    const index = names.indexOf(name)
    expect(groups[index]!.n).toBe(n)
    expect(groups[index]!.mean).toBeCloseTo(own, 4)
    expect(Math.abs(pooled.groups[index]!.shown! - shown)).toBeLessThan(0.5)
  }
})

test('counts and the answers they count make the same group', () => {
  const counted = groupOfCounts({ promoters: 3, passives: 2, detractors: 1 })
  const plain = groupOf([100, 100, 100, 0, 0, -100])
  expect(counted.mean).toBeCloseTo(plain.mean, 10)
  expect(counted.deviance).toBeCloseTo(plain.deviance, 6)
  expect(groupOfCounts({ promoters: 0, passives: 0, detractors: 0 }).n).toBe(0)
})

test('a place without answers has nothing to show and moves nobody', () => {
  const groups = dyestuff.map(groupOf)
  const pooled = partialPooling([...groups, groupOf([])])!
  expect(pooled.mean).toBeCloseTo(1527.5, 8)
  expect(pooled.groups.at(-1)).toEqual({ weight: 0, shown: null })
})

test('places that differ less than chance would make them are all shown at the mean', () => {
  const pooled = partialPooling([groupOf([0, 100]), groupOf([100, 0]), groupOf([0, 100])])!
  expect(pooled.between).toBe(0)
  for (const group of pooled.groups) expect(group.shown).toBeCloseTo(50, 10)
  const still = partialPooling([groupOf([5, 5]), groupOf([5, 5])])!
  expect(still.groups.map((group) => group.shown)).toEqual([5, 5])
})

test('places that never vary within keep their own mean', () => {
  const pooled = partialPooling([groupOf([1, 1]), groupOf([3, 3])])!
  expect(pooled.groups.map((group) => group.shown)).toEqual([1, 3])
})

test('one place alone, or places with one answer each, cannot be pooled', () => {
  expect(partialPooling([])).toBeNull()
  expect(partialPooling([groupOf([1, 2, 3])])).toBeNull()
  expect(partialPooling([groupOf([1]), groupOf([2])])).toBeNull()
})
