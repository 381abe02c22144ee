import { expect } from 'vitest'
import type { Db } from '../../db/connect.ts'
import { deactivateEmployee } from '../../app/people/employee.server.ts'
import { unitTree } from '../../app/people/unit.server.ts'
import {
  assign,
  assignmentFor,
  changeAssignment,
  endAssignment,
  mayChange,
  modulesToAssign,
  previewOf,
  undoEnd,
  unitsToAssign,
} from '../../app/training/assigning/assignment.server.ts'
import { assignedTo, nextAssigned } from '../../app/training/assigning/mine.server.ts'
import {
  assignmentsFor,
  peopleOfAssignment,
  type Show,
} from '../../app/training/assigning/progress.server.ts'
import { assignmentFacts } from '../../app/training/assigning/words.server.ts'
import {
  tendAssignment,
  tendAssignments,
  tendPerson,
} from '../../app/training/assigning/taking.server.ts'
import { startModule } from '../../app/training/attempt.server.ts'
import { catalogueChanged } from '../../app/training/catalogue.server.ts'
import { moduleBySlug } from '../../app/training/content.server.ts'
import { askedBy, planOf } from '../support/asked.ts'
import { onBothDatabases } from '../support/database.ts'
import { asHr, asLeader, finish, nursery, wished, ZONE } from './nursery.ts'

const now = new Date('2026-11-29T10:00:00Z')
const on = (day: string) => new Date(`${day}T10:00:00Z`)
const today = '2026-11-29'

const dueDays = async (db: Db, id = 'one') => {
  const rows = await db
    .selectFrom('training_assigned as a')
    .innerJoin('people_employee as e', 'e.id', 'a.employee_id')
    .where('a.assignment_id', '=', id)
    .orderBy('e.name')
    .orderBy('a.module')
    .select(['e.name', 'a.module', 'a.due_on', 'a.done_at'])
    .execute()
  return rows.map(
    (row) => `${row.name} ${row.module} ${row.due_on}${row.done_at === null ? '' : ' done'}`,
  )
}

onBothDatabases(
  'what is assigned reaches the unit and all below it, once, however often it is asked for',
  async ({ db }) => {
    const { hanna } = await nursery(db, now)
    await Promise.all([1, 2].map(() => assign(db, 'one', wished(), asHr(hanna), ZONE, now)))
    await tendAssignments(db, ZONE, now)
    expect(await dueDays(db)).toEqual(['lev chain 2026-12-14', 'maya chain 2026-12-14'])
  },
)

onBothDatabases(
  'a module that HR wrote is assigned like any other, and called by the name HR gave it',
  async ({ db }) => {
    const { hanna, maya } = await nursery(db, now)
    const { plan, texts } = moduleBySlug('chain')!
    const own = {
      plan: { ...plan, id: 'our-way', version: 1 },
      texts: { ...texts, en: { ...texts.en, title: 'How we greet' } },
    }
    const version = { module: 'our-way', version: 1 }
    await db
      .insertInto('training_version')
      .values({ ...version, body: JSON.stringify(own), frozen_at: 0 })
      .execute()
    await db
      .insertInto('training_publication')
      .values({ ...version, by_id: hanna, at: 0 })
      .execute()
    await catalogueChanged(db)
    expect((await modulesToAssign(db)).map(({ id }) => id)).toContain('our-way')
    await assign(db, 'one', wished({ modules: ['our-way'] }), asHr(hanna), ZONE, now)
    expect((await nextAssigned(db, maya))?.title.en).toBe('How we greet')
    const shown = await assignmentFor(db, 'one', asHr(hanna))
    expect((await assignmentFacts(db, shown!, 'en')).name).toBe('How we greet')
  },
)

