import { expect, test } from 'vitest'
import { startSession, readSession } from '../../app/auth/session.server.ts'
import { employeeById, grantRole } from '../../app/people/employee.server.ts'
import { importPeople, rowsOf } from '../../app/people/importing/import.server.ts'
import { applyRows } from '../../app/people/importing/apply.server.ts'
import { planUnits } from '../../app/people/importing/units.ts'
import type { PersonLine } from '../../app/people/importing/row.ts'
import { addPerson, letLeave, personById, takeBack } from '../../app/people/person.server.ts'
import { giveRole, takeRole } from '../../app/people/role.server.ts'
import {
  closeUnit,
  mergeUnit,
  moveUnit,
  nameUnit,
  placeUnit,
  reopenUnit,
} from '../../app/people/tree/change.server.ts'
import { whyNotInto, whyNotUnder } from '../../app/people/tree/rules.ts'
import { crowds, leadersOf } from '../../app/people/tree/standing.server.ts'
import { treeFaults } from '../../app/people/tree/verify.server.ts'
import { soundName } from '../../app/people/tree/words.server.ts'
import { addUnit, unitTree } from '../../app/people/unit.server.ts'
import {
  carriedOnBy,
  openUnitOf,
  pathOf,
  siteOf,
  subtreeOf,
  type Unit,
  withMerged,
} from '../../app/people/unit.ts'
import { unitChoices, unitTyped } from '../../app/people/unit-typed.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'
import { smallCompany } from '../support/portal.ts'

const now = new Date('2026-11-30T09:00:00Z')
const nobodyFollows = async () => {}
const unused = async () => false

const unit = (id: string, parentId: string | null, kind: Unit['kind'], name = id): Unit => ({
  ...{ id, parentId, code: id, name, kind },
})
const GARDEN = [
  unit('garden', null, 'company'),
  unit('north', 'garden', 'region'),
  unit('south', 'garden', 'region'),
  unit('akko', 'north', 'site'),
  unit('eilat', 'south', 'site'),
  unit('till', 'akko', 'team'),
  unit('till2', 'eilat', 'team', ' TILL '),
  { ...unit('old', 'north', 'site'), closedAt: 1 },
]
const one = (id: string) => GARDEN.find((each) => each.id === id)!

test('the way up from a unit is that of today, though units came, went or were named anew since it was last asked', () => {
  const units = structuredClone(GARDEN)
  const way = (id: string) => pathOf(units, id).map(({ name }) => name)
  expect(way('till')).toEqual(['till', 'akko', 'north', 'garden'])
  expect(way('nowhere')).toEqual([])
  units.push(unit('haifa', 'north', 'site'))
  expect(way('haifa')).toEqual(['haifa', 'north', 'garden'])
  units[1] = unit('north', 'garden', 'region', 'The north')
  expect(way('haifa')).toEqual(['haifa', 'The north', 'garden'])
  units.splice(0, units.length, ...units.toReversed().filter(({ id }) => id !== 'akko'))
  expect(way('till')).toEqual(['till'])
  expect(way('haifa')).toEqual(['haifa', 'The north', 'garden'])
  expect(siteOf(units, 'till2')?.id).toBe('eilat')
})

test('a unit goes under whatever can hold it, never under itself, and the company under nothing', () => {
  const why = (id: string, above: string) => whyNotUnder(GARDEN, one(id), one(above))
  expect(why('akko', 'south')).toBeNull()
  expect(why('akko', 'garden')).toBeNull()
  expect(why('south', 'north')).toBeNull()
  expect(why('garden', 'north')).toBe('root')
  expect(why('north', 'north')).toBe('loop')
  expect(why('north', 'till')).toBe('loop')
  expect(why('akko', 'north')).toBe('same')
  expect(why('akko', 'eilat')).toBe('kind')
  expect(why('north', 'eilat')).toBe('kind')
  expect(why('akko', 'old')).toBe('closed')
  expect(why('old', 'south')).toBe('closed')
  expect(why('till', 'eilat')).toBe('name')
})

