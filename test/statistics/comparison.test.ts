import { expect, test } from 'vitest'
import {
  benjaminiHochberg,
  change,
  differenceOfDifferences,
  fisherExact,
  stratifiedChange,
  twoGroups,
} from '../../app/statistics/comparison.ts'
import { adjustedWald } from '../../app/statistics/interval.ts'
import {
  answersForDifference,
  answersForLink,
  answersForReach,
  unitsForLink,
} from '../../app/statistics/needed.ts'
import type { Counts } from '../../app/statistics/scores.ts'
import { simpson } from '../../app/statistics/simpson.ts'

const counts = (promoters: number, passives: number, detractors: number): Counts => ({
  promoters,
  passives,
  detractors,
})
const nobody = counts(0, 0, 0)

test('two places that cannot be told apart', () => {
  const told = twoGroups(counts(15, 13, 8), counts(12, 7, 12))!
  expect(told.difference).toBeCloseTo(17.9487, 4)
  expect(told.z).toBeCloseTo(0.928844, 6)
  expect(told.p).toBeCloseTo(0.35297, 6)
  expect(told.low).toBeCloseTo(-19.9251, 4)
  expect(told.high).toBeCloseTo(55.8225, 4)
  expect(told.outcome).toBe('cannot-tell')
})

test('each group is divided by its own n, whichever comes first', () => {
  const one = twoGroups(counts(15, 13, 8), counts(900, 300, 100))!
  const other = twoGroups(counts(900, 300, 100), counts(15, 13, 8))!
  expect(one.difference).toBeCloseTo(-other.difference, 10)
  expect(one.se).toBeCloseTo(other.se, 10)
  expect(other.difference).toBeCloseTo(
    adjustedWald(counts(900, 300, 100))!.centre - adjustedWald(counts(15, 13, 8))!.centre,
    10,
  )
})

test('a change between two waves: first too small to tell, then real', () => {
  const small = change(counts(5, 3, 2), counts(3, 4, 3))!
  expect(small.difference).toBeCloseTo(-23.08, 2)
  expect(small.se).toBeCloseTo(30.1, 2)
  expect(small.p).toBeCloseTo(0.443, 3)
  expect(small.outcome).toBe('cannot-tell')
  const real = change(counts(100, 60, 40), counts(70, 70, 60))!
  expect(real.z).toBeCloseTo(-3.133, 3)
  expect(real.p).toBeCloseTo(0.00173, 5)
  expect(real.outcome).toBe('lower')
  expect(twoGroups(counts(100, 60, 40), counts(70, 70, 60))!.outcome).toBe('higher')
})

/** Those who had it of all, as counts of a share: the rest stands in the middle. */
const share = (hits: number, of: number) => counts(hits, of - hits, 0)
const times = ({ promoters, passives, detractors }: Counts, by: number) =>
  counts(by * promoters, by * passives, by * detractors)

test('several places as one: the risk difference of Mantel and Haenszel on the trial of tolbutamide by age', () => {
  // Rothman, Greenland & Lash, Modern Epidemiology, on the UGDP: deaths 8 of 106 and 22 of 98 against 5 of 120 and 16 of
  // 85; both ages together 30 of 204 against 21 of 205. Crude .0446, by age .0349, se .0319 (Greenland & Robins).
  const ages = [
    { before: share(5, 120), after: share(8, 106) },
    { before: share(16, 85), after: share(22, 98) },
  ]
  const small = stratifiedChange(ages)!
  expect(Math.abs(small.difference - 3.49)).toBeLessThan(0.05)
  expect(Math.abs(small.se - 3.19)).toBeLessThan(0.1)
  expect(small.outcome).toBe('cannot-tell')
  // A hundred times as many answers, and the three that are added no longer matter.
  const hundred = ages.map((age) => ({
    before: times(age.before, 100),
    after: times(age.after, 100),
  }))
  const large = stratifiedChange(hundred)!
  expect(large.difference).toBeCloseTo(3.49, 2)
  expect(large.se).toBeCloseTo(0.319, 3)
  expect(change(share(2100, 20500), share(3000, 20400))!.difference).toBeCloseTo(4.46, 2)
})

