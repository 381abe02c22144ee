import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  bandOf,
  changeOf,
  choiceCell,
  driverMean,
  enpsCell,
  itemCell,
} from '../../app/pulse/present.ts'
import { PublishedCell, type Cell } from '../../app/pulse/report.ts'

const place = { unit: 'A', question: 'q' }
const item = (counts: number[], detail = true) => itemCell(place, counts, detail)

/** Promoters gave 9 or 10, passives 7, detractors 0 or 3, so that nobody is "nearly all". */
function enps(promoters: number, passives: number, detractors: number) {
  const half = (n: number) => [Math.ceil(n / 2), Math.floor(n / 2)]
  const [nine, ten] = half(promoters)
  const [zero, three] = half(detractors)
  return enpsCell(place, [zero!, 0, 0, three!, 0, 0, 0, passives, 0, nine!, ten!])
}

test('six to nine answers show one of three bands and nothing else', () => {
  expect(item([3, 0, 3, 3, 0])).toEqual({ ...place, n: 9, shown: 'band', band: 'low' })
  expect(item([2, 0, 3, 2, 2])).toEqual({ ...place, n: 9, shown: 'band', band: 'middle' })
  expect(item([3, 0, 0, 3, 3])).toEqual({ ...place, n: 9, shown: 'band', band: 'high' })
})

test('a third exactly is the lowest band, two thirds exactly the highest', () => {
  expect([bandOf(2, 6), bandOf(3, 6), bandOf(4, 6)]).toEqual(['low', 'middle', 'high'])
  expect([bandOf(2, 7), bandOf(3, 7), bandOf(4, 7), bandOf(5, 7)]).toEqual([
    'low',
    'middle',
    'middle',
    'high',
  ])
})

test('fewer than three who differ read "nearly all", and the value is not named', () => {
  expect(item([0, 0, 0, 10, 2])).toEqual({ ...place, n: 12, shown: 'nearly-all' })
  expect(item([0, 0, 0, 10, 3]).shown).toBe('item')
  expect(item([0, 1, 0, 0, 5])).toEqual({ ...place, n: 6, shown: 'nearly-all' })
})

test('twelve answers that sum to 119 are "nearly all"', () => {
  expect(enpsCell(place, [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 11])).toEqual({
    ...place,
    n: 12,
    shown: 'nearly-all',
  })
})

test('ten to 29 answers: a mean in steps of 0.2, shares in steps of 5 %, distributions of 10 %', () => {
  const cell = item([1, 2, 4, 6, 4])
  expect(cell).toMatchObject({
    n: 17,
    precision: 'grid',
    mean: { value: 3.6 },
    favourable: { share: 0.6 },
    distribution: [0.1, 0.1, 0.2, 0.4, 0.2],
  })
})

test('a distribution has a threshold of its own: outside the pattern at ten there is none', () => {
  expect(item([1, 2, 4, 6, 4], false)).toMatchObject({ mean: { value: 3.6 }, distribution: null })
})

test('on the grid two teams that show the same have the same interval', () => {
  const a = item([1, 2, 4, 6, 4])
  const b = item([0, 4, 3, 6, 4])
  if (a.shown !== 'item' || b.shown !== 'item') throw new Error('both are shown')
  expect(b.mean).toEqual(a.mean)
  expect(b.favourable).toEqual(a.favourable)
})

test('from thirty answers values are exact, with their interval', () => {
  const cell = item([2, 4, 6, 10, 9])
  if (cell.shown !== 'item') throw new Error('it is shown')
  expect(cell.precision).toBe('full')
  expect(cell.mean.value).toBeCloseTo(113 / 31, 8)
  expect(cell.favourable.share).toBeCloseTo(19 / 31, 12)
  // Standard deviation 1.2264: 3.6452 ± 1.95996 · 1.2264 / √31
  expect(cell.mean.low).toBeCloseTo(3.2134, 3)
  expect(cell.mean.high).toBeCloseTo(4.0769, 3)
})