test('only units of one kind go into each other, and names below both tell them apart', () => {
  const why = (id: string, into: string) => whyNotInto(GARDEN, one(id), one(into))
  expect(why('north', 'south')).toBeNull()
  expect(why('garden', 'north')).toBe('root')
  expect(why('akko', 'akko')).toBe('same')
  expect(why('akko', 'north')).toBe('kind')
  expect(why('akko', 'old')).toBe('closed')
  expect(why('akko', 'eilat')).toBe('name')
  const nested = [...GARDEN, unit('inner', 'till', 'team')]
  expect(whyNotInto(nested, one('till'), nested.at(-1)!)).toBe('loop')
  expect(whyNotInto(nested, nested.at(-1)!, one('till'))).toBeNull()
})

test('a name that a path could not say is none', () => {
  expect(soundName('  Garden   shop ')).toBe('Garden shop')
  for (const name of ['', '  ', 'North/Till', 'x'.repeat(201)]) expect(soundName(name)).toBeNull()
})

onBothDatabases(
  'units are added, renamed and moved with all that is in them; two of one name never hang side by side',
  async ({ db }) => {
    await smallCompany(db, now)
    const made = await placeUnit(db, { above: 'company', name: 'South', kind: 'region' })
    if (typeof made === 'string') throw new Error(made)
    expect(await placeUnit(db, { above: 'company', name: ' south', kind: 'region' })).toBe('name')
    expect(await placeUnit(db, { above: 'site', name: 'Inner', kind: 'site' })).toBe('kind')
    expect(await placeUnit(db, { above: 'nowhere', name: 'X', kind: 'team' })).toBe('unknown')
    expect(await nameUnit(db, made.id, 'REGION')).toBe('name')
    expect(await nameUnit(db, made.id, 'Deep south')).toBe('named')
    expect(await nameUnit(db, 'nowhere', 'X')).toBe('unknown')
    expect(await moveUnit(db, 'site', made.id)).toBe('moved')
    expect(await moveUnit(db, 'site', 'nowhere')).toBe('unknown')
    expect(await moveUnit(db, 'region', 'team')).toBe('kind')
    const units = await unitTree(db)
    expect(subtreeOf(units, made.id).sort()).toEqual([made.id, 'site', 'team'].sort())
    const counts = await crowds(db, units)
    expect(counts.get(made.id)).toEqual({ own: 0, all: 2 })
    expect(counts.get('company')).toEqual({ own: 2, all: 5 })
  },
)

onBothDatabases(
  'two of HR at once never hang two units below each other, whoever is quicker',
  async ({ db }) => {
    await smallCompany(db, now)
    for (const id of ['a', 'b']) {
      await addUnit(db, { id, parentId: 'company', code: id, name: id, kind: 'region' })
    }
    for (let times = 0; times < 4; times++) {
      const both = await Promise.all([moveUnit(db, 'a', 'b'), moveUnit(db, 'b', 'a')])
      expect(both.sort()).toEqual(['loop', 'moved'])
      const units = await unitTree(db)
      expect(subtreeOf(units, 'company')).toHaveLength(units.length)
      for (const id of ['a', 'b']) await moveUnit(db, id, 'company')
    }
    const merged = await Promise.all([
      mergeUnit(db, 'a', 'b', nobodyFollows, now),
      mergeUnit(db, 'b', 'a', nobodyFollows, now),
    ])
    expect(merged.sort()).toEqual(['closed', 'merged'])
  },
)

