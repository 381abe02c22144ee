import { expect, test } from 'vitest'
import { LOCALES } from '../../app/i18n/locale.ts'
import { type HeardTwice, mapChange, spansOf } from '../../app/impact/map-change.ts'
import { mapChanged } from '../../app/impact/map-change.server.ts'
import { mapChangeProse } from '../../app/impact/map-change-prose.server.ts'
import { scopeFor, type Scope } from '../../app/impact/scope.ts'
import { monthsTo } from '../../app/impact/window.ts'
import { setCompany } from '../../app/people/company.server.ts'
import { addUnit, unitTree } from '../../app/people/unit.server.ts'
import type { CollectedBy } from '../../db/schema/nps.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'

const NOW = new Date('2026-11-10T12:00:00Z')

const counts = ([promoters, passives, detractors]: [number, number, number]) => {
  return { promoters, passives, detractors }
}

function place(
  touchpoint: string,
  before: [number, number, number],
  after: [number, number, number],
  notes: [number, number, number][] = [],
): HeardTwice {
  const grades = ([wow, normal, poor]: [number, number, number] = [0, 0, 0]) => {
    return { wow, normal, poor }
  }
  return {
    touchpoint,
    answers: { earlier: counts(before), later: counts(after) },
    grades: { earlier: grades(notes[0]), later: grades(notes[1]) },
  }
}

test('a touchpoint that customers like better than before is named, and not one that only looks so', () => {
  const [queue, cafe] = mapChange([
    place('checkout', [30, 30, 60], [70, 30, 20]),
    place('cafe', [20, 20, 20], [23, 20, 17]),
  ])
  expect(queue?.customers).toMatchObject({ outcome: 'higher', earlier: { value: -25 } })
  // By hand from the specification's formula: (70.75 − 20.75)/123 − (30.75 − 60.75)/123.
  expect(queue?.customers.difference?.value).toBeCloseTo((100 * 80) / 123, 8)
  expect(cafe?.customers.outcome).toBe('cannot-tell')
  expect(queue?.colleagues).toMatchObject({ outcome: null, difference: null })
})

test('sites and touchpoints taken together are shown and not compared, since more answers of a weak one are no change', () => {
  // One site gives 50 and the other −50, then as now; the weak one answers nine times as often.
  const together = place('greeting', [60, 40, 20], [15, 10, 90])
  expect(mapChange([together])[0]?.customers.outcome).toBe('lower')
  const rows = mapChange([together], true)
  expect(rows[0]?.customers).toMatchObject({
    outcome: 'mixed',
    difference: null,
    later: { n: 115 },
  })
  for (const locale of LOCALES) {
    const spans = spansOf(monthsTo(NOW, 'UTC', 18), true)
    const said = mapChangeProse({ spans, rows, groups: rows, series: [] }, locale)
    expect(said.rows.flatMap(({ says }) => says)).toEqual([])
    expect(JSON.stringify(said)).not.toMatch(/undefined|NaN|impact_/)
  }
})

test('of twenty touchpoints at once the weakest of changes that would stand alone is not named', () => {
  const weak = place('checkout', [40, 40, 40], [54, 40, 26])
  expect(mapChange([weak])[0]?.customers.outcome).toBe('higher')
  const still = Array.from({ length: 19 }, (_, at) => place(`${at}`, [40, 40, 40], [40, 40, 40]))
  expect(mapChange([weak, ...still])[0]?.customers.outcome).toBe('cannot-tell')
})

test('nine answers are compared with nothing; ten are, without a figure until there are thirty', () => {
  const outcome = (n: number) =>
    mapChange([place('cafe', [0, 0, 100], [n, 0, 0])])[0]?.customers as NonNullable<unknown>
  expect(outcome(9)).toMatchObject({ outcome: null, difference: null, later: { low: null } })
  expect(outcome(10)).toMatchObject({ outcome: 'higher', difference: null, later: { value: null } })
  expect(outcome(29)).toMatchObject({ difference: null })
  expect(outcome(30)).toMatchObject({ outcome: 'higher', later: { value: 100 } })
  expect(outcome(30)).not.toMatchObject({ difference: null })
  const notes = (n: number) =>
    mapChange([
      place(
        'cafe',
        [0, 0, 0],
        [0, 0, 0],
        [
          [0, 0, 40],
          [n, 0, 0],
        ],
      ),
    ])[0]?.colleagues
  expect(notes(9)).toMatchObject({ outcome: null, difference: null })
  expect(notes(10)).toMatchObject({ outcome: 'higher' })
})

test('the months compared are the same ones a year before, else the half-year before', () => {
  const months = monthsTo(NOW, 'UTC', 18)
  expect(spansOf(months, true)).toMatchObject({
    against: 'year',
    earlier: ['2025-06', '2025-07', '2025-08', '2025-09', '2025-10', '2025-11'],
    later: ['2026-06', '2026-07', '2026-08', '2026-09', '2026-10', '2026-11'],
  })
  expect(spansOf(months, false)).toMatchObject({ against: 'half' })
  expect(spansOf(months, false).earlier[0]).toBe('2025-12')
})