test('several places as one: at Berkeley women were not admitted less, department by department', () => {
  // R, mantelhaen.test(UCBAdmissions, correct = FALSE): X² 1.5246, common odds ratio .9047 for men; 1973, A to F.
  const men = [512, 353, 120, 138, 53, 22]
  const ofMen = [825, 560, 325, 417, 191, 373]
  const women = [89, 17, 202, 131, 94, 24]
  const ofWomen = [108, 25, 593, 375, 393, 341]
  const places = men.map((hits, at) => ({
    before: share(hits, ofMen[at]!),
    after: share(women[at]!, ofWomen[at]!),
  }))
  const within = stratifiedChange(places)!
  expect(within.outcome).toBe('cannot-tell')
  expect(within.difference).toBeGreaterThan(0)
  expect(Math.abs(within.z ** 2 - 1.5246)).toBeLessThan(0.15)
  expect(change(share(1198, 2691), share(557, 1835))!.difference).toBeCloseTo(-14.16, 1)
})

test('several places as one, by hand: the weights are n₁·n₂ / (n₁ + n₂), and one place is the test of two groups', () => {
  const one = { before: counts(30, 30, 60), after: counts(70, 30, 20) }
  expect(stratifiedChange([one])).toEqual(change(one.before, one.after))
  const two = { before: counts(10, 10, 10), after: counts(10, 10, 40) }
  // Each group has 1.5 more, ⅜ of them at either end: 0 → .41152, then 0 → −.48780 (of 61.5).
  const d1 = (70.375 - 20.375) / 121.5 - (30.375 - 60.375) / 121.5
  const d2 = (10.375 - 40.375) / 61.5
  const [w1, w2] = [121.5 / 2, (31.5 * 61.5) / 93]
  const both = stratifiedChange([one, two])!
  expect(both.difference).toBeCloseTo((100 * (w1 * d1 + w2 * d2)) / (w1 + w2), 9)
  expect(stratifiedChange([two, one])!.difference).toBeCloseTo(both.difference, 9)
  expect(stratifiedChange([])).toBeNull()
  expect(stratifiedChange([one, { before: nobody, after: one.after }])).toBeNull()
})

test('nothing is compared with nobody', () => {
  expect(twoGroups(nobody, counts(5, 3, 2))).toBeNull()
  expect(change(counts(5, 3, 2), nobody)).toBeNull()
  const full = { before: counts(5, 3, 2), after: counts(5, 3, 2) }
  expect(differenceOfDifferences(full, { before: nobody, after: counts(1, 1, 1) })).toBeNull()
  expect(fisherExact(0, 0, 1, 2)).toBeNull()
})

test('a fix is judged beside what moved everywhere else over the same days', () => {
  const better = { before: counts(400, 300, 300), after: counts(600, 250, 150) }
  const same = { before: counts(400, 300, 300), after: counts(400, 300, 300) }
  const helped = differenceOfDifferences(better, same)!
  expect(helped.outcome).toBe('higher')
  expect(helped.difference).toBeCloseTo(change(better.before, better.after)!.difference, 10)
  expect(helped.se).toBeCloseTo(
    Math.hypot(
      ...[better.before, better.after, same.before, same.after].map(
        (part) => adjustedWald(part)!.se,
      ),
    ),
    10,
  )
  const everywhere = differenceOfDifferences(better, better)!
  expect(everywhere.difference).toBeCloseTo(0, 10)
  expect(everywhere.outcome).toBe('cannot-tell')
})

test('nine of twelve against five of twelve is no proof of a change', () => {
  expect(fisherExact(9, 12, 5, 12)).toBeCloseTo(0.214, 3)
  expect(fisherExact(5, 12, 9, 12)).toBeCloseTo(0.214, 3)
  expect(fisherExact(6, 12, 6, 12)).toBeCloseTo(1, 12)
  expect(fisherExact(3, 4, 1, 4)).toBeCloseTo(34 / 70, 10)
  expect(() => fisherExact(13, 12, 0, 12)).toThrow(RangeError)
})

