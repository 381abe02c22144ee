import { expect, test } from 'vitest'
import { WHOLE_COMPANY } from '../../app/pulse/audience.ts'
import { itemCell } from '../../app/pulse/present.ts'
import type { Cell } from '../../app/pulse/report.ts'
import { extremes, measuresOf, shownOf, toldApart } from '../../app/pulse/results/figure.ts'
import { heatRows, sortedRows, unitsWithin } from '../../app/pulse/results/heat-map.ts'
import { type PastWave, trends } from '../../app/pulse/results/trend.ts'
import type { Question } from '../../app/pulse/survey.ts'

const text = (en: string) => ({ en, ru: en, he: en })
const item = (id: string, driver?: string, words = id): Question => ({
  id,
  kind: 'item',
  text: text(words),
  ...(driver && { driver }),
})

/** Answers 1…5 of forty people who agree more or less. */
const LOW = [8, 12, 10, 6, 4]
const HIGH = [1, 2, 5, 16, 16]

function past(
  id: number,
  questions: Question[],
  counts: Record<string, number[]>,
  audience = WHOLE_COMPANY,
): PastWave {
  return {
    id: `wave ${id}`,
    launchedAt: id,
    endedAt: id,
    survey: { id: 'any', version: 1, title: text('any'), questions },
    audience,
    cellOf: (unit, question): Cell => {
      const given = unit === 'A' ? counts[question] : undefined
      return given ? itemCell({ unit, question }, given, true) : { unit, question, shown: 'hidden' }
    },
  }
}

const lineOf = (waves: PastWave[], id: string) =>
  trends(waves, 'A').find(({ measure }) => measure.id === id)!

test('a change is told from the last wave that asked the same, and "cannot tell" where it may be chance', () => {
  const asked = [item('fair', 'sharing')]
  const line = lineOf(
    [past(1, asked, { fair: LOW }), past(2, asked, { fair: HIGH }), past(3, asked, { fair: HIGH })],
    'fair',
  )
  expect(line.points.map(({ change }) => change?.outcome ?? null)).toEqual([
    null,
    'higher',
    'cannot-tell',
  ])
  expect(line.points[2]!.change!.since).toBe(2)
  const driver = lineOf([past(1, asked, { fair: LOW }), past(2, asked, { fair: HIGH })], 'sharing')
  expect(driver.points[1]!.change!.outcome).toBe('higher')
})

test('other items of a driver are not compared, but the same ones further back are', () => {
  const one = [item('fair', 'sharing')]
  const two = [item('equal', 'sharing')]
  const { points } = lineOf(
    [past(1, one, { fair: LOW }), past(2, two, { equal: LOW }), past(3, one, { fair: HIGH })],
    'sharing',
  )
  expect(points.map(({ other }) => other)).toEqual([false, true, true])
  expect(points[1]!.change).toBeNull()
  expect(points[2]!.change).toMatchObject({ since: 1, outcome: 'higher' })
})

test('a reworded item, and other people asked, are no change', () => {
  const before = past(1, [item('fair')], { fair: LOW })
  const reworded = past(2, [item('fair', undefined, 'in other words')], { fair: HIGH })
  expect(lineOf([before, reworded], 'fair').points[1]).toMatchObject({ change: null, other: true })
  const some = past(2, [item('fair')], { fair: HIGH }, { units: ['A'], roles: 'everyone' })
  expect(lineOf([before, some], 'fair').points[1]).toMatchObject({ change: null, other: true })
})

test('a hidden wave leaves a gap in the trend and is nothing to compare with', () => {
  const asked = [item('fair')]
  const { points } = lineOf(
    [past(1, asked, { fair: LOW }), past(2, asked, {}), past(3, asked, { fair: HIGH })],
    'fair',
  )
  expect(points.map(({ shown }) => shown.shown)).toEqual(['figure', 'hidden', 'figure'])
  expect(points[1]!.change).toBeNull()
  expect(points[2]!.change!.since).toBe(1)
})

const LOYAL = ['trust', 'pride', 'goals', 'intent'].map((driver) => item(`${driver}_one`, driver))