test('0 % and 100 % read "< 10 %" and "> 90 %", and their intervals do not say more', () => {
  const none = item([6, 6, 8, 0, 0])
  const all = item([0, 0, 0, 15, 15])
  if (none.shown !== 'item' || all.shown !== 'item') throw new Error('both are shown')
  expect(none.favourable.share).toBe('under-10')
  expect(none.distribution?.slice(3)).toEqual(['under-10', 'under-10'])
  expect(none.favourable.low).toBeGreaterThan(0)
  expect(all.favourable.share).toBe('over-90')
  expect(all.favourable.high).toBeLessThan(1)
  expect(item([0, 0, 1, 15, 15])).toMatchObject({
    favourable: all.favourable && { share: 'over-90' },
  })
})

test('eNPS of ten answers 5 / 3 / 2 is 30, from −19.05 to 65.20', () => {
  const cell = enps(5, 3, 2)
  if (cell.shown !== 'enps') throw new Error('it is shown')
  expect(cell.enps.value).toBe(30)
  expect(cell.enps.low).toBeCloseTo(-19.05, 2)
  expect(cell.enps.high).toBeCloseTo(65.2, 2)
  expect(cell.distribution).toEqual({ promoters: 0.5, passives: 0.3, detractors: 0.2 })
})

test('eNPS of 6 / 4 / 2 is shown as 30: below thirty answers it lies on a grid of ten points', () => {
  const cell = enps(6, 4, 2)
  if (cell.shown !== 'enps') throw new Error('it is shown')
  expect(cell.enps.value).toBe(30)
  expect(cell.enps.low).toBeCloseTo(-11.28, 2)
  expect(cell.enps.high).toBeCloseTo(64.61, 2)
})

test('two teams of 25 that show the same eNPS have the same interval, whatever their answers', () => {
  const [a, b] = [enps(10, 7, 8), enps(10, 8, 7)]
  if (a.shown !== 'enps' || b.shown !== 'enps') throw new Error('both are shown')
  expect(b.enps).toEqual(a.enps)
  expect(b.distribution).toEqual(a.distribution)
})

test('a share of 5 % reads "< 10 %" as well, or "< 10 %" would mean nobody', () => {
  const cell = item([2, 8, 10, 10, 10])
  expect(cell).toMatchObject({ distribution: ['under-10', 0.2, 0.25, 0.25, 0.25] })
})

test('eNPS of a hundred answers 50 / 30 / 20 is 30, from 14.05 to 44.20', () => {
  const cell = enps(50, 30, 20)
  if (cell.shown !== 'enps') throw new Error('it is shown')
  expect(cell.enps.value).toBe(30)
  expect(cell.enps.low).toBeCloseTo(14.05, 2)
  expect(cell.enps.high).toBeCloseTo(44.2, 2)
})

test('eNPS of ten promoters is 100, from 47.50', () => {
  const cell = enps(10, 0, 0)
  if (cell.shown !== 'enps') throw new Error('it is shown')
  expect(cell.enps).toMatchObject({ value: 100, high: 100 })
  expect(cell.enps.low).toBeCloseTo(47.5, 2)
  expect(cell.distribution).toEqual({
    promoters: 'over-90',
    passives: 'under-10',
    detractors: 'under-10',
  })
})

test('a choice of ten to 29 answers is shown in tenths, its ends never as nobody or everybody', () => {
  expect(choiceCell(place, [7, 4, 3, 0])).toEqual({
    ...place,
    n: 14,
    shown: 'choice',
    precision: 'grid',
    distribution: [0.5, 0.3, 0.2, 'under-10'],
  })
  expect(choiceCell(place, [26, 2, 1])).toMatchObject({
    precision: 'grid',
    distribution: [0.9, 0.1, 'under-10'],
  })
})

test('from thirty answers the shares of a choice are exact', () => {
  const cell = choiceCell(place, [20, 8, 2, 2])
  expect(cell).toMatchObject({
    n: 32,
    precision: 'full',
    distribution: [0.625, 0.25, 'under-10', 'under-10'],
  })
  expect(PublishedCell.parse(cell)).toEqual(cell)
})

test('a choice on which fewer than three differ reads "nearly all", and the option is not named', () => {
  expect(choiceCell(place, [0, 10, 2])).toEqual({ ...place, n: 12, shown: 'nearly-all' })
  expect(choiceCell(place, [0, 10, 3]).shown).toBe('choice')
})

test('a choice has no figure to compare from wave to wave', () => {
  expect(changeOf(choiceCell(place, [7, 4, 3]), choiceCell(place, [3, 4, 7]))).toBe(null)
})