onBothDatabases(
  'a merge takes people, leaders and what hangs below along; the unit stays readable and who left stays with it',
  async ({ db }) => {
    const people = await smallCompany(db, now)
    const hr = (await employeeById(db, people.hr))!
    const until = now.getTime() + 86_400_000
    await giveRole(db, hr, people.stranger, { role: 'leader', unitId: 'site', until })
    await grantRole(db, people.leader, 'leader', 'other')
    await letLeave(db, hr, people.stranger, now)
    const gone = await addPerson(
      db,
      {
        ...{ staffNumber: '9', name: 'Gone', email: null, unitId: 'site', locale: 'en' as const },
        ...{ hiredOn: null, timeZone: null },
      },
      now,
    )
    await letLeave(db, hr, gone, now)
    const session = (await startSession(db, false, people.leader, now)).split(';')[0]!
    let followed: string[] = []
    const outcome = await mergeUnit(
      ...([db, 'site', 'other'] as const),
      async (_trx, from, into) => void (followed = [from, into]),
      now,
    )
    expect(outcome).toBe('merged')
    expect(followed).toEqual(['site', 'other'])

    const units = await unitTree(db)
    const merged = units.find(({ id }) => id === 'site')!
    expect(merged).toMatchObject({
      ...{ parentId: 'other', mergedInto: 'other', wasUnder: 'region', name: 'Site' },
      closedAt: now.getTime(),
    })
    expect(units.find(({ id }) => id === 'team')!.parentId).toBe('other')
    expect(openUnitOf(units, 'site')!.id).toBe('other')
    expect(carriedOnBy(units, merged).id).toBe('other')
    expect(withMerged(units, ['other'])).toEqual(['other', 'site'])
    expect(withMerged(units, ['region'])).toEqual(['region'])

    // Who led it leads the other for good, having been asked to sign in anew; a deputy's time stays.
    expect(await employeeById(db, people.leader, now)).toMatchObject({ leads: ['other'] })
    expect((await readSession(db, false, session, now)).employee).toBeNull()
    expect(await leadersOf(db, 'other', now)).toMatchObject([{ name: 'Lev Leader', until: null }])
    expect((await personById(db, people.stranger, now))!.held).toEqual([
      { role: 'leader', unitId: 'other', until },
    ])

    // Who left keeps the unit; who comes back is where it goes on.
    expect((await personById(db, gone, now))!.unitId).toBe('site')
    await takeBack(db, hr, gone, now)
    expect((await personById(db, gone, now))!.unitId).toBe('other')
    expect((await crowds(db, units)).get('site')!.own).toBe(0)

    expect(await treeFaults(db)).toEqual([])
    expect(await mergeUnit(db, 'site', 'region', nobodyFollows, now)).toBe('closed')
    expect(await reopenUnit(db, 'site')).toBe('merged')
    expect(await moveUnit(db, 'site', 'region')).toBe('closed')
    expect(await nameUnit(db, 'site', 'New')).toBe('closed')
  },
)

onBothDatabases(
  'a form that lay open during a merge places people where the unit goes on',
  async ({ db }) => {
    const people = await smallCompany(db, now)
    const hr = (await employeeById(db, people.hr))!
    await mergeUnit(db, 'site', 'other', nobodyFollows, now)
    const person = {
      ...{ staffNumber: '9', name: 'New', email: null, unitId: 'site', locale: 'en' as const },
      ...{ hiredOn: null, timeZone: null },
    }
    const id = await addPerson(db, person, now)
    expect((await personById(db, id, now))!.unitId).toBe('other')
    await giveRole(db, hr, id, { role: 'leader', unitId: 'site', until: null })
    expect(await employeeById(db, id, now)).toMatchObject({ leads: ['other'] })
  },
)

onBothDatabases(
  'only an empty unit closes, and opens again where it hung; a closed one is no choice any more',
  async ({ db }) => {
    const people = await smallCompany(db, now)
    const hr = (await employeeById(db, people.hr))!
    const close = (id: string, used = unused) => closeUnit(db, id, used, now)
    expect(await close('company')).toBe('root')
    expect(await close('nowhere')).toBe('unknown')
    expect(await close('region')).toBe('in-use')
    expect(await close('team')).toBe('in-use')
    expect(await close('other')).toBe('in-use')
    await letLeave(db, hr, people.stranger, now)
    await grantRole(db, people.leader, 'leader', 'other')
    expect(await close('other')).toBe('in-use')
    await takeRole(db, hr, people.leader, 'leader', 'other')
    // Who has left leads nobody, and whose time as a deputy is over does not either.
    await grantRole(db, people.stranger, 'leader', 'other')
    const until = now.getTime() - 1
    await giveRole(db, hr, people.employee, { role: 'leader', unitId: 'other', until })
    expect(await close('other', async () => true)).toBe('in-use')
    expect(await close('other')).toBe('closed')
    expect(await treeFaults(db)).toEqual([])

    const units = await unitTree(db)
    expect(unitChoices(units)).not.toContain('Region / Other site')
    expect(unitTyped(units, 'other site')).toEqual({ closed: 'Other site', now: 'Region' })
    expect(await placeUnit(db, { above: 'other', name: 'Till', kind: 'team' })).toBe('closed')
    const again = await placeUnit(db, { above: 'region', name: 'Other site', kind: 'site' })
    expect(again).toHaveProperty('id')
    expect(await reopenUnit(db, 'other')).toBe('name')
    await nameUnit(db, (again as { id: string }).id, 'Newer site')
    expect(await reopenUnit(db, 'other')).toBe('open')
    expect(unitTyped(await unitTree(db), 'other site')).toMatchObject({ id: 'other' })
    expect(await reopenUnit(db, 'nowhere')).toBe('unknown')
  },
)