test('the loyalty index stands only where all four of its drivers were asked and are shown', () => {
  const ids = (questions: Question[]) => measuresOf(questions).map(({ id }) => id)
  expect(ids(LOYAL)).toContain('loyalty')
  expect(ids(LOYAL.slice(1))).not.toContain('loyalty')
  const counts = Object.fromEntries(LOYAL.map(({ id }) => [id, LOW]))
  const index = lineOf([past(1, LOYAL, counts)], 'loyalty')
  const cell = itemCell({ unit: 'A', question: 'x' }, LOW, true)
  if (cell.shown !== 'item') throw new Error('no figure')
  expect(index.points[0]!.shown).toMatchObject({ of: 'mean', value: cell.mean.value, n: 40 })
  const others = { ...counts }
  delete others.pride_one
  expect(lineOf([past(1, LOYAL, others)], 'loyalty').points[0]!.shown).toEqual({ shown: 'hidden' })
})

const UNITS = [
  { id: 'P', code: '0', name: 'All', parent: null },
  { id: 'B', code: '2', name: 'B', parent: 'P' },
  { id: 'A', code: '1', name: 'A', parent: 'P' },
  { id: 'T', code: '3', name: 'T', parent: 'A' },
]

test('the map lists units under their parents, as deep as asked, and sorts hidden cells last', () => {
  const order = (from: string, depth: number) =>
    unitsWithin(UNITS, from, depth).map(({ unit }) => unit.id)
  expect(order('P', 2)).toEqual(['P', 'A', 'T', 'B'])
  expect(order('P', 1)).toEqual(['P', 'A', 'B'])
  expect(order('A', 3)).toEqual(['A', 'T'])
  expect(order('nowhere', 3)).toEqual([])

  const questions = [item('fair')]
  const counts: Record<string, number[]> = { P: LOW, A: HIGH, B: LOW }
  const cellOf = (unit: string, question: string): Cell =>
    counts[unit]
      ? itemCell({ unit, question }, counts[unit], true)
      : { unit, question, shown: 'hidden' }
  const rows = heatRows(unitsWithin(UNITS, 'P', 2), measuresOf(questions), questions, 'P', cellOf)
  expect(rows.map(({ cells }) => cells[0]!.against)).toEqual([
    'cannot-tell',
    'higher',
    'cannot-tell',
    'cannot-tell',
  ])
  const sorted = (down: boolean) => sortedRows(rows, 0, down).map(({ unit }) => unit.id)
  expect(sorted(true)).toEqual(['P', 'A', 'B', 'T'])
  expect(sorted(false)).toEqual(['P', 'B', 'A', 'T'])
})

test('of twenty differences that chance makes, a lone one at p = .03 is not marked', () => {
  const gap = (p: number) => ({ difference: 1, low: 0.1, high: 2, p, outcome: 'higher' as const })
  expect(toldApart([gap(0.03)])).toEqual(['higher'])
  const many = toldApart([gap(0.03), ...Array.from({ length: 19 }, () => gap(0.6)), null])
  expect(new Set(many)).toEqual(new Set(['cannot-tell']))
})

test('the strongest and the weakest are three each at most, never the same, and may not be apart', () => {
  const questions = ['a', 'b', 'c', 'd', 'e'].map((id) => item(id, id))
  const shown = (counts: number[][]) =>
    counts.map((one, i) => {
      const measure = measuresOf(questions).find(({ id }) => id === questions[i]!.id)!
      return {
        id: measure.id,
        shown: shownOf(measure, questions, (question) =>
          itemCell({ unit: 'A', question }, one, true),
        ),
      }
    })
  const ends = extremes(shown([HIGH, LOW, [2, 6, 16, 12, 4], LOW, HIGH]))
  expect(ends.strongest.map(({ id }) => id)).toEqual(['a', 'e'])
  expect(ends.weakest.map(({ id }) => id)).toEqual(['d', 'b'])
  expect(ends.apart).toBe(true)
  expect(extremes(shown([HIGH, HIGH])).apart).toBe(false)
  expect(extremes(shown([HIGH])).strongest).toEqual([])
})