onBothDatabases(
  'who joins or moves in later is taken in with a week at least; who leaves or moves away falls out',
  async ({ db }) => {
    const { hanna, maya, sam, lev, add } = await nursery(db, now)
    await assign(db, 'one', wished(), asHr(hanna), ZONE, now)
    await add('nina', 'till')
    await db.updateTable('people_employee').set({ unit_id: 'till' }).where('id', '=', sam).execute()
    await db
      .updateTable('people_employee')
      .set({ unit_id: 'south' })
      .where('id', '=', maya)
      .execute()
    await deactivateEmployee(db, lev)
    await tendAssignments(db, ZONE, on('2026-12-10'))
    await tendAssignments(db, ZONE, on('2026-12-11'))
    expect(await dueDays(db)).toEqual(['nina chain 2026-12-17', 'sam chain 2026-12-17'])
  },
)

onBothDatabases(
  'somebody new finds it when they sign in, before any night has passed',
  async ({ db }) => {
    const { hanna, maya, add } = await nursery(db, now)
    await assign(db, 'one', wished(), asHr(hanna), ZONE, now)
    const nina = await add('nina', 'till')
    expect(await nextAssigned(db, nina)).toBeNull()
    await tendPerson(db, nina, ZONE, now)
    expect(await nextAssigned(db, nina)).toMatchObject({ slug: 'chain', step: 0 })
    expect(await dueDays(db)).toHaveLength(3)
    // Whoever is not active any more is taken in by nothing.
    await deactivateEmployee(db, maya)
    await tendPerson(db, maya, ZONE, now)
    await tendAssignments(db, ZONE, now)
    expect(await dueDays(db)).toHaveLength(2)
  },
)

onBothDatabases(
  'role and hiring day decide who is meant; the preview says it before',
  async ({ db }) => {
    const { hanna, maya, add } = await nursery(db, now)
    await add('nina', 'till', undefined, { hiredOn: '2026-11-20', email: null })
    await finish(db, maya, 'chain', now)
    const everybody = wished({ role: 'employee' })
    expect(await previewOf(db, everybody, ZONE, now)).toEqual({
      people: 2,
      done: 1,
      withoutMail: 1,
      withoutHired: 0,
      due: { from: '2026-12-14', to: '2026-12-14' },
    })
    const fresh = wished({ hiredFrom: '2026-11-01', due: { kind: 'hired', on: null, days: 30 } })
    expect(await previewOf(db, fresh, ZONE, now)).toMatchObject({
      people: 1,
      withoutHired: 2,
      due: { from: '2026-12-20', to: '2026-12-20' },
    })
    await assign(db, 'one', fresh, asHr(hanna), ZONE, now)
    expect(await dueDays(db)).toEqual(['nina chain 2026-12-20'])
  },
)

onBothDatabases(
  'Today brings what is due first; what is finished, before or after, is done and never asked for again',
  async ({ db }) => {
    const { hanna, maya, lev } = await nursery(db, now)
    await finish(db, lev, 'chain', on('2026-05-01'))
    const modules = ['chain', 'loyal-or-stuck']
    await assign(db, 'one', wished({ modules }), asHr(hanna), ZONE, now)
    const soon = wished({
      modules: ['loyal-or-stuck'],
      due: { kind: 'on', on: '2026-12-01', days: null },
    })
    await assign(db, 'two', soon, asLeader(lev), ZONE, now)
    expect(await dueDays(db)).toContain('lev chain 2026-12-14 done')
    expect(await nextAssigned(db, maya)).toMatchObject({
      slug: 'loyal-or-stuck',
      dueOn: '2026-12-01',
      again: false,
    })
    // One line a module, with its nearest day and who assigned that.
    expect(
      (await assignedTo(db, maya, '2026-12-02')).map(({ module, by, late }) => [module, by, late]),
    ).toEqual([
      ['loyal-or-stuck', 'lev', true],
      ['chain', 'hanna', false],
    ])
    await startModule(db, moduleBySlug('chain')!, maya, now)
    await finish(db, maya, 'loyal-or-stuck', now)
    expect(await nextAssigned(db, maya)).toMatchObject({ slug: 'chain', step: 1 })
    await finish(db, maya, 'chain', now)
    expect(await nextAssigned(db, maya)).toBeNull()
    await tendAssignments(db, ZONE, now)
    expect(await nextAssigned(db, maya)).toBeNull()
  },
)