test('of fifteen tests at once, four hold at .05', () => {
  const ps = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
    0.6528, 0.759, 1,
  ]
  const expected = [
    0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.0638571429, 0.0638571429, 0.0645, 0.0765, 0.486,
    0.5811818182, 0.714875, 0.7532307692, 0.8132142857, 1,
  ]
  const got = benjaminiHochberg(ps)
  got.forEach((p, index) => expect(p).toBeCloseTo(expected[index]!, 10))
  expect(got.filter((p) => p <= 0.05)).toHaveLength(4)
  expect(benjaminiHochberg([...ps].reverse())).toEqual([...got].reverse())
  expect(benjaminiHochberg([])).toEqual([])
  expect(() => benjaminiHochberg([0.5, NaN])).toThrow(RangeError)
})

test('Berkeley 1973: men ahead overall, women ahead in A, B, D and F, so it warns', () => {
  // department: men applied, admitted, women applied, admitted (Bickel, Hammel & O'Connell 1975)
  const departments: Record<string, [number, number, number, number]> = {
    A: [825, 512, 108, 89],
    B: [560, 353, 25, 17],
    C: [325, 120, 593, 202],
    D: [417, 138, 375, 131],
    E: [191, 53, 393, 94],
    F: [373, 22, 341, 24],
  }
  const rows = Object.values(departments)
  const total = (column: number) => rows.reduce((sum, row) => sum + row[column]!, 0)
  const men = total(1) / total(0)
  const women = total(3) / total(2)
  expect(100 * men).toBeCloseTo(44.52, 2)
  expect(100 * women).toBeCloseTo(30.35, 2)
  const ahead = Object.entries(departments).filter(([, [m, ma, w, wa]]) => wa / w > ma / m)
  expect(ahead.map(([name]) => name)).toEqual(['A', 'B', 'D', 'F'])
  expect(
    simpson(
      women - men,
      rows.map(([m, ma, w, wa]) => wa / w - ma / m),
    ),
  ).toEqual({ warn: true, along: 2, against: 4 })
})

test('sites that agree with the whole, or say nothing, raise no warning', () => {
  expect(simpson(0.4, [0.2, 0.1, -0.1]).warn).toBe(false)
  expect(simpson(0.4, [0, null]).warn).toBe(false)
  expect(simpson(null, [-0.2]).warn).toBe(false)
  expect(simpson(0.4, [0.2, -0.1]).warn).toBe(true)
})

test('the answers still needed are enough when they come, and one fewer is not', () => {
  const now = counts(15, 13, 8)
  const more = answersForReach(now, 10)!
  expect(more).toBeGreaterThan(0)
  const reachAt = (n: number) =>
    (1.959964 * adjustedWald(now)!.se * Math.sqrt(39)) / Math.sqrt(n + 3)
  expect(reachAt(36 + more)).toBeLessThanOrEqual(10.0001)
  expect(reachAt(36 + more - 1)).toBeGreaterThan(10)
  expect(answersForReach(counts(500, 300, 200), 10)).toBe(0)
  expect(answersForReach(nobody, 10)).toBeGreaterThan(200)
  expect(answersForReach(now, 0)).toBeNull()
})

test('telling ten points apart takes hundreds of answers, telling forty a few dozen', () => {
  const a = counts(15, 13, 8)
  const b = counts(12, 7, 12)
  const ten = answersForDifference(a, b, 10)!
  expect(ten).toBeGreaterThan(1500)
  expect(answersForDifference(a, b, 40)!).toBeLessThan(ten / 10)
  expect(answersForDifference(counts(5000, 3000, 2000), counts(5000, 3000, 2000), 10)).toBe(0)
  expect(answersForDifference(a, b, 0)).toBeNull()
})

test('a link needs eight units with thirty answers each, and a weak one many more units', () => {
  expect(answersForLink([30, 40, 50, 60, 70, 80, 90, 10, 25])).toBe(5)
  expect(answersForLink([30, 40, 50, 60, 70, 80, 90, 100])).toBe(0)
  expect(answersForLink([30, 30, 30])).toBeNull()
  expect(unitsForLink(0.5)).toBe(33)
  expect(unitsForLink(-0.5)).toBe(33)
  expect(unitsForLink(0.95)).toBe(8)
  expect(unitsForLink(0)).toBeNull()
})