async function company(db: Db): Promise<Scope> {
  await setCompany(db, 'Garden', 'Asia/Jerusalem')
  await addUnit(db, { id: 'c', parentId: null, code: 'c', name: 'Garden', kind: 'company' })
  for (const id of ['one', 'two']) {
    await addUnit(db, { id, parentId: 'c', code: id, name: `Unit ${id}`, kind: 'site' })
  }
  const me = { unitId: 'one', leads: [], roles: [] }
  return scopeFor(await unitTree(db), me, null) as Scope
}

async function answered(
  db: Db,
  month: string,
  each: [number, number, number],
  { unit = 'one', touchpoint = 'advice', by = 'import' as CollectedBy } = {},
) {
  await db
    .insertInto('nps_total')
    .values({ unit_id: unit, touchpoint, month, collected_by: by, score_sum: 0, ...counts(each) })
    .execute()
}

onBothDatabases(
  'a site’s change is made of its own months: other sites, other months and answers that staff collected stay out',
  async ({ db }) => {
    const scope = await company(db)
    await answered(db, '2025-06', [20, 20, 20])
    await answered(db, '2025-11', [20, 20, 20])
    await answered(db, '2026-05', [900, 0, 0])
    await answered(db, '2026-11', [70, 10, 10])
    await answered(db, '2026-11', [0, 0, 500], { by: 'staff' })
    await answered(db, '2026-11', [0, 0, 500], { unit: 'two' })
    await db
      .insertInto('feedback_grade_total')
      .values({ site_id: 'one', touchpoint: 'cafe', month: '2026-11', wow: 8, normal: 2, poor: 2 })
      .execute()
    const found = await mapChanged(db, scope, null, NOW)
    expect(found.spans.against).toBe('year')
    expect(found.rows.map(({ touchpoint }) => touchpoint).toSorted()).toEqual(['advice', 'cafe'])
    const advice = found.rows.find(({ touchpoint }) => touchpoint === 'advice')
    expect(advice?.customers).toMatchObject({
      outcome: 'higher',
      earlier: { n: 120, value: 0 },
      later: { n: 90 },
    })
    expect(found.series.map(({ touchpoint }) => touchpoint)).toEqual([
      'business',
      'product',
      'service',
      'employee',
    ])
    const one = (await mapChanged(db, scope, 'cafe', NOW)).series
    expect(one).toHaveLength(1)
    expect(one[0]?.months.at(-1)?.colleagues).toMatchObject({ n: 12, value: 50 })
    expect(one[0]?.months).toHaveLength(18)
  },
)

onBothDatabases(
  'a company in its first year is compared with the half-year before, and is told that the season may be part of it',
  async ({ db }) => {
    const scope = await company(db)
    await answered(db, '2026-02', [20, 20, 20])
    await answered(db, '2026-10', [20, 20, 20])
    const found = await mapChanged(db, scope, null, NOW)
    expect(found.spans.against).toBe('half')
    expect(found.rows[0]?.customers).toMatchObject({ outcome: 'cannot-tell', earlier: { n: 60 } })
    const said = mapChangeProse(found, 'en')
    expect(said.title).toBe('No touchpoint has changed by more than chance could make it')
    expect(said.compared[0]).toContain('season may be part of it')
    expect(said.compared[1]).toContain('not what made it so')
  },
)

const plain = (words: string) => words.replace(/[\u2066-\u2069\u200e\u200f]/g, '')

test('every kind of change has its sentence in three languages, none left empty', () => {
  const months = monthsTo(NOW, 'UTC', 18)
  const up = place(
    'checkout',
    [30, 30, 60],
    [70, 30, 20],
    [
      [5, 5, 20],
      [20, 5, 5],
    ],
  )
  const down = place(
    'cafe',
    [70, 30, 20],
    [30, 30, 60],
    [
      [20, 5, 5],
      [5, 5, 20],
    ],
  )
  const still = place('advice', [40, 40, 40], [40, 40, 40])
  const few = place(
    'parking',
    [2, 2, 2],
    [2, 2, 2],
    [
      [1, 1, 1],
      [0, 0, 0],
    ],
  )
  const every = { both: [up, down, still, few], up: [up], down: [down], none: [still], few: [few] }
  for (const locale of LOCALES) {
    const titles = Object.entries(every).map(([kind, heard]) => {
      for (const known of [true, false]) {
        const rows = mapChange(heard)
        const said = mapChangeProse(
          { spans: spansOf(months, known), rows, groups: [], series: [] },
          locale,
        )
        expect(JSON.stringify(said), kind).not.toMatch(/\{n\}|undefined|NaN|impact_|\{places\}/)
        expect(said.rows.every(({ change }) => change.customers && change.colleagues)).toBe(true)
      }
      const spans = spansOf(months, true)
      return mapChangeProse({ spans, rows: mapChange(heard), groups: [], series: [] }, locale).title
    })
    expect(new Set(titles).size).toBe(titles.length)
  }
  const [first, , , last] = mapChangeProse(
    { spans: spansOf(months, true), rows: mapChange(every.both), groups: [], series: [] },
    'en',
  ).rows
  expect(first?.says).toEqual(['Customers: happier', 'Colleagues: note more that is good'])
  expect(plain(first?.customers.sides[1]?.words ?? '')).toMatch(
    /^\+42 \(\+\d+…\+\d+\) · 120 answers$/,
  )
  expect(last?.says).toEqual([])
  expect(last?.change.customers).toBe('too few to compare')
  expect(last?.customers.sides[0]?.words).toBe('4 more answers for a range')
})