onBothDatabases(
  'a module that comes again opens thirty days ahead, and only doing it anew closes it',
  async ({ db }) => {
    const { hanna, maya } = await nursery(db, now)
    await finish(db, maya, 'chain', on('2025-12-15'))
    await assign(
      db,
      'one',
      wished({ unitId: 'till', repeatMonths: 12 }),
      asHr(hanna),
      ZONE,
      on('2026-01-10'),
    )
    await tendAssignments(db, ZONE, on('2026-11-14'))
    expect(await nextAssigned(db, maya)).toBeNull()
    await tendAssignments(db, ZONE, on('2026-11-15'))
    await tendAssignments(db, ZONE, on('2026-11-16'))
    expect(await nextAssigned(db, maya)).toMatchObject({ dueOn: '2026-12-15', again: true })
    expect(await dueDays(db)).toEqual(['maya chain 2026-12-15'])
    await finish(db, maya, 'chain', on('2026-11-20'))
    expect(await nextAssigned(db, maya)).toBeNull()
    // The next year counts from the day it was done.
    await tendAssignments(db, ZONE, on('2027-10-20'))
    expect(await nextAssigned(db, maya)).toBeNull()
    await tendAssignments(db, ZONE, on('2027-10-21'))
    expect(await nextAssigned(db, maya)).toMatchObject({ dueOn: '2027-11-20' })
  },
)

onBothDatabases('a leader assigns in the units they lead and nowhere else', async ({ db }) => {
  const { hanna, lev } = await nursery(db, now)
  const units = await unitTree(db)
  const where = (by: Parameters<typeof unitsToAssign>[1]) =>
    unitsToAssign(units, by)
      .map(({ id }) => id)
      .sort()
  expect(where(asLeader(lev))).toEqual(['north', 'till'])
  expect(where(asHr(hanna))).toEqual(['all', 'north', 'south', 'till'])
  expect(where({ id: lev, roles: [], leads: [] })).toEqual([])

  await assign(db, 'hr', wished({ unitId: 'all' }), asHr(hanna), ZONE, now)
  await assign(db, 'south', wished({ unitId: 'south' }), asHr(hanna), ZONE, now)
  await assign(db, 'own', wished(), asLeader(lev), ZONE, now)
  const reads = async (id: string) => (await assignmentFor(db, id, asLeader(lev))) !== null
  expect([
    await reads('hr'),
    await reads('south'),
    await reads('own'),
    await reads('none'),
  ]).toEqual([true, false, true, false])
  const changes = async (id: string) =>
    mayChange((await assignmentFor(db, id, asHr(hanna)))!, asLeader(lev), units)
  expect([await changes('hr'), await changes('south'), await changes('own')]).toEqual([
    false,
    false,
    true,
  ])
  const { running } = await assignmentsFor(db, asLeader(lev), today)
  // Of what HR assigned to all, a leader counts their own people alone.
  expect(running.map(({ id, people }) => [id, people]).sort()).toEqual([
    ['hr', 2],
    ['own', 2],
  ])
})

onBothDatabases(
  'leaders see who finished and who needs time, page by page, and nothing of the answers',
  async ({ db }) => {
    const { hanna, maya, lev, add } = await nursery(db, now)
    for (let i = 0; i < 60; i++) await add(`p${String(i).padStart(2, '0')}`, 'till')
    await assign(
      db,
      'one',
      wished({ modules: ['chain', 'loyal-or-stuck'] }),
      asHr(hanna),
      ZONE,
      now,
    )
    await finish(db, maya, 'chain', now, true)
    await finish(db, lev, 'chain', now)
    await finish(db, lev, 'loyal-or-stuck', now)
    const page = (show: Show, after = '', day = today) =>
      peopleOfAssignment(db, 'one', asLeader(lev), { show, after }, day)
    const first = await page('all')
    expect(first.counts).toEqual({ people: 62, done: 1, late: 0 })
    expect(first.people.slice(0, 3).map(({ name, done, dueOn }) => [name, done, dueOn])).toEqual([
      ['lev', 2, null],
      ['maya', 1, '2026-12-14'],
      ['p00', 0, '2026-12-14'],
    ])
    const second = await page('all', first.next!)
    expect([first.people.length, second.people.length, second.next]).toEqual([50, 12, null])
    expect(new Set([...first.people, ...second.people].map(({ id }) => id)).size).toBe(62)
    expect((await page('done')).people.map(({ name }) => name)).toEqual(['lev'])
    expect((await page('late')).people).toEqual([])
    const late = await page('late', '', '2026-12-15')
    expect(late.counts).toEqual({ people: 62, done: 1, late: 61 })
    expect(late.people[0]).toEqual({
      id: maya,
      name: 'maya',
      unit: 'till',
      modules: 2,
      done: 1,
      dueOn: '2026-12-14',
    })
    // A leader of other units sees nobody of it.
    const stranger = await peopleOfAssignment(
      db,
      'one',
      asLeader(hanna, 'south'),
      { show: 'all', after: '' },
      today,
    )
    expect(stranger).toMatchObject({ people: [], counts: { people: 0 } })
  },
)

