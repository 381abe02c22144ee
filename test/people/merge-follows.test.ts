import { expect } from 'vitest'
import { sitesSeen } from '../../app/feedback/sites.ts'
import { logObservation, observation } from '../../app/feedback/observation.server.ts'
import { siteObservations } from '../../app/feedback/list.server.ts'
import { scopeFor } from '../../app/impact/scope.ts'
import { casesOf } from '../../app/nps/cases/list.server.ts'
import { handlersOf } from '../../app/nps/cases/case.server.ts'
import { openCases } from '../../app/nps/cases/open.server.ts'
import { unitsFor } from '../../app/nps/alias.server.ts'
import { allCodes, makeCode, openCode } from '../../app/nps/codes/code.server.ts'
import { npsFollows, npsUses } from '../../app/nps/place.server.ts'
import { wrongTotals } from '../../app/nps/recount.server.ts'
import { employeeById } from '../../app/people/employee.server.ts'
import { mergeUnit } from '../../app/people/tree/change.server.ts'
import { unitTree } from '../../app/people/unit.server.ts'
import { planningFollows, planningUses } from '../../app/pulse/planning/place.server.ts'
import { plan, planWave } from '../../app/pulse/planning/plan.server.ts'
import { survey } from '../../app/pulse/survey.server.ts'
import { servingFollows, chooseServed, servedBy } from '../../app/touchpoints/serving.server.ts'
import { touchpoints } from '../../app/touchpoints/touchpoint.server.ts'
import { assign } from '../../app/training/assigning/assignment.server.ts'
import { assigningFollows, assigningUses } from '../../app/training/assigning/place.server.ts'
import { tendAssignments } from '../../app/training/assigning/taking.server.ts'
import type { Trx } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'
import { smallCompany } from '../support/portal.ts'
import { customers } from '../nps/customers.ts'
import { asHr, nursery, wished, ZONE } from '../training/nursery.ts'

const now = new Date('2026-11-30T09:00:00Z')
const places = touchpoints().map(({ code }) => code)

onBothDatabases(
  'printed codes of a merged site go on for the other, each under the name on its paper; answers stay where they were given',
  async ({ db }) => {
    const { hr } = await smallCompany(db, now)
    const at = (unitId: string) => ({ unitId, touchpoint: '', asked: 'code' as const })
    const ours = (await makeCode(db, at('site'), hr, now)) as { id: string }
    const theirs = (await makeCode(db, at('other'), hr, now)) as { id: string }
    await customers(db, [
      { score: 9, unitId: 'site' },
      { score: 1, unitId: 'other' },
    ])
    expect(await npsUses(db, 'site')).toMatchObject({ codes: 1, cases: 0 })
    expect(await mergeUnit(db, 'site', 'other', npsFollows, now)).toBe('merged')

    expect(await openCode(db, ours.id)).toMatchObject({ unitId: 'other' })
    expect(await openCode(db, theirs.id)).toMatchObject({ unitId: 'other' })
    const printed = new Map((await allCodes(db)).map(({ id, printedFor }) => [id, printedFor]))
    expect(printed).toEqual(
      new Map([
        [ours.id, 'Site'],
        [theirs.id, null],
      ]),
    )
    expect(await makeCode(db, at('other'), hr, now)).toEqual(theirs)
    expect(await makeCode(db, at('site'), hr, now)).toBe('unknown')
    expect(await npsUses(db, 'site')).toEqual({ codes: 0, cases: 0, names: 0, hooks: 0 })

    const answers = await db.selectFrom('nps_response').orderBy('id').select('unit_id').execute()
    expect(answers.map((row) => row.unit_id)).toEqual(['site', 'other'])
    expect(await wrongTotals(db)).toEqual([])
    // The next file may still call the site by its old name, or by its old code.
    const named = await unitsFor(db, 'Agency')
    expect([named.get('site'), named.get('other site'), named.get('team')]).toEqual([
      'other',
      'other',
      'other',
    ])
  },
)

