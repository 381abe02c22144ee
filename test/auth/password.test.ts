import { expect, test } from 'vitest'
import { fits, hashesReckoned, hashSecret } from '../../app/auth/hashing.server.ts'
import { changePassword } from '../../app/auth/password-change.server.ts'
import { hasPassword, setPassword, whoSignsIn } from '../../app/auth/password.server.ts'
import { passwordFault } from '../../app/auth/password.ts'
import { readSession, startSession } from '../../app/auth/session.server.ts'
import { takeTry } from '../../app/auth/tries.server.ts'
import { deactivateEmployee, employeeById } from '../../app/people/employee.server.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'
import { smallCompany } from '../support/portal.ts'

const SECRET = 'a secret of more than thirty-two characters'
const GOOD = 'three herons wade at dawn'
const MINUTE = 60_000
const cookieOf = (setCookie: string) => setCookie.split(';')[0] as string
const company = { name: 'Verdano', timeZone: 'UTC' }

const emma = { name: 'Emma Floor', staffNumber: '10077', email: 'e.floor@verdano.example' }
const fault = (password: string, roles: string[] = []) =>
  passwordFault(password, { ...emma, roles }, 'Verdano', (word) => COMMON.has(word))
const COMMON = new Set(['password', 'iloveyou', 'qwertyui', 'sunshine1'])

test('a password needs eight characters, twelve of whoever has keys to other people’s data, and at most 128', () => {
  expect(fault('kgB7xq2')).toBe('short')
  expect(fault('kgB7xq2p')).toBeNull()
  expect(fault('kgB7xq2p', ['leader'])).toBeNull()
  expect(fault('kgB7xq2p', ['hr'])).toBe('short')
  expect(fault('kgB7xq2pmvw', ['owner'])).toBe('short')
  expect(fault('kgB7xq2pmvwz', ['hr', 'owner'])).toBeNull()
  expect(fault('kq'.repeat(64))).toBeNull()
  expect(fault(`${'kq'.repeat(64)}k`)).toBe('long')
})

test('what strangers try first is refused: common ones, dressed up, on another keyboard, or in a row', () => {
  for (const typed of ['password', 'PassWord', 'iloveyou2026!', 'йцукенгш', "/'קראטון"])
    expect([typed, fault(typed)]).toEqual([typed, 'common'])
  for (const typed of ['aaaaaaaa', '23456789', 'abcdefgh', 'hgfedcba', 'абвгдежз'])
    expect([typed, fault(typed)]).toEqual([typed, 'common'])
})

test('the person’s and the company’s own words do not make a password', () => {
  for (const typed of ['my-Floor-99x', '10077-kwz', 'e.floor.kz!', 'verDANO-kq7', 'Zveno4ever!'])
    expect([typed, fault(typed)]).toEqual([typed, 'own-words'])
})

onBothDatabases('the list of common passwords is the real one', async ({ db }) => {
  const now = new Date()
  const { employee } = await smallCompany(db, now)
  const me = (await employeeById(db, employee))!
  // Of SplashData's, NordPass's and the NCSC's yearly lists; in Russian and Hebrew of what people say of themselves.
  for (const typed of [
    'password1',
    'iloveyou',
    'trustno1',
    'qwerty123',
    'Sunshine',
    'football1!',
    'пароль123',
    'סיסמה1234',
  ])
    expect([typed, await setPassword(db, me, typed, 'Verdano', null, now)]).toEqual([
      typed,
      'common',
    ])
  expect(await hasPassword(db, employee)).toBe(false)
})

