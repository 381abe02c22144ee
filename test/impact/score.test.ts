import { expect, test } from 'vitest'
import { scopeFor } from '../../app/impact/scope.ts'
import { scoreView, shownGrades, shownScore } from '../../app/impact/score.ts'
import { signsBesidePromoters } from '../../app/impact/signs.ts'
import { drawSigns } from '../../app/impact/signs-drawing.server.ts'
import { touchpointMap } from '../../app/impact/touchpoint-map.ts'
import { monthsTo } from '../../app/impact/window.ts'
import type { Unit } from '../../app/people/unit.ts'

const score = (promoters: number, passives: number, detractors: number) => ({
  promoters,
  passives,
  detractors,
})
const nothing = { value: null, low: null, high: null }

test('nine answers are comments, ten to twenty-nine a range, thirty a score with its range', () => {
  expect(shownScore(score(0, 0, 0))).toEqual({ n: 0, gate: null, ...nothing, missing: 10 })
  expect(shownScore(score(9, 0, 0))).toEqual({ n: 9, gate: 'comments', ...nothing, missing: 1 })
  expect(shownScore(score(10, 0, 0))).toMatchObject({ gate: 'interval', value: null, missing: 20 })
  expect(shownScore(score(9, 10, 10))).toMatchObject({ value: null, missing: 1 })
  // The known answer of adjusted Wald: 15/13/8 is 19.444, −6.28 … 42.18.
  const shown = shownScore(score(15, 13, 8))
  expect(shown).toMatchObject({ n: 36, gate: 'value', missing: 0 })
  expect(shown.value).toBeCloseTo(19.444, 3)
  expect(shown.low).toBeCloseTo(-6.28025944, 6)
  expect(shown.high).toBeCloseTo(42.17769534, 6)
})

test('nine notes make no figure, the tenth does', () => {
  expect(shownGrades({ wow: 9, normal: 0, poor: 0 })).toMatchObject({ ...nothing, missing: 1 })
  expect(shownGrades({ wow: 6, normal: 2, poor: 2 })).toMatchObject({
    n: 10,
    value: 40,
    missing: 0,
  })
})

test('what staff collected themselves is never in the score, and stands beside it', () => {
  const view = scoreView([
    { collectedBy: 'code', ...score(10, 10, 10) },
    { collectedBy: 'import', ...score(5, 5, 0) },
    { collectedBy: 'staff', ...score(40, 0, 0) },
  ])
  expect(view).toMatchObject({ n: 40, value: 12.5 })
  expect(view.collected).toEqual([
    { by: 'code', n: 30 },
    { by: 'import', n: 10 },
  ])
  expect(view.staff).toMatchObject({ n: 40, value: 100 })
  expect(scoreView([{ collectedBy: 'code', ...score(1, 1, 1) }]).staff).toBeNull()
})

test('the twelve months end with the one that the company’s calendar shows', () => {
  // Half past ten in the evening of 31 January in London is February in Jerusalem.
  const evening = new Date('2026-01-31T22:30:00Z')
  expect(monthsTo(evening, 'Asia/Jerusalem').at(-1)).toBe('2026-02')
  const months = monthsTo(evening, 'UTC')
  expect(months).toHaveLength(12)
  expect([months[0], months[10], months[11]]).toEqual(['2025-02', '2025-12', '2026-01'])
})

const places = ['till', 'café', 'plants', 'parking', 'greeting', 'labels']
const usual = { grades: { wow: 10, normal: 20, poor: 10 }, answers: score(40, 40, 20) }
const heard = (special: Record<string, Partial<typeof usual>>) =>
  places.map((touchpoint) => ({ touchpoint, ...usual, ...special[touchpoint] }))

test('where colleagues see it brighter than customers, or customers than colleagues, the map says so', () => {
  const rows = touchpointMap(
    heard({
      till: { grades: { wow: 25, normal: 10, poor: 5 }, answers: score(15, 30, 55) },
      café: { grades: { wow: 3, normal: 12, poor: 25 }, answers: score(75, 20, 5) },
      plants: { grades: { wow: 28, normal: 8, poor: 4 }, answers: score(80, 15, 5) },
      parking: { grades: { wow: 2, normal: 10, poor: 28 }, answers: score(10, 30, 60) },
    }),
  )
  expect(rows.map((row) => row.reading)).toEqual([
    'kinder',
    'stricter',
    'both-high',
    'both-low',
    null,
    null,
  ])
})

