import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { moveObservation, undoMove } from '../../app/feedback/move.server.ts'
import { logObservation } from '../../app/feedback/observation.server.ts'
import { recomputeFixes, storedFixes, whatBecame } from '../../app/impact/fix.server.ts'
import { sourceNamed, storeResponses, storing } from '../../app/nps/store.server.ts'
import { setCompany } from '../../app/people/company.server.ts'
import { addEmployee } from '../../app/people/employee.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import type { CollectedBy } from '../../db/schema/nps.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'

const DAY_MS = 86_400_000
const NOW = new Date('2026-11-10T12:00:00Z')
const ago = (days: number) => new Date(NOW.getTime() - days * DAY_MS)
const DONE = 100

async function garden(db: Db) {
  await setCompany(db, 'Garden', 'UTC')
  const unit = (id: string, parentId: string | null, kind: 'company' | 'site' | 'team') =>
    addUnit(db, { id, parentId, code: id, name: id, kind })
  await unit('company', null, 'company')
  await unit('site', 'company', 'site')
  await unit('team', 'site', 'team')
  const person = (staffNumber: string) =>
    addEmployee(db, { staffNumber, name: staffNumber, unitId: 'team', locale: 'en' }, NOW)
  return { author: await person('1'), leader: await person('2') }
}

async function noted(db: Db, author: string, daysAgo: number): Promise<string> {
  const data = { key: randomUUID(), touchpoint: 'checkout', grade: 'poor' as const, signs: [] }
  const logged = await logObservation(db, { id: author, unitId: 'team' }, data, ago(daysAgo))
  return (logged as { id: string }).id
}

async function said(
  db: Db,
  touchpoint: string,
  scoreOn: (daysAgo: number) => number,
  by: CollectedBy = 'code',
) {
  const source = await sourceNamed(db, `${touchpoint} ${by}`, by, NOW)
  const rows = Array.from({ length: 200 }, (_, at) => ({
    identity: `${touchpoint}${at}`,
    // A team's answers are its site's.
    unitId: at % 2 ? 'site' : 'team',
    touchpoint,
    score: scoreOn(at + 1),
    answeredOn: ago(at + 1)
      .toISOString()
      .slice(0, 10),
    ...{ why: null, improve: null, satisfaction: null, intent: null, visits: null, basket: null },
  }))
  await storing(db, (trx) => storeResponses(trx, source, null, rows, NOW))
}

onBothDatabases(
  'the job finds what customers said before and after the day of a fix, without what staff collected',
  async ({ db }) => {
    const { author, leader } = await garden(db)
    const by = { id: leader, leads: ['site'] }
    const id = await noted(db, author, DONE + 5)
    expect(await moveObservation(db, id, by, { status: 'done', reason: '' }, ago(DONE))).toBe(
      'moved',
    )
    await said(db, 'checkout', (daysAgo) => (daysAgo > DONE ? daysAgo % 9 : 10 - (daysAgo % 3)))
    await said(db, 'checkout', () => 0, 'staff')
    await said(db, 'plants', (daysAgo) => 5 + (daysAgo % 6))
    await recomputeFixes(db, NOW)
    await recomputeFixes(db, NOW)

    const key = { siteId: 'site', touchpoint: 'checkout' }
    const doneOn = ago(DONE).toISOString().slice(0, 10)
    const [stored, ...more] = await storedFixes(db, [{ ...key, doneOn }])
    expect(more).toEqual([])
    const { outcome, before, after, others } = stored!.result
    expect(outcome).toBe('helped')
    expect(before.promoters).toBe(0)
    expect(before.passives + before.detractors).toBe(100)
    expect(after).toEqual({ promoters: 66, passives: 33, detractors: 0 })
    expect(others!.from).toBe('site')
    expect(await whatBecame(db, author)).toEqual({ noted: 1, done: 1, helped: 1 })
    expect(await whatBecame(db, leader)).toEqual({ noted: 0, done: 0, helped: 0 })
  },
)

onBothDatabases('a fix that its leader takes back leaves no result', async ({ db }) => {
  const { author, leader } = await garden(db)
  const by = { id: leader, leads: ['site'] }
  const id = await noted(db, author, 3)
  await moveObservation(db, id, by, { status: 'done', reason: '' }, NOW)
  await recomputeFixes(db, NOW)
  const fix = { siteId: 'site', touchpoint: 'checkout', doneOn: '2026-11-10' }
  expect((await storedFixes(db, [fix]))[0]!.result.outcome).toBe('few-before')
  await undoMove(db, id, by, NOW)
  await recomputeFixes(db, NOW)
  expect(await storedFixes(db, [fix])).toEqual([])
})
