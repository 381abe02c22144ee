import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { hashesReckoned } from '../../app/auth/hashing.server.ts'
import {
  enrolKiosk,
  kioskCookie,
  kioskOf,
  kiosks,
  kioskToEnrol,
  makeKiosk,
  revokeKiosk,
} from '../../app/auth/kiosk.server.ts'
import { issuePin, pepperIn, whoSignsInByPin } from '../../app/auth/pin.server.ts'
import { readSession, startSession } from '../../app/auth/session.server.ts'
import { deactivateEmployee, grantRole } from '../../app/people/employee.server.ts'
import type { Db } from '../../db/connect.ts'
import { onBothDatabases } from '../support/database.ts'
import { smallCompany } from '../support/portal.ts'

const SECRET = 'a secret of more than thirty-two characters'
const MINUTE = 60_000
const start = new Date('2026-11-30T08:00:00Z')
const at = (ms: number) => new Date(start.getTime() + ms)
const cookieOf = (setCookie: string) => setCookie.split(';')[0] as string

function pepper(): Buffer {
  const keyDir = path.join(mkdtempSync(path.join(tmpdir(), 'zveno-pin-')), 'keys')
  onTestFinished(() => rmSync(path.dirname(keyDir), { recursive: true, force: true }))
  const made = pepperIn(keyDir)
  expect(pepperIn(keyDir)).toEqual(made)
  expect(readdirSync(keyDir)).toEqual(['pin-pepper'])
  expect(readFileSync(path.join(keyDir, 'pin-pepper'))).toHaveLength(32)
  expect(statSync(path.join(keyDir, 'pin-pepper')).mode & 0o077).toBe(0)
  return made
}

onBothDatabases(
  'a device is enrolled once, by its link, within an hour; its cookie of 256 bits is nowhere in the database',
  async ({ db }) => {
    const { token } = await makeKiosk(db, 'Break room', start)
    expect(await kioskToEnrol(db, token, at(61 * MINUTE))).toBeNull()
    expect(await enrolKiosk(db, token, at(61 * MINUTE))).toBeNull()
    expect(await kioskToEnrol(db, token, start)).toBe('Break room')
    const tries = await Promise.all(Array.from({ length: 5 }, () => enrolKiosk(db, token, start)))
    const cookies = tries.filter((one) => one !== null)
    expect(cookies).toHaveLength(1)
    const cookie = kioskCookie(cookies[0]!, true)
    expect(Buffer.from(cookies[0]!, 'base64url')).toHaveLength(32)
    expect(cookie).toMatch(
      /^__Host-zveno-kiosk=[\w-]{43}; Path=\/; .*HttpOnly; SameSite=Lax; Secure$/,
    )
    expect((await kioskOf(db, true, `a=b; ${cookieOf(cookie)}`))?.name).toBe('Break room')
    const stored = JSON.stringify(await db.selectFrom('auth_kiosk').selectAll().execute())
    expect(stored).not.toContain(token)
    expect(stored).not.toContain(cookies[0])
    for (const other of [null, '', 'zveno-kiosk=%', `__Host-zveno-kiosk=${'a'.repeat(43)}`])
      expect(await kioskOf(db, true, other)).toBeNull()
  },
)

onBothDatabases(
  'a revoked device is like any other, and who was signed in on it is out',
  async ({ db }) => {
    const { employee } = await smallCompany(db, start)
    const { id, cookie } = await enrolled(db)
    const session = await onKiosk(db, employee, id)
    expect((await readSession(db, false, session, start)).employee?.id).toBe(employee)
    expect(await revokeKiosk(db, id, start)).toBe('revoked')
    expect(await revokeKiosk(db, id, start)).toBe('none')
    expect(await kioskOf(db, false, cookie)).toBeNull()
    expect((await readSession(db, false, session, start)).employee).toBeNull()
    const { token } = await makeKiosk(db, 'Late', start)
    expect((await kiosks(db, start)).map(({ name, state }) => [name, state])).toEqual([
      ['Late', 'waiting'],
      ['Break room', 'revoked'],
    ])
    expect((await kiosks(db, at(61 * MINUTE)))[1]?.state).toBe('expired')
    expect(await kioskToEnrol(db, token, start)).toBe('Late')
  },
)