onBothDatabases(
  'a change moves the days of what is open and leaves what is done; an end can be taken back for a minute',
  async ({ db }) => {
    const { hanna, maya, lev } = await nursery(db, now)
    await assign(db, 'one', wished(), asHr(hanna), ZONE, now)
    await finish(db, lev, 'chain', now)
    const later = wished({ due: { kind: 'on', on: '2027-01-31', days: null } })
    expect(await changeAssignment(db, 'one', later, ZONE, now)).toBe('changed')
    expect(await dueDays(db)).toEqual(['lev chain 2026-12-14 done', 'maya chain 2027-01-31'])
    const narrower = { ...later, unitId: 'till', modules: ['loyal-or-stuck'] }
    await changeAssignment(db, 'one', narrower, ZONE, now)
    expect(await dueDays(db)).toEqual(['maya loyal-or-stuck 2027-01-31'])

    await endAssignment(db, 'one', now)
    expect(await nextAssigned(db, maya)).toBeNull()
    expect(await undoEnd(db, 'one', ZONE, new Date(now.getTime() + 30_000))).toBe('running')
    expect(await nextAssigned(db, maya)).toMatchObject({ dueOn: '2027-01-31' })
    await endAssignment(db, 'one', now)
    expect(await undoEnd(db, 'one', ZONE, new Date(now.getTime() + 61_000))).toBe('too-late')
    expect(await changeAssignment(db, 'one', later, ZONE, now)).toBe('ended')
    await tendAssignment(db, 'one', ZONE, now)
    await tendAssignments(db, ZONE, on('2026-12-01'))
    expect(await dueDays(db)).toEqual([])
  },
)

onBothDatabases('a person’s own clock says which day it is for them', async ({ db }) => {
  const { hanna, add } = await nursery(db, now)
  await add('tama', 'till', undefined, { timeZone: 'Pacific/Auckland' })
  const due = { kind: 'assigned', on: null, days: 10 } as const
  // Noon in Berlin is the first hour of the next day in New Zealand.
  await assign(
    db,
    'one',
    wished({ unitId: 'till', due }),
    asHr(hanna),
    ZONE,
    new Date('2026-11-29T11:30:00Z'),
  )
  expect(await dueDays(db)).toEqual(['maya chain 2026-12-09', 'tama chain 2026-12-10'])
})

onBothDatabases(
  'Today asks one question that indexes answer, however much is or was assigned',
  async ({ db, dialect }) => {
    const { hanna, maya } = await nursery(db, now)
    await assign(db, 'one', wished(), asHr(hanna), ZONE, now)
    const asked = await askedBy(db, async () => {
      expect(await nextAssigned(db, maya)).toMatchObject({ slug: 'chain' })
    })
    expect(asked).toHaveLength(1)
    if (dialect !== 'sqlite') return
    const plan = await planOf(db, asked[0]!)
    expect(plan).toMatch(/SEARCH a USING INDEX training_assigned_open/)
    expect(plan).not.toMatch(/SCAN|TEMP B-TREE/)
  },
)