onBothDatabases(
  'open cases of a merged site find somebody who handles them, and its old observations and figures are read by name',
  async ({ db }) => {
    const people = await smallCompany(db, now)
    await customers(db, [{ score: 2, unitId: 'site', answeredOn: '2026-11-29' }])
    await db
      .insertInto('nps_contact')
      .values({
        response_id: (await db.selectFrom('nps_response').select('id').executeTakeFirstOrThrow())
          .id,
        ...{ contact: 'a@example.org', contact_key: 'a', locale: 'en', consented_at: null },
        kept_since: now.getTime(),
      })
      .execute()
    expect(await openCases(db)).toBe(1)
    const emma = (await employeeById(db, people.employee))!
    const noticed = await logObservation(
      db,
      emma,
      {
        ...{ key: crypto.randomUUID(), touchpoint: places[0]!, grade: 'poor', signs: [] },
        ...{ note: 'The door sticks', suggestion: '', named: false, siteId: '' },
      },
      now,
    )
    if (noticed.outcome !== 'logged') throw new Error(noticed.outcome)
    expect(await npsUses(db, 'site')).toMatchObject({ cases: 1 })
    await mergeUnit(db, 'site', 'other', npsFollows, now)

    const units = await unitTree(db)
    const lev = (await employeeById(db, people.leader))!
    expect(lev.leads).toEqual(['other'])
    expect((await casesOf(db, units, lev)).open).toMatchObject([{ unitId: 'other' }])
    const handlers = (await handlersOf(db, units, 'other')).map(({ name }) => name)
    expect(handlers).toEqual(['Emma Floor', 'Lev Leader', 'Sara Elsewhere'])

    // Who is of the site now reads what was seen in both, the own one first.
    const sara = (await employeeById(db, people.stranger))!
    expect(sitesSeen(units, sara)).toEqual(['other', 'site'])
    const seen = await siteObservations(db, sara.id, sitesSeen(units, sara))
    expect(seen.map(({ id, siteId }) => [id, siteId])).toEqual([[noticed.id, 'site']])
    expect(await observation(db, noticed.id, sara)).not.toBeNull()
    const scope = scopeFor(units, { unitId: 'other', leads: [], roles: [] }, null)!
    expect([...scope.siteIds].sort()).toEqual(['other', 'site'])
    expect(scopeFor(units, { unitId: 'other', leads: [], roles: [] }, 'site')!.siteIds).toEqual([
      'site',
    ])
  },
)

onBothDatabases(
  'what was assigned to a merged shop means everybody of the other, and a planned survey asks them',
  async ({ db }) => {
    const { hanna } = await nursery(db, now)
    await assign(db, 'one', wished(), asHr(hanna), ZONE, now)
    const audience = { units: ['north'], roles: 'everyone' as const }
    const planned = await planWave(db, {
      ...{ survey: survey('chain')!, audience, reminders: 0 as const },
      opensAt: new Date(now.getTime() + 86_400_000),
      closesAt: new Date(now.getTime() + 9 * 86_400_000),
    })
    expect(await assigningUses(db, 'north')).toEqual({ assignments: 1 })
    expect(await planningUses(db, 'north')).toEqual({ plans: 1 })
    expect(await planningUses(db, 'south')).toEqual({ plans: 0 })
    const follow = async (trx: Trx, from: string, into: string) => {
      await assigningFollows(trx, from, into)
      await planningFollows(trx, from, into)
    }
    await mergeUnit(db, 'north', 'south', follow, now)
    await tendAssignments(db, ZONE, now)
    const rows = await db
      .selectFrom('training_assigned as a')
      .innerJoin('people_employee as e', 'e.id', 'a.employee_id')
      .orderBy('e.name')
      .select('e.name')
      .execute()
    expect(rows.map(({ name }) => name)).toEqual(['lev', 'maya', 'sam'])
    expect((await plan(db, planned))!.audience).toEqual({ ...audience, units: ['south'] })
    expect(await assigningUses(db, 'north')).toEqual({ assignments: 0 })
  },
)

onBothDatabases(
  'two sites that each chose what they serve serve both; one that chose nothing goes on serving all',
  async ({ db }) => {
    await smallCompany(db, now)
    await chooseServed(db, 'site', places.slice(0, 2))
    await chooseServed(db, 'other', places.slice(1, 3))
    await mergeUnit(db, 'site', 'other', servingFollows, now)
    const served = await servedBy(db, await unitTree(db), 'other')
    expect([...served.codes].sort()).toEqual(places.slice(0, 3).sort())
    await chooseServed(db, 'other', [])
    await db.transaction().execute((trx) => servingFollows(trx, 'site', 'other'))
    expect((await servedBy(db, await unitTree(db), 'other')).chosenBy).toBeNull()
  },
)
