import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { compiled, type Given } from '../../db/compiled.ts'
import type { Db } from '../../db/connect.ts'
import type { Employee } from '../people/employee.server.ts'
import { Busy, fits, hashSecret } from './hashing.server.ts'
import { idOfWhom } from './known.server.ts'
import { LONGEST, passwordFault, type PasswordFault } from './password.ts'
import { forgetTries, type Limit, takeTry } from './tries.server.ts'

const MINUTE = 60_000

/** What no list of eight letters and more has, and people of our languages try first. */
const OURS = ['пароль', 'привет', 'любовь', 'סיסמה', 'סיסמא', 'שלום', 'אהבה', 'qwerty']

let list: Set<string> | undefined

/** Whether an attacker would try it early: the 41,000 commonest of eight signs and more, in small letters. */
function isCommon(password: string): boolean {
  if (!list) {
    const file = createRequire(import.meta.url).resolve('popular-passwords/data.json')
    list = new Set([...(JSON.parse(readFileSync(file, 'utf8')) as string[]), ...OURS])
  }
  return list.has(password)
}

const passwordOf = compiled((db: Db, given: Given<{ employeeId: string }>) =>
  db.selectFrom('auth_password').where('employee_id', '=', given.employeeId).select('set_at'),
)

export async function hasPassword(db: Db, employeeId: string): Promise<boolean> {
  return (await passwordOf(db, { employeeId })).length > 0
}

/**
 * Sets or changes the person's password; all their sessions but `keep` end, and unused links with them. Refused: what is
 * easily guessed. Throws `Busy` like all that hashes.
 */
export async function setPassword(
  db: Db,
  person: Employee,
  password: string,
  company: string,
  keep: string | null,
  now: Date,
): Promise<'set' | PasswordFault> {
  const fault = passwordFault(password, person, company, isCommon)
  if (fault) return fault
  const hash = await hashSecret(password)
  const row = { hash, set_at: now.getTime() }
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('auth_password')
      .values({ employee_id: person.id, ...row })
      .onConflict((conflict) => conflict.column('employee_id').doUpdateSet(row))
      .execute()
    await trx
      .deleteFrom('auth_session')
      .where('employee_id', '=', person.id)
      .$if(keep !== null, (query) => query.where('id', '!=', keep!))
      .execute()
    await trx
      .deleteFrom('auth_link')
      .where('employee_id', '=', person.id)
      .where('used_at', 'is', null)
      .execute()
  })
  return 'set'
}

/** Whether this is the person's password; tries are counted as at sign-in. */
export async function isPassword(
  db: Db,
  secret: string,
  { id, password, address }: { id: string; password: string; address: string },
  now: Date,
): Promise<'right' | 'wrong' | 'throttled'> {
  const limits = limitsFor(id, address)
  if (!(await takeTry(db, secret, limits, now))) return 'throttled'
  if (!(await fits(await hashOf(db, id), password.slice(0, LONGEST + 1)))) return 'wrong'
  await forgetTries(db, secret, [limits[0]!.by, limits[1]!.by])
  return 'right'
}

/**
 * Who signs in with this e-mail address or staff number and this password. The same answer after the same work for a wrong
 * password, for whoever has none, left or never was.
 */
export async function whoSignsIn(
  db: Db,
  secret: string,
  { who, password, address }: { who: string; password: string; address: string },
  now: Date,
): Promise<{ employeeId: string } | 'wrong' | 'throttled' | 'busy'> {
  const known = await idOfWhom(db, who)
  const id = known ?? `nobody|${who.trim().toLowerCase()}`
  try {
    const answer = await isPassword(db, secret, { id, password, address }, now)
    if (answer === 'throttled') return answer
    return answer === 'right' && known ? { employeeId: known } : 'wrong'
  } catch (error) {
    if (error instanceof Busy) return 'busy'
    throw error
  }
}

async function hashOf(db: Db, employeeId: string): Promise<string | null> {
  const row = await db
    .selectFrom('auth_password')
    .where('employee_id', '=', employeeId)
    .select('hash')
    .executeTakeFirst()
  return row?.hash ?? null
}

/**
 * From one address on one account ten in a quarter of an hour: whoever guesses elsewhere does not shut its owner out. On one
 * account from everywhere a hundred an hour (ASVS 6.3.1); from one address, behind which a whole site may sit, two hundred.
 */
function limitsFor(account: string, address: string): Limit[] {
  return [
    { by: `password|${account}|${address}`, most: 10, windowMs: 15 * MINUTE },
    { by: `password|${account}`, most: 100, windowMs: 60 * MINUTE },
    { by: `password|from|${address}`, most: 200, windowMs: 15 * MINUTE },
  ]
}
