import { expect, test } from 'vitest'
import { demandFactor, factorIsDemanded, keyHolders } from '../../app/auth/rule.server.ts'
import {
  beginFactor,
  checkCode,
  confirmFactor,
  factorOf,
  removeFactor,
  unconfirmedKey,
} from '../../app/auth/second-factor.server.ts'
import { readSession, startSession } from '../../app/auth/session.server.ts'
import { base32, codeAt, keyAddress, stepAt, stepOf } from '../../app/auth/totp.ts'
import { deactivateEmployee } from '../../app/people/employee.server.ts'
import type { Db } from '../../db/connect.ts'
import { fromBase32 } from '../support/base32.ts'
import { onBothDatabases } from '../support/database.ts'
import { smallCompany } from '../support/portal.ts'

const SECRET = 'a secret of more than thirty-two characters'
const STEP = 30_000
const cookieOf = (setCookie: string) => setCookie.split(';')[0] as string

test('codes are those of RFC 6238, appendix B, and of RFC 4226, appendix D', () => {
  const key = Buffer.from('12345678901234567890')
  const known: [number, string][] = [
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ]
  for (const [seconds, code] of known)
    expect(codeAt(key, stepAt(new Date(seconds * 1000)), 8)).toBe(code)
  const counted = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583']
  expect(counted.map((_, counter) => codeAt(key, counter))).toEqual(counted)
})

test('a code counts half a minute early and late, for clocks that differ, and no longer', () => {
  const key = Buffer.from('12345678901234567890')
  const now = new Date('2026-11-30T08:00:10Z')
  const at = (steps: number) => codeAt(key, stepAt(now) + steps)
  expect([-1, 0, 1].map((steps) => stepOf(key, at(steps), now))).toEqual(
    [-1, 0, 1].map((steps) => stepAt(now) + steps),
  )
  expect([-2, 2].map((steps) => stepOf(key, at(steps), now))).toEqual([null, null])
  for (const typed of ['', '12345', '1234567', 'abcdef', '１２３４５６'])
    expect(stepOf(key, typed, now)).toBeNull()
})

test('the key is written as RFC 4648 has it, and its address names company and person', () => {
  // RFC 4648, 10.
  expect(['f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((t) => base32(Buffer.from(t)))).toEqual([
    'MY',
    'MZXQ',
    'MZXW6',
    'MZXW6YQ',
    'MZXW6YTB',
    'MZXW6YTBOI',
  ])
  const url = new URL(keyAddress('Grün & Co: Nord', '1007', Buffer.from('foobar')))
  expect(url.protocol + url.host).toBe('otpauth:totp')
  expect(decodeURIComponent(url.pathname)).toBe('/Grün & Co: Nord:1007')
  expect(url.searchParams.get('issuer')).toBe('Grün & Co: Nord')
  expect(fromBase32(url.searchParams.get('secret')!).toString()).toBe('foobar')
})

onBothDatabases(
  'the second factor is in use from its first right code on; its key lies sealed, each code works once',
  async ({ db }) => {
    const now = new Date('2026-11-30T08:00:10Z')
    const { owner } = await smallCompany(db, now)
    const { key } = await inUse(db, owner, now)
    const stored = JSON.stringify(await db.selectFrom('auth_factor').selectAll().execute())
    for (const form of [key.toString('base64url'), key.toString('hex'), base32(key)])
      expect(stored).not.toContain(form)
    const check = (code: string, at: Date) => checkCode(db, SECRET, owner, code, at)
    // The code that confirmed it is spent, and so is the one before it.
    expect(await check(codeAt(key, stepAt(now)), now)).toBe('wrong')
    expect(await check(codeAt(key, stepAt(now) - 1), now)).toBe('wrong')
    const next = new Date(now.getTime() + STEP)
    const code = codeAt(key, stepAt(next))
    const all = await Promise.all(Array.from({ length: 5 }, () => check(code, next)))
    expect(all.filter((one) => one === 'right')).toHaveLength(1)
    // Another secret reads nothing of it.
    const late = new Date(now.getTime() + 2 * STEP)
    expect(await checkCode(db, `${SECRET}!`, owner, codeAt(key, stepAt(late)), late)).toBe('wrong')
    expect(await check(codeAt(key, stepAt(late)), late)).toBe('right')
  },
)