test('eNPS from 5 / 3 / 2 to 3 / 4 / 3: −23 with a p of .443, so nobody can tell', () => {
  const change = changeOf(enps(5, 3, 2), enps(3, 4, 3))
  expect(change).toMatchObject({ of: 'enps', outcome: 'cannot-tell' })
  expect(change!.difference).toBeCloseTo(-23.08, 2)
  expect(change!.p).toBeCloseTo(0.443, 3)
})

test('eNPS from 100 / 60 / 40 to 70 / 70 / 60 is a real fall, p .00173', () => {
  const change = changeOf(enps(100, 60, 40), enps(70, 70, 60))
  expect(change).toMatchObject({ outcome: 'lower' })
  expect(change!.p).toBeCloseTo(0.00173, 5)
})

test('from nine of twelve in favour to five of twelve: Fisher says .214, so nobody can tell', () => {
  const change = changeOf(item([1, 1, 1, 5, 4]), item([3, 2, 2, 3, 2]))
  expect(change).toMatchObject({ of: 'favourable', outcome: 'cannot-tell' })
  expect(change!.p).toBeCloseTo(0.214, 3)
})

test('a share by Newcombe: 56 of 70 against 48 of 80 is 20 points, from 5.24 to 33.39', () => {
  const change = changeOf(item([10, 10, 12, 24, 24]), item([4, 5, 5, 28, 28]))
  expect(change).toMatchObject({ outcome: 'higher' })
  expect(change!.difference).toBeCloseTo(20, 8)
  expect(change!.low).toBeCloseTo(5.24, 2)
  expect(change!.high).toBeCloseTo(33.39, 2)
})

test('a band, "nearly all" or a hidden cell has no figure to compare', () => {
  const shown = item([2, 4, 6, 10, 9])
  const hidden: Cell = { ...place, shown: 'hidden' }
  for (const other of [hidden, item([3, 0, 3, 3, 0]), item([0, 0, 0, 12, 0]), enps(5, 3, 2)]) {
    expect(changeOf(shown, other)).toBe(null)
    expect(changeOf(other, shown)).toBe(null)
  }
})

test('a driver is arithmetic on what its items show; one hidden item hides it', () => {
  const four = item([0, 2, 4, 6, 8])
  const three = item([4, 4, 4, 4, 4])
  expect(four).toMatchObject({ mean: { value: 4 } })
  expect(driverMean([four, three])).toBeCloseTo(3.5, 12)
  expect(driverMean([four, { ...place, shown: 'hidden' }])).toBe(null)
  expect(driverMean([four, item([0, 0, 0, 12, 0])])).toBe(null)
  expect(driverMean([four, item([3, 0, 3, 3, 0])])).toBe(null)
  expect(driverMean([])).toBe(null)
})

test('whatever was answered, a cell is well formed and its interval holds what is shown', () => {
  const answers = (steps: number, most: number) =>
    fc.array(fc.nat({ max: most }), { minLength: steps, maxLength: steps })
  fc.assert(
    fc.property(answers(5, 12), fc.boolean(), (counts, detail) => {
      const n = counts.reduce((sum, count) => sum + count, 0)
      fc.pre(n >= 6)
      const cell = item(counts, detail && n >= 10)
      expect(PublishedCell.parse(cell)).toEqual(cell)
      expect(cell.n).toBe(n)
      if (cell.shown !== 'item') return
      // Wilson is about a whole number of answers: half an answer off is the most.
      const slack = 2 / n
      expect(cell.mean.low - slack).toBeLessThanOrEqual(cell.mean.value)
      expect(cell.mean.high + slack).toBeGreaterThanOrEqual(cell.mean.value)
    }),
  )
  fc.assert(
    fc.property(answers(11, 6), (counts) => {
      const n = counts.reduce((sum, count) => sum + count, 0)
      fc.pre(n >= 10)
      const cell = enpsCell(place, counts)
      expect(PublishedCell.parse(cell)).toEqual(cell)
      if (cell.shown !== 'enps') return
      expect(cell.enps.low).toBeLessThan(cell.enps.high)
      if (n < 30) expect(Math.abs(cell.enps.value % 10)).toBe(0)
    }),
  )
})
