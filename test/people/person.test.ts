import { expect } from 'vitest'
import { readSession, startSession } from '../../app/auth/session.server.ts'
import { employeeById, grantRole } from '../../app/people/employee.server.ts'
import {
  addPerson,
  changePerson,
  letLeave,
  personById,
  takeBack,
} from '../../app/people/person.server.ts'
import { personFrom } from '../../app/people/person-form.server.ts'
import { roleFrom } from '../../app/people/role-form.server.ts'
import { forgetDeputies, giveRole, takeRole } from '../../app/people/role.server.ts'
import { unitTree } from '../../app/people/unit.server.ts'
import { unitTyped } from '../../app/people/unit-typed.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'
import { smallCompany } from '../support/portal.ts'

const now = new Date('2026-11-30T09:00:00Z')
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000)

async function office(db: Db) {
  const people = await smallCompany(db, now)
  const me = async (who: keyof typeof people) => (await employeeById(db, people[who]))!
  const cookieOf = async (id: string) =>
    (await startSession(db, false, id, now)).split(';')[0] as string
  const asks = async (cookie: string, at: Date) =>
    (await readSession(db, false, cookie, at)).employee
  return { people, me, cookieOf, asks }
}

const form = (fields: Record<string, string>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

onBothDatabases(
  'a deputy leads the unit through the last day named, on the company’s clock, and not a moment longer',
  async ({ db }) => {
    const { people, me, cookieOf, asks } = await office(db)
    const read = roleFrom(
      form({ role: 'leader', unit: 'region / site', until: '2026-12-02' }),
      ...([await unitTree(db), await me('hr'), 'Europe/Berlin', now] as const),
    )
    if ('errors' in read) throw new Error(read.errors[0]!.message)
    const { until } = read.given
    expect(new Date(until!).toISOString()).toBe('2026-12-02T23:00:00.000Z')
    const old = await cookieOf(people.employee)
    expect(await giveRole(db, await me('hr'), people.employee, read.given)).toBe('given')
    expect(await asks(old, now)).toBeNull()

    const cookie = await cookieOf(people.employee)
    const last = new Date(until! - 1)
    expect(await asks(cookie, last)).toMatchObject({ roles: ['leader'], leads: ['site'] })
    expect(await asks(cookie, new Date(until!))).toMatchObject({ roles: [], leads: [] })
    expect(await employeeById(db, people.employee, last)).toMatchObject({ leads: ['site'] })
    expect(await employeeById(db, people.employee, new Date(until!))).toMatchObject({ leads: [] })
    expect((await personById(db, people.employee, last))!.held).toEqual([
      { role: 'leader', unitId: 'site', until },
    ])
    expect((await personById(db, people.employee, new Date(until!)))!.held).toEqual([])

    await forgetDeputies(db, last)
    expect(
      await db.selectFrom('people_role').where('until', 'is not', null).selectAll().execute(),
    ).toHaveLength(1)
    await forgetDeputies(db, new Date(until!))
    expect(
      await db.selectFrom('people_role').where('until', 'is not', null).selectAll().execute(),
    ).toEqual([])
    expect(await me('leader')).toMatchObject({ leads: ['site'] })
  },
)

onBothDatabases(
  'HR names leaders and takes them back; HR and owners are the owner’s to name, and the last owner stays',
  async ({ db }) => {
    const { people, me } = await office(db)
    const [hr, owner] = [await me('hr'), await me('owner')]
    const role = (name: 'hr' | 'owner' | 'leader', unitId = '') => ({
      ...{ role: name, unitId, until: null },
    })
    expect(await giveRole(db, hr, people.employee, role('hr'))).toBe('not-yours')
    expect(await giveRole(db, hr, people.hr, role('owner'))).toBe('not-yours')
    expect(await giveRole(db, owner, people.employee, role('hr'))).toBe('given')
    expect(await takeRole(db, hr, people.employee, 'hr', '')).toBe('not-yours')
    expect(await takeRole(db, owner, people.owner, 'owner', '')).toBe('last-owner')
    expect(await takeRole(db, hr, people.leader, 'leader', 'site')).toBe('taken')
    expect(await me('leader')).toMatchObject({ roles: [], leads: [] })
    // Who leads for good is nobody's deputy there.
    await giveRole(db, hr, people.leader, role('leader', 'site'))
    const deputy = { ...role('leader', 'site'), until: later(24).getTime() }
    expect(await giveRole(db, hr, people.leader, deputy)).toBe('leads-already')
    expect(await me('leader')).toMatchObject({ leads: ['site'] })
  },
)

onBothDatabases(
  'who leaves is out at once; taken back within a day they hold what they held, later nothing',
  async ({ db }) => {
    const { people, me, cookieOf, asks } = await office(db)
    const hr = await me('hr')
    const cookie = await cookieOf(people.leader)
    expect(await letLeave(db, hr, people.leader, now)).toBe('left')
    expect(await asks(cookie, now)).toBeNull()
    expect(await employeeById(db, people.leader)).toBeNull()
    expect(await personById(db, people.leader, now)).toMatchObject({ status: 'left' })
    expect(await takeBack(db, hr, people.leader, later(1))).toBe('back')
    expect(await me('leader')).toMatchObject({ leads: ['site'] })

    expect(await letLeave(db, hr, people.leader, now)).toBe('left')
    expect(await takeBack(db, hr, people.leader, later(25))).toBe('back')
    expect(await me('leader')).toMatchObject({ roles: [], unitId: 'team' })
    expect(await letLeave(db, hr, 'nobody', now)).toBe('unknown')
  },
)

onBothDatabases(
  'HR lets neither itself nor a colleague nor an owner leave, and brings no colleague’s rights back',
  async ({ db }) => {
    const { people, me } = await office(db)
    await grantRole(db, people.employee, 'hr')
    const [hr, owner] = [await me('hr'), await me('owner')]
    expect(await letLeave(db, hr, people.hr, now)).toBe('yourself')
    expect(await letLeave(db, hr, people.employee, now)).toBe('not-yours')
    expect(await letLeave(db, hr, people.owner, now)).toBe('not-yours')
    expect(await letLeave(db, owner, people.employee, now)).toBe('left')
    expect(await takeBack(db, hr, people.employee, later(1))).toBe('back')
    expect(await me('employee')).toMatchObject({ roles: [] })
  },
)

onBothDatabases(
  'HR writes what is known of a person, but not the address of an owner: a way in could be sent there',
  async ({ db }) => {
    const { people, me } = await office(db)
    const units = await unitTree(db)
    const read = personFrom(
      form({
        ...{ name: ' Emma  Petal ', email: 'emma@example.org', unit: 'other site', locale: 'he' },
        ...{ hired: '2024-02-01', time_zone: 'Asia/Jerusalem' },
      }),
      units,
      'en',
    )
    if ('errors' in read) throw new Error(read.errors[0]!.message)
    const hr = await me('hr')
    for (const who of ['employee', 'owner'] as const) {
      const person = (await personById(db, people[who], now))!
      await changePerson(db, hr, person, read.person)
    }
    expect(await me('employee')).toMatchObject({
      ...{ name: 'Emma Petal', email: 'emma@example.org', unitId: 'other', locale: 'he' },
      ...{ hiredOn: '2024-02-01', timeZone: 'Asia/Jerusalem' },
    })
    expect(await me('owner')).toMatchObject({ name: 'Emma Petal', email: null })
  },
)

onBothDatabases(
  'a form says of each field what is wrong with it; a staff number is given once',
  async ({ db }) => {
    await office(db)
    const units = await unitTree(db)
    const read = personFrom(
      form({
        ...{ staff_number: '', name: '', email: 'x', unit: 'nowhere', locale: 'xx' },
        ...{ hired: '2024-02-31', time_zone: 'Mars' },
      }),
      units,
      'en',
    )
    expect('errors' in read && read.errors.map(({ field }) => field)).toEqual([
      ...['staff_number', 'name', 'email', 'unit', 'hired', 'time_zone'],
    ])
    const person = { name: 'New', email: null, unitId: 'site', locale: 'en' as const }
    const rest = { ...person, hiredOn: null, timeZone: null }
    expect(await addPerson(db, { ...rest, staffNumber: '1' }, now)).toBe('taken')
    const id = await addPerson(db, { ...rest, staffNumber: '77' }, now)
    expect(await employeeById(db, id)).toMatchObject({ staffNumber: '77', unitId: 'site' })
  },
)

onBothDatabases(
  'a unit is known by as much of its path as tells it from others',
  async ({ db }) => {
    await office(db)
    await db
      .insertInto('people_unit')
      .values({ id: 't2', parent_id: 'other', code: 't2', name: 'Team', kind: 'team' })
      .execute()
    const units = await unitTree(db)
    const typed = (text: string) => {
      const found = unitTyped(units, text)
      return typeof found === 'object' && 'id' in found ? found.id : found
    }
    expect(typed('SITE')).toBe('site')
    expect(typed('Company/Region/Site/Team')).toBe('team')
    expect(typed('other site / team')).toBe('t2')
    expect(typed('Team')).toEqual({
      several: ['Region / Other site / Team', 'Region / Site / Team'],
    })
    expect(typed('Region / Team')).toBe('none')
    expect(typed('')).toBe('none')
  },
)