test('six touchpoints that differ as chance makes them: the map names none', () => {
  const rows = touchpointMap(
    heard({
      till: { grades: { wow: 12, normal: 19, poor: 9 }, answers: score(37, 41, 22) },
      plants: { grades: { wow: 9, normal: 20, poor: 11 }, answers: score(44, 38, 18) },
    }),
  )
  expect(rows.every((row) => row.reading === null)).toBe(true)
})

test('a touchpoint with nine notes or nine answers is compared with nothing', () => {
  const few = { grades: { wow: 9, normal: 0, poor: 0 }, answers: score(0, 0, 9) }
  const [till] = touchpointMap(heard({ till: few }))
  expect(till).toMatchObject({ reading: null, colleagues: nothing, customers: nothing })
})

test('signs and promoters stand on the same months; a month below ten answers stays empty', () => {
  const months = ['2026-09', '2026-10', '2026-11']
  const both = signsBesidePromoters(
    months,
    [
      { sign: 'comes-back', month: '2026-10', seen: 4 },
      { sign: 'defends-us', month: '2026-11', seen: 1 },
    ],
    new Map([
      ['2026-09', score(5, 4, 0)],
      ['2026-10', score(8, 8, 4)],
      ['2026-11', score(30, 20, 10)],
    ]),
  )
  expect(both.signs).toHaveLength(9)
  expect(both.total).toBe(5)
  expect(both.signs[0]).toEqual({ sign: 'comes-back', counts: [0, 4, 0], total: 4 })
  expect(both.promoters.map((one) => [one.share, one.low !== null])).toEqual([
    [null, false],
    [null, true],
    [0.5, true],
  ])
  const drawing = drawSigns(both)
  expect(drawing.bars.filter((bars) => bars !== '')).toHaveLength(2)
  expect(drawing.intervals.match(/M/g)).toHaveLength(2)
  expect(drawing.dots.match(/M/g)).toHaveLength(1)
  expect(JSON.stringify(drawing)).not.toMatch(/NaN|undefined/)
})

const unit = (id: string, parentId: string | null, kind: Unit['kind']): Unit => ({
  id,
  parentId,
  kind,
  code: id,
  name: id,
})
const units = [
  unit('company', null, 'company'),
  unit('north', 'company', 'region'),
  unit('oak', 'north', 'site'),
  unit('oak-tills', 'oak', 'team'),
  unit('elm', 'north', 'site'),
  unit('fig', 'company', 'site'),
]
const person = (unitId: string, leads: string[] = [], roles: string[] = []) => ({
  unitId,
  leads,
  roles,
})

test('somebody at a site sees that site and no other', () => {
  const tills = person('oak-tills')
  expect(scopeFor(units, tills, null)).toMatchObject({
    site: { id: 'oak' },
    siteIds: ['oak'],
    choices: [],
  })
  expect(scopeFor(units, tills, null)?.unitIds.toSorted()).toEqual(['oak', 'oak-tills'])
  expect(scopeFor(units, tills, 'elm')).toBeNull()
  expect(scopeFor(units, tills, 'no-such-site')).toBeNull()
})

test('who leads a region chooses among its sites; HR among all', () => {
  const leader = person('oak', ['north'], ['leader'])
  expect(scopeFor(units, leader, 'elm')?.siteIds).toEqual(['elm'])
  expect(scopeFor(units, leader, 'fig')).toBeNull()
  const hr = person('oak', [], ['hr'])
  expect(scopeFor(units, hr, 'fig')?.siteIds).toEqual(['fig'])
})

test('who works above sites sees all below together, and may choose one', () => {
  const head = person('company', [], ['hr'])
  const all = scopeFor(units, head, null)
  expect(all).toMatchObject({ site: null, fromAbove: true, siteIds: ['oak', 'elm', 'fig'] })
  expect(all?.choices).toHaveLength(3)
  expect(scopeFor(units, person('north'), null)?.siteIds).toEqual(['oak', 'elm'])
  expect(scopeFor(units, person('north'), 'fig')).toBeNull()
})
