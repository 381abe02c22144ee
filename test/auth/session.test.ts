import { expect, vi } from 'vitest'
import {
  createSignInLink,
  linkIsOpen,
  redeemSignInLink,
  sweepExpired,
} from '../../app/auth/link.server.ts'
import { endSession, readSession, startSession } from '../../app/auth/session.server.ts'
import { deactivateEmployee, grantRole } from '../../app/people/employee.server.ts'
import { onBothDatabases } from '../support/database.ts'
import { smallCompany } from '../support/portal.ts'

const DAY = 24 * 60 * 60 * 1000
const cookieOf = (setCookie: string) => setCookie.split(';')[0] as string

onBothDatabases(
  'a sign-in link works once, however many press at the same moment',
  async ({ db }) => {
    const now = new Date()
    const { employee } = await smallCompany(db, now)
    const token = await createSignInLink(db, employee, now)
    expect(await linkIsOpen(db, token, now)).toBe(true)
    expect(await linkIsOpen(db, token, now)).toBe(true)
    const tries = await Promise.all(
      Array.from({ length: 20 }, () => redeemSignInLink(db, token, now)),
    )
    expect(tries.filter((one) => one === employee)).toHaveLength(1)
    expect(tries.filter((one) => one === null)).toHaveLength(19)
    expect(await linkIsOpen(db, token, now)).toBe(false)
  },
)

onBothDatabases('a sign-in link ends after a day, and when its person leaves', async ({ db }) => {
  const now = new Date()
  const { employee, leader } = await smallCompany(db, now)
  const token = await createSignInLink(db, employee, now)
  expect(await redeemSignInLink(db, token, new Date(now.getTime() + DAY))).toBeNull()
  const other = await createSignInLink(db, leader, now)
  await deactivateEmployee(db, leader)
  expect(await redeemSignInLink(db, other, now)).toBeNull()
})

onBothDatabases('whoever reads the database can neither sign in nor use a link', async ({ db }) => {
  const now = new Date()
  const { employee } = await smallCompany(db, now)
  const token = await createSignInLink(db, employee, now)
  const cookie = cookieOf(await startSession(db, false, employee, now))
  const stored = JSON.stringify([
    await db.selectFrom('auth_session').selectAll().execute(),
    await db.selectFrom('auth_link').selectAll().execute(),
  ])
  expect(stored).not.toContain(token)
  expect(stored).not.toContain(cookie.split('=')[1])
  const [row] = await db.selectFrom('auth_session').select('id').execute()
  expect((await readSession(db, false, `zveno=${row?.id}`, now)).employee).toBeNull()
})

onBothDatabases(
  'a session lives on with use, thirty days at most; unused it ends after two weeks',
  async ({ db }) => {
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      const start = new Date('2026-03-01T08:00:00Z')
      vi.setSystemTime(start)
      const { employee } = await smallCompany(db, start)
      const used = cookieOf(await startSession(db, false, employee, start))
      const unused = cookieOf(await startSession(db, false, employee, start))
      for (let day = 5; day <= 30; day += 5) {
        vi.setSystemTime(new Date(start.getTime() + day * DAY))
        expect((await readSession(db, false, used, new Date())).employee?.id).toBe(employee)
      }
      vi.setSystemTime(new Date(start.getTime() + 15 * DAY))
      expect((await readSession(db, false, unused, new Date())).employee).toBeNull()
      vi.setSystemTime(new Date(start.getTime() + 30 * DAY + 1000))
      expect((await readSession(db, false, used, new Date())).employee).toBeNull()
      vi.setSystemTime(new Date(start.getTime() + 80 * DAY))
      await sweepExpired(db, new Date())
      expect(await db.selectFrom('auth_session').selectAll().execute()).toEqual([])
    } finally {
      vi.useRealTimers()
    }
  },
)

onBothDatabases(
  'a new role, leaving and signing out end a session at the next request',
  async ({ db }) => {
    const now = new Date()
    const { employee, leader, hr } = await smallCompany(db, now)
    const cookies: string[] = []
    for (const id of [employee, leader, hr])
      cookies.push(cookieOf(await startSession(db, false, id, now)))
    const who = async (at: number) =>
      (await readSession(db, false, cookies[at] as string, now)).employee?.id ?? null
    expect([await who(0), await who(1), await who(2)]).toEqual([employee, leader, hr])
    await grantRole(db, employee, 'hr')
    await deactivateEmployee(db, leader)
    await endSession(db, false, cookies[2] as string)
    expect([await who(0), await who(1), await who(2)]).toEqual([null, null, null])
  },
)

onBothDatabases('a malformed cookie is nobody, not a fault', async ({ db }) => {
  for (const cookie of ['zveno=%', 'zveno=%E0%A4%A', 'zveno=', ';;;=', 'x=%; zveno=%zz', null]) {
    expect((await readSession(db, false, cookie, new Date())).employee).toBeNull()
  }
})

onBothDatabases(
  'over https the cookie belongs to this host alone and is out of reach of scripts',
  async ({ db }) => {
    const now = new Date()
    const { employee } = await smallCompany(db, now)
    const cookie = await startSession(db, true, employee, now)
    expect(cookie).toMatch(/^__Host-zveno=/)
    for (const part of [/; Secure/i, /; HttpOnly/i, /; SameSite=Lax/i, /; Path=\//i])
      expect(cookie).toMatch(part)
    expect(cookie).not.toMatch(/Domain=/i)
  },
)

onBothDatabases('each sign-in gets a new session id', async ({ db }) => {
  const now = new Date()
  const { employee } = await smallCompany(db, now)
  const first = await startSession(db, false, employee, now)
  expect(await startSession(db, false, employee, now)).not.toBe(first)
})