onBothDatabases(
  'on a shared device a session is over after two minutes without a request, and after fifteen whatever happens',
  async ({ db }) => {
    const { employee } = await smallCompany(db, start)
    const { id } = await enrolled(db)
    const who = async (cookie: string, ms: number) =>
      (await readSession(db, false, cookie, at(ms))).employee?.id ?? null
    const idle = await onKiosk(db, employee, id)
    expect(await who(idle, 1.9 * MINUTE)).toBe(employee)
    expect(await who(idle, 3.8 * MINUTE)).toBe(employee)
    expect(await who(idle, 6.1 * MINUTE)).toBeNull()
    const busy = await onKiosk(db, employee, id)
    for (let ms = MINUTE; ms < 15 * MINUTE; ms += MINUTE) expect(await who(busy, ms)).toBe(employee)
    expect(await who(busy, 15 * MINUTE)).toBeNull()
    const own = cookieOf(await startSession(db, false, employee, start))
    expect(await who(own, 60 * MINUTE)).toBe(employee)
  },
)

onBothDatabases(
  'whoever signs in on a shared device signs out who was there, and nobody elsewhere',
  async ({ db }) => {
    const { employee, stranger } = await smallCompany(db, start)
    const [here, there] = [await enrolled(db), await enrolled(db)]
    const who = async (cookie: string) =>
      (await readSession(db, false, cookie, start)).employee?.id ?? null
    const first = await onKiosk(db, employee, here.id)
    const elsewhere = await onKiosk(db, employee, there.id)
    const own = cookieOf(await startSession(db, false, employee, start))
    const second = await onKiosk(db, stranger, here.id)
    expect(await Promise.all([first, elsewhere, own, second].map(who))).toEqual([
      ...[null, employee, employee, stranger],
    ])
  },
)

onBothDatabases(
  'a PIN opens no page of a role, though the person should hold one meanwhile; a new PIN ends what the old one opened',
  async ({ db }) => {
    const { employee, hr } = await smallCompany(db, start)
    const keys = pepper()
    const { id } = await enrolled(db)
    const session = await onKiosk(db, employee, id)
    const roles = [
      { employee_id: employee, role: 'hr', unit_id: '' },
      { employee_id: employee, role: 'leader', unit_id: 'site' },
    ] as const
    await db
      .insertInto('people_role')
      .values([...roles])
      .execute()
    const read = async (cookie: string) => (await readSession(db, false, cookie, start)).employee
    expect(await read(session)).toMatchObject({ id: employee, roles: [], leads: [] })
    const byPassword = { by: 'password', userAgent: null, kioskId: id } as const
    const keyed = cookieOf(await startSession(db, false, hr, start, byPassword))
    expect((await read(keyed))?.roles).toEqual(['hr'])

    await db.deleteFrom('people_role').where('employee_id', '=', employee).execute()
    const before = await onKiosk(db, employee, id)
    const own = cookieOf(await startSession(db, false, employee, start))
    await issuePin(db, keys, '1', start)
    expect(await read(before)).toBeNull()
    expect((await read(own))?.id).toBe(employee)
  },
)

onBothDatabases('a deputy whose time is over signs in by PIN again', async ({ db }) => {
  const { employee } = await smallCompany(db, start)
  const keys = { secret: SECRET, pepper: pepper() }
  const until = at(MINUTE).getTime()
  const deputy = { employee_id: employee, role: 'leader', unit_id: 'site', until } as const
  await db.insertInto('people_role').values(deputy).execute()
  expect(await issuePin(db, keys.pepper, '1', start)).toBe('with-role')
  const issued = await issuePin(db, keys.pepper, '1', at(2 * MINUTE))
  if (typeof issued === 'string') throw new Error(issued)
  const said = { kioskId: 'k', number: '1', pin: issued.pin }
  expect(await whoSignsInByPin(db, keys, said, start)).toBe('wrong')
  expect(await whoSignsInByPin(db, keys, said, at(2 * MINUTE))).toEqual({ employeeId: employee })
})

