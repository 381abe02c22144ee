import type { Db } from '../../db/connect.ts'
import { addEmployee, grantRole, type Role } from '../../app/people/employee.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import { setCompany } from '../../app/people/company.server.ts'
import {
  answerKey,
  answerQuestion,
  finishModule,
  latestAttempt,
  startModule,
} from '../../app/training/attempt.server.ts'
import { moduleBySlug } from '../../app/training/content.server.ts'
import type { Assigner } from '../../app/training/assigning/assignment.server.ts'
import type { SoundWish } from '../../app/training/assigning/wish.ts'

export const ZONE = 'Europe/Berlin'

/** Two shops under one company, a leader of the first, HR above both, and somebody on each floor. */
export async function nursery(db: Db, now: Date) {
  await setCompany(db, 'Nursery', ZONE)
  await addUnit(db, { id: 'all', parentId: null, code: 'a', name: 'Nursery', kind: 'company' })
  for (const id of ['north', 'south']) {
    await addUnit(db, { id, parentId: 'all', code: id, name: id, kind: 'site' })
  }
  await addUnit(db, { id: 'till', parentId: 'north', code: 'till', name: 'till', kind: 'team' })
  const add = async (name: string, unitId: string, role?: Role, more: object = {}) => {
    const email = `${name}@example.org`
    const person = { staffNumber: name, name, email, unitId, locale: 'en' as const, ...more }
    const id = await addEmployee(db, person, now)
    if (role) await grantRole(db, id, role, role === 'leader' ? unitId : '')
    return id
  }
  return {
    add,
    hanna: await add('hanna', 'all', 'hr'),
    lev: await add('lev', 'north', 'leader'),
    maya: await add('maya', 'till'),
    sam: await add('sam', 'south'),
  }
}

export const wished = (more: Partial<SoundWish> = {}): SoundWish => ({
  unitId: 'north',
  role: 'everyone',
  hiredFrom: null,
  hiredTo: null,
  path: null,
  modules: ['chain'],
  due: { kind: 'on', on: '2026-12-14', days: null },
  repeatMonths: null,
  ...more,
})

export const asHr = (id: string): Assigner => ({ id, roles: ['hr'], leads: [] })
export const asLeader = (id: string, unit = 'north'): Assigner => ({
  ...{ id, roles: ['leader'] },
  leads: [unit],
})

/** Walks a module to its end; `miss` answers every question wrong. */
export async function finish(
  db: Db,
  person: string,
  slug: string,
  now: Date,
  miss = false,
): Promise<void> {
  const module = moduleBySlug(slug)!
  await startModule(db, module, person, now)
  const attempt = (await latestAttempt(db, person, slug))!
  for (const [position, drawn] of attempt.answers.entries()) {
    const right = answerKey(module.plan, drawn)
    const choice = miss ? (right === 'a' ? 'b' : 'a') : right
    await answerQuestion(db, module.plan, attempt, position, choice, now)
  }
  await finishModule(db, attempt, now)
}