const line = (number: number, unitPath: string): PersonLine => ({
  ...{ line: number, staff_number: `n${number}`, name: `Person ${number}`, email: '' },
  ...{ unit: unitPath, roles: '', locale: '', status: '', hired: '', time_zone: '' },
})

async function brought(db: Db, lines: PersonLine[]) {
  const report = await importPeople(db, rowsOf(lines), now)
  if ('reason' in report) throw new Error(report.reason)
  return {
    added: report.added,
    told: report.errors.map(({ line: at, place, reason, value }) => [at, place, reason, value]),
  }
}

onBothDatabases(
  'a people file that names a merged unit is told which one to name, by the old path too; a closed one is told as well',
  async ({ db }) => {
    await smallCompany(db, now)
    await addUnit(db, {
      ...unit('empty', 'region', 'site'),
      name: 'Empty',
    })
    await mergeUnit(db, 'site', 'other', nobodyFollows, now)
    await closeUnit(db, 'empty', unused, now)
    const { added, told } = await brought(db, [
      line(2, 'Company/Region/Site'),
      line(3, 'Region/Site/Team'),
      line(4, 'Company/Region/Other site/Site'),
      line(5, 'Company/Region/Empty'),
      line(6, 'Company/Region/Other site/Team'),
      line(7, 'Company/Region/Quite new'),
    ])
    expect(added).toBe(2)
    expect(told).toEqual([
      [2, 'unit', 'merged', 'Region / Other site'],
      [3, 'unit', 'merged', 'Region / Other site'],
      [4, 'unit', 'merged', 'Region / Other site'],
      [5, 'unit', 'closed', 'Empty'],
    ])
    const names = (await unitTree(db)).filter(({ closedAt }) => !closedAt).map(({ name }) => name)
    expect(names.sort()).toEqual(['Company', 'Other site', 'Quite new', 'Region', 'Team'])

    // A new unit may be called as the merged one was; then the file means that one.
    await placeUnit(db, { above: 'region', name: 'Site', kind: 'site' })
    expect(await brought(db, [line(8, 'Company/Region/Site')])).toEqual({ added: 1, told: [] })
  },
)

onBothDatabases(
  'rows read before a unit was closed place nobody in it: the file is read anew',
  async ({ db }) => {
    await smallCompany(db, now)
    const units = planUnits(await unitTree(db), 3, () => 'made')
    expect(units.at(['Region', 'Other site', 'Till'])).toBe('made')
    await mergeUnit(db, 'other', 'site', nobodyFollows, now)
    await expect(db.transaction().execute((trx) => applyRows(trx, [], units, now))).rejects.toThrow(
      'read anew',
    )
    expect((await unitTree(db)).some(({ id }) => id === 'made')).toBe(false)
  },
)

onBothDatabases(
  'the check of the whole names a loop, a second top, and whoever works in or leads a closed unit',
  async ({ db }) => {
    const people = await smallCompany(db, now)
    expect(await treeFaults(db)).toEqual([])
    await addUnit(db, unit('second', null, 'company'))
    await db.updateTable('people_unit').set({ closed_at: 1 }).where('id', '=', 'other').execute()
    await grantRole(db, people.leader, 'leader', 'other')
    await db
      .updateTable('people_unit')
      .set({ parent_id: 'team' })
      .where('id', '=', 'site')
      .execute()
    expect(await treeFaults(db)).toEqual([
      '2 units hang under nothing',
      'unit site hangs below itself',
      'unit team hangs below itself',
      'somebody works in the closed unit other',
      'somebody leads the closed unit other',
    ])
  },
)