onBothDatabases(
  'ten recovery codes open once each, are stored as hashes, and end with the factor',
  async ({ db }) => {
    const now = new Date()
    const { owner, hr } = await smallCompany(db, now)
    const { codes } = await inUse(db, owner, now)
    await inUse(db, hr, now)
    expect(new Set(codes).size).toBe(10)
    const stored = JSON.stringify(await db.selectFrom('auth_recovery').selectAll().execute())
    for (const code of codes) expect(stored).not.toContain(code.replace('-', ''))
    expect(await checkCode(db, SECRET, hr, codes[0]!, now)).toBe('wrong')
    expect(await checkCode(db, SECRET, owner, ` ${codes[0]!.toUpperCase()} `, now)).toBe('right')
    expect(await checkCode(db, SECRET, owner, codes[0]!, now)).toBe('wrong')
    expect((await factorOf(db, owner))?.codes).toBe(9)
    await removeFactor(db, owner)
    expect(await checkCode(db, SECRET, owner, codes[1]!, now)).toBe('wrong')
    expect(await factorOf(db, owner)).toBeNull()
  },
)

onBothDatabases(
  'ten wrong codes, and for a quarter of an hour not even the right one counts',
  async ({ db }) => {
    const now = new Date()
    const { owner } = await smallCompany(db, now)
    const { codes } = await inUse(db, owner, now)
    for (let i = 0; i < 10; i++)
      expect(await checkCode(db, SECRET, owner, '000', now)).toBe('wrong')
    expect(await checkCode(db, SECRET, owner, codes[0]!, now)).toBe('throttled')
    const later = new Date(now.getTime() + 15 * 60_000 + 1)
    expect(await checkCode(db, SECRET, owner, codes[0]!, later)).toBe('right')
  },
)

onBothDatabases(
  'a session opens nothing before the second factor, and is over ten minutes after the first',
  async ({ db }) => {
    const now = new Date()
    const { owner } = await smallCompany(db, now)
    await inUse(db, owner, now)
    const cookie = cookieOf(await startSession(db, false, owner, now))
    const read = await readSession(db, false, cookie, now)
    expect([read.employee, read.half?.id]).toEqual([null, owner])
    const later = new Date(now.getTime() + 10 * 60_000 + 1)
    expect((await readSession(db, false, cookie, later)).half).toBeNull()
    const whole = { by: 'link', userAgent: null, whole: true, kioskId: null } as const
    const other = cookieOf(await startSession(db, false, owner, now, whole))
    expect((await readSession(db, false, other, now)).employee?.id).toBe(owner)
  },
)

onBothDatabases(
  'once the owner demands it, HR and owners have their rights with a second factor only; others notice nothing',
  async ({ db }) => {
    const now = new Date()
    const { owner, hr, leader } = await smallCompany(db, now)
    expect(await demandFactor(db, true, owner)).toBe('without-own')
    expect(await factorIsDemanded(db)).toBe(false)
    await inUse(db, owner, now)
    expect(await demandFactor(db, true, owner)).toBe('kept')
    const roles = async (id: string) => {
      const whole = { by: 'link', userAgent: null, whole: true, kioskId: null } as const
      const cookie = cookieOf(await startSession(db, false, id, now, whole))
      const { employee, withheld } = await readSession(db, false, cookie, now)
      return [employee!.roles, withheld]
    }
    expect(await roles(hr)).toEqual([[], ['hr']])
    expect(await roles(leader)).toEqual([['leader'], []])
    expect(await roles(owner)).toEqual([['owner'], []])
    await inUse(db, hr, now)
    expect(await roles(hr)).toEqual([['hr'], []])
    await removeFactor(db, hr)
    expect(await demandFactor(db, false, owner)).toBe('kept')
    expect(await roles(hr)).toEqual([['hr'], []])
    expect((await keyHolders(db)).map(({ id, since }) => [id, since !== null])).toEqual([
      [hr, false],
      [owner, true],
    ])
  },
)

onBothDatabases('who leaves takes the second factor along', async ({ db }) => {
  const now = new Date()
  const { hr } = await smallCompany(db, now)
  await inUse(db, hr, now)
  await deactivateEmployee(db, hr)
  expect(await factorOf(db, hr)).toBeNull()
})

async function inUse(db: Db, id: string, now: Date): Promise<{ key: Buffer; codes: string[] }> {
  await beginFactor(db, SECRET, id, now)
  const key = (await unconfirmedKey(db, SECRET, id))!
  expect(key).toHaveLength(20)
  expect(await confirmFactor(db, SECRET, id, '12345', null, now)).toBe('wrong')
  const done = await confirmFactor(db, SECRET, id, codeAt(key, stepAt(now)), null, now)
  if (typeof done === 'string') throw new Error(done)
  return { key, codes: done.codes }
}
