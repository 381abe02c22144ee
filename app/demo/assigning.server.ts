import type { Db } from '../../db/connect.ts'
import { employeeById } from '../people/employee.server.ts'
import { assign, modulesToAssign } from '../training/assigning/assignment.server.ts'
import type { SoundWish } from '../training/assigning/wish.ts'
import { dayOf, moment } from './day.ts'
import type { Made } from './people.server.ts'
import { COMPANY } from './staff.ts'
import { HOME_SITE, ROLES } from './truth.ts'

const [, LEADER, HR] = ROLES.map(({ staffNumber }) => staffNumber)

/** What HR wants of everybody, what leaders walk in their first months, and what one site takes on for itself. */
export async function fillAssignments(db: Db, made: Made, now: Date): Promise<void> {
  const hr = (await employeeById(db, made.people.get(HR!)!))!
  const leader = (await employeeById(db, made.people.get(LEADER!)!))!
  const company = made.units.get(COMPANY.code)!
  const wish = (more: Partial<SoundWish>): SoundWish => ({
    ...{ unitId: company, role: 'everyone', hiredFrom: null, hiredTo: null, path: null },
    ...{ modules: ['chain'], due: { kind: 'on', on: dayOf(now, -12), days: null } },
    repeatMonths: 12,
    ...more,
  })
  const path = (await modulesToAssign(db)).flatMap(({ id, roles }) =>
    roles.includes('leader') ? id : [],
  )
  const assignments = [
    { by: hr, daysAgo: 20, wish: wish({}) },
    {
      by: hr,
      daysAgo: 10,
      wish: wish({
        ...{ role: 'leader', path: 'leader', modules: path, repeatMonths: null },
        due: { kind: 'assigned', on: null, days: 90 },
      }),
    },
    {
      by: leader,
      daysAgo: 24,
      wish: wish({
        ...{ unitId: made.units.get(HOME_SITE)!, role: 'employee', repeatMonths: null },
        modules: ['nine-signs', 'one-scale'],
        due: { kind: 'on', on: dayOf(now, -18), days: null },
      }),
    },
  ]
  for (const [index, one] of assignments.entries()) {
    const at = moment(now, one.daysAgo, 600)
    await assign(db, `demo-${index + 1}`, one.wish, one.by, COMPANY.timeZone, at)
  }
}
