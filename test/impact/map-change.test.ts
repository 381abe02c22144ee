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

type Three = [number, number, number]

/** Promoters, passives and detractors before and after; the same of notes, wow first. */
const beforeAfter = (before: Three, after: Three) => ({
  ...{ before: counts(before), after: counts(after) },
})

function place(touchpoint: string, before: Three, after: Three, notes: Three[] = []): HeardTwice {
  const none: Three = [0, 0, 0]
  return {
    touchpoint,
    answers: [beforeAfter(before, after)],
    grades: [beforeAfter(notes[0] ?? none, notes[1] ?? none)],
  }
}

/** A touchpoint at several sites, by what customers answered. */
const together = (touchpoint: string, sites: [Three, Three][]): HeardTwice => ({
  ...{ touchpoint, grades: [] },
  answers: sites.map(([before, after]) => beforeAfter(before, after)),
})

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

test('a weak site that answers nine times as often makes no company worse; each site is compared with itself', () => {
  // One site gives 50 and the other −50, then as now.
  const sum = place('greeting', [30, 36, 6], [6, 60, 54])
  expect(mapChange([sum])[0]?.customers.outcome).toBe('lower')
  const sites: [Three, Three][] = [
    [
      [30, 30, 0],
      [6, 6, 0],
    ],
    [
      [0, 6, 6],
      [0, 54, 54],
    ],
  ]
  const [row] = mapChange([together('greeting', sites)])
  expect(row?.customers).toMatchObject({
    ...{ outcome: 'cannot-tell', counted: 2 },
    ...{ earlier: { n: 72 }, later: { n: 120 } },
  })
})

test('what has changed at each of many sites is found for the company, although no site could tell it alone', () => {
  const site: [Three, Three] = [
    [20, 20, 20],
    [26, 20, 14],
  ]
  expect(mapChange([together('checkout', [site])])[0]?.customers.outcome).toBe('cannot-tell')
  const sites = Array.from({ length: 9 }, () => site)
  const few: [Three, Three] = [
    [3, 3, 3],
    [0, 0, 90],
  ]
  const found = mapChange([together('checkout', [...sites, few])])[0]?.customers
  // The site with nine answers before is not compared, and is not hidden either.
  expect(found).toMatchObject({ outcome: 'higher', counted: 9, later: { n: 630 } })
  expect(found?.difference?.value).toBeCloseTo((100 * 12) / 60, 0)
})

test('what one of several sites alone can show is not said of them together', () => {
  const moved: [Three, Three] = [
    [30, 30, 60],
    [70, 30, 20],
  ]
  const few: [Three, Three] = [
    [3, 3, 3],
    [3, 3, 3],
  ]
  const [alone, one, two] = [[moved], [moved, few], [moved, moved, few]].map(
    (sites) => mapChange([together('checkout', sites)])[0]?.customers,
  )
  expect(alone).toMatchObject({ outcome: 'higher', counted: 1 })
  expect(one).toMatchObject({ outcome: null, difference: null, counted: 1 })
  expect(two).toMatchObject({ outcome: 'higher', counted: 2 })
})

test('where as many sites moved the other way no common figure is given, and it is said in three languages', () => {
  const big: [Three, Three] = [
    [300, 300, 300],
    [500, 250, 150],
  ]
  const small: [Three, Three] = [
    [30, 10, 10],
    [20, 15, 15],
  ]
  const rows = mapChange([together('checkout', [big, small])])
  expect(rows[0]?.customers).toMatchObject({ outcome: 'apart', difference: null, counted: 2 })
  expect(mapChange([together('checkout', [big, big, small])])[0]?.customers.outcome).toBe('higher')
  const spans = spansOf(monthsTo(NOW, 'UTC', 18), true)
  for (const locale of LOCALES) {
    const said = mapChangeProse({ spans, sites: 3, rows, groups: rows, series: [] }, locale)
    expect(JSON.stringify(said)).not.toMatch(/undefined|NaN|impact_|\{(all|customers|places)/)
    expect(said.rows[0]?.says).toHaveLength(1)
    expect(said.rows[0]?.change.customers).toBe(said.rows[0]?.says[0])
  }
  const english = mapChangeProse({ spans, sites: 3, rows, groups: [], series: [] }, 'en')
  expect(english.rows[0]?.says).toEqual(['Customers: happier in some places, less happy in others'])
  expect(english.rows[0]?.counted).toBe(
    'Sites with enough to compare, of 3: 2 by customers, 0 by colleagues',
  )
  expect(english.compared[1]).toContain('Each site is compared with itself')
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
  'above the sites each is compared with itself: what hangs at a team is its site’s, and the company’s own answers stand apart',
  async ({ db }) => {
    await company(db)
    await addUnit(db, { id: 'team', parentId: 'two', code: 't', name: 'Team', kind: 'team' })
    const me = { unitId: 'c', leads: [], roles: ['hr'] }
    const scope = scopeFor(await unitTree(db), me, null) as Scope
    await answered(db, '2025-06', [30, 30, 0])
    await answered(db, '2026-11', [6, 6, 0])
    await answered(db, '2025-06', [0, 3, 3], { unit: 'two' })
    await answered(db, '2025-07', [0, 3, 3], { unit: 'team' })
    await answered(db, '2026-10', [0, 54, 54], { unit: 'team', by: 'code' })
    await answered(db, '2026-10', [0, 0, 900], { unit: 'team', by: 'staff' })
    await answered(db, '2026-11', [3, 3, 3], { unit: 'c' })
    const found = await mapChanged(db, scope, null, NOW)
    expect(found.sites).toBe(2)
    expect(found.rows).toHaveLength(1)
    expect(found.rows[0]).toMatchObject({
      touchpoint: 'advice',
      customers: { outcome: 'cannot-tell', counted: 2, earlier: { n: 72 }, later: { n: 129 } },
      colleagues: { outcome: null, counted: 0 },
    })
    // Its group is made of the same pairs, the others of nothing.
    expect(found.groups.map(({ customers }) => customers.counted).toSorted()).toEqual([0, 0, 0, 2])
    expect(found.groups.find(({ customers }) => customers.counted === 2)?.customers).toEqual(
      found.rows[0]?.customers,
    )
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
          { spans: spansOf(months, known), sites: null, rows, groups: [], series: [] },
          locale,
        )
        expect(JSON.stringify(said), kind).not.toMatch(/\{n\}|undefined|NaN|impact_|\{places\}/)
        expect(said.rows.every(({ change }) => change.customers && change.colleagues)).toBe(true)
      }
      const spans = spansOf(months, true)
      return mapChangeProse(
        { spans, sites: null, rows: mapChange(heard), groups: [], series: [] },
        locale,
      ).title
    })
    expect(new Set(titles).size).toBe(titles.length)
  }
  const [first, , , last] = mapChangeProse(
    {
      spans: spansOf(months, true),
      sites: null,
      rows: mapChange(every.both),
      groups: [],
      series: [],
    },
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
