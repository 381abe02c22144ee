import { expect } from 'vitest'
import { addEmployee, employeeById } from '../../app/people/employee.server.ts'
import { mergeUnit, moveUnit, nameUnit } from '../../app/people/tree/change.server.ts'
import { addUnit, unitTree } from '../../app/people/unit.server.ts'
import { withMerged } from '../../app/people/unit.ts'
import { overduePromises, unitsPromised } from '../../app/pulse/acting/promise.server.ts'
import { makePromise } from '../../app/pulse/acting/promising.server.ts'
import { closeWave, waveReport } from '../../app/pulse/close.server.ts'
import { electorate } from '../../app/pulse/launch.server.ts'
import { cellAt } from '../../app/pulse/report.ts'
import { storeResponse } from '../../app/pulse/response.server.ts'
import { pulseFaults } from '../../app/pulse/verify.server.ts'
import { frozenTree, manifestText, myPart } from '../../app/pulse/wave.server.ts'
import { onBothDatabases, type TestDatabase } from '../support/database.ts'
import { AFTER, answerBy, companyOf, keyDirOf, LATER, launched, leads, NOON } from './company.ts'

const nobodyFollows = async () => {}

/** Three sites with a leader each, an office above them, and an open wave in which everybody of the sites answers. */
async function answered(database: TestDatabase) {
  const { db } = database
  const keyDir = keyDirOf(database)
  const people = await companyOf(db, { haifa: 12, akko: 13, eilat: 9 })
  for (const site of ['haifa', 'akko', 'eilat']) await leads(db, people[site]![0]!, site)
  for (let i = 0; i < 6; i++) {
    const who = { staffNumber: `H${i}`, name: `Office ${i}`, unitId: 'company' }
    await addEmployee(db, { ...who, locale: 'en' }, NOON)
  }
  const waveId = await launched(db, keyDir)
  const everybody = Object.values(people).flat()
  const groups = async () =>
    Promise.all(everybody.map(async (id) => (await myPart(db, waveId, id))!.group))
  const answer = async () => {
    for (const [i, id] of everybody.entries()) {
      const said = { answers: { can_grow: 1 + (i % 5) } }
      const posted = await answerBy(db, keyDir, waveId, id, said)
      expect(await storeResponse(db, waveId, posted, LATER)).toBe('stored')
    }
  }
  return { db, keyDir, people, waveId, groups, answer }
}

onBothDatabases(
  'an open wave does not notice a move, a merge or a new name: groups, names and who answers where stay as launched',
  async (database) => {
    const { db, keyDir, waveId, groups, answer } = await answered(database)
    const fixed = async () => ({
      groups: await groups(),
      frozen: await frozenTree(db, waveId),
      manifest: await manifestText(db, waveId),
      eligible: await db.selectFrom('pulse_eligible').selectAll().orderBy('employee_id').execute(),
    })
    const before = await fixed()
    expect(before.frozen!.units.map(({ name }) => name)).toContain('haifa')

    await addUnit(db, { id: 'n', parentId: 'company', code: 'n', name: 'North', kind: 'region' })
    expect(await moveUnit(db, 'eilat', 'n')).toBe('moved')
    expect(await nameUnit(db, 'eilat', 'Red sea')).toBe('named')
    expect(await mergeUnit(db, 'haifa', 'akko', nobodyFollows, LATER)).toBe('merged')
    expect(await fixed()).toEqual(before)

    // Answers sealed for the groups of the launch still come in, and close into the units of the launch.
    await answer()
    expect(await closeWave(db, keyDir, waveId, AFTER)).toBe('published')
    expect(await pulseFaults(db)).toEqual([])
    const report = await waveReport(db, waveId)
    if (typeof report === 'string') throw new Error(report)
    const n = (unit: string) => {
      const cell = cellAt(report, unit, 'can_grow')
      return cell && 'n' in cell ? cell.n : null
    }
    const sizes = Object.fromEntries(
      before.frozen!.groups.map(({ unit, eligible }) => [unit, eligible]),
    )
    expect(sizes).toEqual({ haifa: 11, akko: 12, eilat: 8, company: 9 })
    expect([n('haifa') !== null, n('akko') !== null]).toEqual([true, true])
    expect((await frozenTree(db, waveId))!.units).toEqual(before.frozen!.units)

    // The next wave asks the company as it is: the merged site has no group, its people count in the other.
    const { formed } = await electorate(db)
    if (formed === 'too-few') throw new Error(formed)
    expect(formed.map(({ unit }) => unit)).not.toContain('haifa')
    expect(formed.find(({ unit }) => unit === 'akko')!.people).toHaveLength(11 + 12)
  },
)

onBothDatabases(
  'what was promised for a merged unit is kept by who leads the unit it went into, and by nobody else',
  async (database) => {
    const { db, keyDir, people, waveId, answer } = await answered(database)
    await answer()
    expect(await closeWave(db, keyDir, waveId, AFTER)).toBe('published')
    const lea = (await employeeById(db, people.haifa![0]!))!
    const pledge = { heard: 'dark', deed: 'Lamps', owner: lea.id, due: '2026-04-01' }
    expect(await makePromise(db, waveId, 'haifa', lea, pledge, '2026-03-17', AFTER)).toBe('made')
    await mergeUnit(db, 'haifa', 'akko', nobodyFollows, NOON)

    const units = await unitTree(db)
    const tree = (await frozenTree(db, waveId))!
    const promised = async (id: string) => {
      const me = (await employeeById(db, id))!
      const acting = { ...me, leads: withMerged(units, me.leads) }
      const mine = unitsPromised(tree, acting).map((unit) => unit.id)
      return { mine: mine.sort(), late: await overduePromises(db, me, '2026-04-02') }
    }
    const late = [{ waveId, unitId: 'haifa', count: 1 }]
    expect(await promised(people.haifa![0]!)).toEqual({ mine: ['akko', 'haifa'], late })
    expect(await promised(people.akko![0]!)).toEqual({ mine: ['akko', 'haifa'], late })
    expect(await promised(people.eilat![0]!)).toEqual({ mine: ['eilat'], late: [] })
  },
)