onBothDatabases(
  'a person signs in by staff number or e-mail and password; whoever reads the database finds argon2id',
  async ({ db }) => {
    const now = new Date()
    const { employee } = await peopleWithMail(db, now)
    const stored = await db.selectFrom('auth_password').select('hash').execute()
    expect(stored[0]!.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(JSON.stringify(stored)).not.toContain(GOOD)
    const known = { employeeId: employee }
    expect(await tries(db, ' 1 ', GOOD, now)).toEqual(known)
    expect(await tries(db, 'Emma@Verdano.example', GOOD, now)).toEqual(known)
    // Typed with a combining sign elsewhere, it is the same password.
    expect(await fits(await hashSecret('caf\u00e9 latte'), 'cafe\u0301 latte')).toBe(true)
    expect(await tries(db, '1', `${GOOD} `, now)).toBe('wrong')
    await deactivateEmployee(db, employee)
    expect(await tries(db, '1', GOOD, now)).toBe('wrong')
    expect(await hasPassword(db, employee)).toBe(false)
  },
)

onBothDatabases(
  'a wrong password, a person without one and nobody get the same answer for the same work',
  async ({ db }) => {
    const now = new Date()
    await peopleWithMail(db, now)
    for (const who of ['1', 'emma@verdano.example', '2', '99', 'nobody@verdano.example', '%']) {
      const before = hashesReckoned()
      expect(await tries(db, who, 'not this one at all', now)).toBe('wrong')
      expect([who, hashesReckoned() - before]).toEqual([who, 1])
    }
  },
)

onBothDatabases('an address that two people share signs nobody in', async ({ db }) => {
  const now = new Date()
  const { employee, leader } = await peopleWithMail(db, now)
  await db
    .updateTable('people_employee')
    .set({ email: 'EMMA@verdano.example' })
    .where('id', '=', leader)
    .execute()
  expect(await tries(db, 'emma@verdano.example', GOOD, now)).toBe('wrong')
  expect(await tries(db, '1', GOOD, now)).toEqual({ employeeId: employee })
})

onBothDatabases(
  'ten wrong tries from one address shut that address out of the account for a quarter of an hour, and nobody else',
  async ({ db }) => {
    const now = new Date()
    const { employee } = await peopleWithMail(db, now)
    const from = (address: string, at = now) =>
      whoSignsIn(db, SECRET, { who: '1', password: GOOD, address }, at)
    for (let i = 0; i < 10; i++) expect(await tries(db, '1', 'wrong', now, 'bad')).toBe('wrong')
    expect(await from('bad')).toBe('throttled')
    expect(await from('good')).toEqual({ employeeId: employee })
    expect(await from('bad', new Date(now.getTime() + 15 * MINUTE + 1))).toEqual({
      employeeId: employee,
    })
    // Somebody who is not there is counted alike.
    for (let i = 0; i < 10; i++) expect(await tries(db, '98', 'wrong', now, 'bad')).toBe('wrong')
    expect(await tries(db, '98', 'wrong', now, 'bad')).toBe('throttled')
    const kept = JSON.stringify(await db.selectFrom('auth_try').selectAll().execute())
    expect(kept).not.toMatch(/bad|good|password/)
  },
)

onBothDatabases('of twenty tries at the same moment ten are let through', async ({ db }) => {
  const now = new Date()
  const limit = { by: 'x', most: 10, windowMs: MINUTE }
  const all = await Promise.all(Array.from({ length: 20 }, () => takeTry(db, SECRET, [limit], now)))
  expect(all.filter(Boolean)).toHaveLength(10)
})

onBothDatabases(
  'changing the password asks for the present one, ends every other session and unused links, and tells its owner',
  async ({ db }) => {
    const now = new Date()
    const { employee } = await peopleWithMail(db, now)
    const me = (await employeeById(db, employee))!
    const entry = { by: 'password', userAgent: null, kioskId: null } as const
    const here = cookieOf(await startSession(db, false, employee, now, entry))
    const there = cookieOf(await startSession(db, false, employee, now))
    const session = (await readSession(db, false, here, now)).session!
    const change = (current: string, fresh: string) =>
      changePassword(
        db,
        { secret: SECRET, company },
        { me, session },
        { current, fresh, address: 'a' },
        now,
      )
    expect(await change('wrong', 'nine otters sleep in reeds')).toBe('current')
    expect(await change(GOOD, 'password1')).toBe('common')
    expect((await readSession(db, false, there, now)).employee?.id).toBe(employee)
    expect(await change(GOOD, 'nine otters sleep in reeds')).toBe('set')
    expect((await readSession(db, false, there, now)).employee).toBeNull()
    expect((await readSession(db, false, here, now)).employee?.id).toBe(employee)
    expect(await tries(db, '1', GOOD, now)).toBe('wrong')
    expect(await tries(db, '1', 'nine otters sleep in reeds', now)).toEqual({
      employeeId: employee,
    })
    const mails = await db.selectFrom('mail_message').select(['kind', 'body']).execute()
    expect(mails).toEqual([{ kind: 'auth.password', body: expect.stringContaining('Emma Floor') }])
    expect(JSON.stringify(mails)).not.toContain('otters')
  },
)

onBothDatabases(
  'whoever has just come in by a link has forgotten the password and sets a new one; a quarter of an hour later it is asked for',
  async ({ db }) => {
    const now = new Date()
    const { employee } = await peopleWithMail(db, now)
    const me = (await employeeById(db, employee))!
    const cookie = cookieOf(await startSession(db, false, employee, now))
    const session = (await readSession(db, false, cookie, now)).session!
    const change = (at: Date) =>
      changePassword(
        db,
        { secret: SECRET, company },
        { me, session },
        { current: '', fresh: 'nine otters sleep in reeds', address: 'a' },
        at,
      )
    expect(await change(new Date(now.getTime() + 16 * MINUTE))).toBe('current')
    expect(await change(new Date(now.getTime() + 14 * MINUTE))).toBe('set')
  },
)

test('passwords are reckoned two at a time, and beyond forty that wait the next is told to come again', async () => {
  const all = await Promise.allSettled(Array.from({ length: 45 }, () => fits(null, 'x')))
  expect(all.filter((one) => one.status === 'rejected')).toHaveLength(3)
  expect(await fits(null, 'x')).toBe(false)
})

/** Emma with an address and a password; the leader with neither. */
async function peopleWithMail(db: Db, now: Date) {
  const people = await smallCompany(db, now)
  await db
    .updateTable('people_employee')
    .set({ email: 'emma@verdano.example' })
    .where('id', '=', people.employee)
    .execute()
  const me = (await employeeById(db, people.employee))!
  expect(await setPassword(db, me, GOOD, 'Verdano', null, now)).toBe('set')
  return people
}

const tries = (db: Db, who: string, password: string, now: Date, address = 'a') =>
  whoSignsIn(db, SECRET, { who, password, address }, now)
