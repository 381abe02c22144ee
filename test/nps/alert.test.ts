import { expect, test } from 'vitest'
import { alertsOf, alertWords, findAlerts } from '../../app/nps/alerts/alert.server.ts'
import { movedSurely } from '../../app/nps/alerts/alert.ts'
import { onBothDatabases } from '../support/database.ts'
import { garden, NOON } from '../feedback/garden.ts'
import { customers } from './customers.ts'

const counts = (promoters: number, passives: number, detractors: number) => ({
  promoters,
  passives,
  detractors,
})
const TODAY = '2026-11-10'

test('a score that may have moved by chance is not told, nor one with fewer than thirty answers', () => {
  const before = counts(50, 30, 20)
  const spans = [
    { touchpoint: 'fell', before, after: counts(10, 15, 35) },
    { touchpoint: 'may-be', before, after: counts(28, 18, 14) },
    { touchpoint: 'few', before, after: counts(0, 0, 29) },
    { touchpoint: 'few-before', before: counts(20, 9, 0), after: counts(0, 0, 60) },
  ]
  const moved = movedSurely(spans)
  expect(moved.map(({ touchpoint, outcome }) => [touchpoint, outcome])).toEqual([['fell', 'lower']])
  expect(moved[0]).toMatchObject({ n: 60, nBefore: 100 })
})

test('one weak sign among twenty touchpoints is what chance gives, and is not told', () => {
  // By itself: z ≈ 2.1, its 95 % interval clears 0. Among twenty it does not.
  const weak = { touchpoint: 'weak', before: counts(50, 30, 20), after: counts(21, 14, 21) }
  expect(movedSurely([weak])).toHaveLength(1)
  const still = Array.from({ length: 19 }, (_, i) => ({
    touchpoint: `still-${i}`,
    before: counts(50, 30, 20),
    after: counts(30, 18, 12),
  }))
  expect(movedSurely([weak, ...still])).toEqual([])
})

onBothDatabases(
  'a fall that is sure is told once a month to its site, answers collected by staff left out',
  async ({ db }) => {
    await garden(db)
    const many = (n: number, score: number, answeredOn: string, touchpoint = 'checkout') =>
      Array.from({ length: n }, () => ({ score, answeredOn, touchpoint }))
    await customers(db, [
      ...many(60, 10, '2026-06-10'),
      ...many(20, 4, '2026-06-11'),
      ...many(10, 10, '2026-10-20'),
      ...many(40, 2, '2026-11-02'),
      ...many(60, 8, '2026-06-10', 'parking'),
      ...many(60, 8, '2026-11-01', 'parking'),
    ])
    expect(await findAlerts(db, TODAY, NOON)).toBe(1)
    expect(await findAlerts(db, TODAY, NOON)).toBe(0)
    const [alert, ...more] = await alertsOf(db, ['oak'], NOON.getTime() - 1)
    expect(more).toEqual([])
    expect(alert).toMatchObject({ touchpoint: 'checkout', outcome: 'lower', n: 50, nBefore: 80 })
    expect(alert!.high).toBeLessThan(0)
    expect(alertWords(alert!, 'en')).toMatch(/fell, by \d+ to \d+ points .*n = 50 and 80/)
    expect(await alertsOf(db, ['elm'], 0)).toEqual([])
    // The next month asks anew.
    expect(await findAlerts(db, '2026-12-01', NOON)).toBe(1)
    await db.deleteFrom('nps_alert').execute()
    await db.updateTable('nps_total').set({ collected_by: 'staff' }).execute()
    expect(await findAlerts(db, TODAY, NOON)).toBe(0)
  },
)