onBothDatabases(
  'HR gives staff six random digits; leaders, HR and owners get none and cannot use one from before',
  async ({ db }) => {
    const { employee } = await smallCompany(db, start)
    const keys = { secret: SECRET, pepper: pepper() }
    for (const number of ['2', '3', '4'])
      expect(await issuePin(db, keys.pepper, number, start)).toBe('with-role')
    for (const number of ['77', '', 'a@b.example'])
      expect(await issuePin(db, keys.pepper, number, start)).toBe('unknown')
    const issued = await issuePin(db, keys.pepper, '1', start)
    if (typeof issued === 'string') throw new Error(issued)
    expect(issued.pin).toMatch(/^\d{6}$/)
    const stored = await db.selectFrom('auth_pin').select('hash').execute()
    expect(stored[0]!.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    const enter = (pin: string, pepper = keys.pepper) =>
      whoSignsInByPin(db, { ...keys, pepper }, { kioskId: 'k', number: ' 1 ', pin }, start)
    expect(await enter(`${issued.pin.slice(0, 3)} ${issued.pin.slice(3)}`)).toEqual({
      employeeId: employee,
    })
    // The database alone is not enough to try a million numbers.
    expect(await enter(issued.pin, Buffer.alloc(32))).toBe('wrong')
    const second = await issuePin(db, keys.pepper, '1', start)
    if (typeof second === 'string') throw new Error(second)
    if (second.pin !== issued.pin) expect(await enter(issued.pin)).toBe('wrong')
    expect(await enter(second.pin)).toEqual({ employeeId: employee })
    await grantRole(db, employee, 'leader', 'site')
    expect(await enter(second.pin)).toBe('wrong')
  },
)

onBothDatabases('who leaves takes the PIN along', async ({ db }) => {
  const { employee } = await smallCompany(db, start)
  const keys = { secret: SECRET, pepper: pepper() }
  const issued = await issuePin(db, keys.pepper, '1', start)
  if (typeof issued === 'string') throw new Error(issued)
  await deactivateEmployee(db, employee)
  expect(await db.selectFrom('auth_pin').selectAll().execute()).toEqual([])
  const said = { kioskId: 'k', number: '1', pin: issued.pin }
  expect(await whoSignsInByPin(db, keys, said, start)).toBe('wrong')
})

onBothDatabases(
  'a wrong PIN, a person without one and nobody get the same answer for the same work',
  async ({ db }) => {
    await smallCompany(db, start)
    const keys = { secret: SECRET, pepper: pepper() }
    await issuePin(db, keys.pepper, '1', start)
    for (const number of ['1', '5', '2', '99', 'emma@verdano.example']) {
      const before = hashesReckoned()
      const said = { kioskId: 'k', number, pin: '12' }
      expect(await whoSignsInByPin(db, keys, said, start)).toBe('wrong')
      expect([number, hashesReckoned() - before]).toEqual([number, 1])
    }
  },
)

onBothDatabases(
  'five wrong PINs shut one kiosk for that staff number, and neither another kiosk nor a colleague',
  async ({ db }) => {
    const { employee } = await smallCompany(db, start)
    const keys = { secret: SECRET, pepper: pepper() }
    const mine = await issuePin(db, keys.pepper, '1', start)
    const hers = await issuePin(db, keys.pepper, '5', start)
    if (typeof mine === 'string' || typeof hers === 'string') throw new Error('no pin')
    const enter = (kioskId: string, number: string, pin: string, when = start) =>
      whoSignsInByPin(db, keys, { kioskId, number, pin }, when)
    for (let i = 0; i < 5; i++) expect(await enter('a', '1', '1')).toBe('wrong')
    expect(await enter('a', '1', mine.pin)).toBe('throttled')
    expect(await enter('b', '1', mine.pin)).toEqual({ employeeId: employee })
    expect(await enter('a', '5', hers.pin)).toEqual({ employeeId: hers.id })
    expect(await enter('a', '1', mine.pin, at(16 * MINUTE))).toEqual({ employeeId: employee })
  },
)

onBothDatabases(
  'thirty wrong tries shut a device for a quarter of an hour, whatever the staff numbers; a shift that signs in does not',
  async ({ db }) => {
    const { employee } = await smallCompany(db, start)
    const keys = { secret: SECRET, pepper: pepper() }
    const mine = await issuePin(db, keys.pepper, '1', start)
    if (typeof mine === 'string') throw new Error(mine)
    const enter = (kioskId: string, number: string, pin: string, when = start) =>
      whoSignsInByPin(db, keys, { kioskId, number, pin }, when)
    const guess = (i: number) => enter('a', `${500 + i}`, '123456')
    for (let i = 0; i < 29; i++) expect(await guess(i)).toBe('wrong')
    // Counted, it would have been the thirtieth.
    expect(await enter('a', '1', mine.pin)).toEqual({ employeeId: employee })
    expect(await guess(29)).toBe('wrong')
    expect(await enter('a', '1', mine.pin)).toBe('throttled')
    expect(await enter('b', '1', mine.pin)).toEqual({ employeeId: employee })
    expect(await enter('a', '1', mine.pin, at(16 * MINUTE))).toEqual({ employeeId: employee })
  },
)

async function enrolled(db: Db): Promise<{ id: string; cookie: string }> {
  const { id, token } = await makeKiosk(db, 'Break room', start)
  return { id, cookie: cookieOf(kioskCookie((await enrolKiosk(db, token, start))!, false)) }
}

async function onKiosk(db: Db, employeeId: string, kioskId: string): Promise<string> {
  const entry = { by: 'pin', userAgent: null, kioskId } as const
  return cookieOf(await startSession(db, false, employeeId, start, entry))
}
