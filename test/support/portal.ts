import { runPortal, type Running } from '../../app/cli/portal.ts'
import { readSettings } from '../../app/http/settings.ts'
import { createSignInLink } from '../../app/auth/link.server.ts'
import { addEmployee, grantRole, type Role } from '../../app/people/employee.server.ts'
import { addUnit } from '../../app/people/unit.server.ts'
import type { Db } from '../../db/connect.ts'
import { freshDatabase, type Dialect, type TestDatabase } from './database.ts'

export interface TestPortal extends Running {
  database: TestDatabase
  /** Sends with the portal's own origin, as its pages do, and follows no redirect. */
  fetch: (path: string, init?: RequestInit & { cookie?: string | undefined }) => Promise<Response>
  /** The Cookie header of a fresh session. */
  signIn: (employeeId: string) => Promise<string>
  remove: () => Promise<void>
}

/** The built portal as it serves people, on a database and a port of its own. */
export async function startPortal(
  options: { dialect?: Dialect; env?: Record<string, string>; now?: () => Date } = {},
): Promise<TestPortal> {
  const database = await freshDatabase(options.dialect)
  const settings = readSettings({
    DATA_DIR: database.dataDir,
    PORT: '0',
    LOG_LEVEL: 'silent',
    ...(database.databaseUrl ? { DATABASE_URL: database.databaseUrl } : {}),
    ...options.env,
  })
  const running = await runPortal(settings, { ...(options.now ? { now: options.now } : {}) })
  const send: TestPortal['fetch'] = (path, { cookie, headers, ...init } = {}) =>
    fetch(running.url + path, {
      redirect: 'manual',
      ...init,
      headers: {
        Origin: running.url,
        ...(cookie ? { Cookie: cookie } : {}),
        ...(headers as Record<string, string> | undefined),
      },
    })
  const signIn = async (employeeId: string) => {
    const now = options.now?.() ?? new Date()
    const token = await createSignInLink(running.portal.db, employeeId, now)
    const answer = await send(`/enter/${token}`, { method: 'POST' })
    const cookie = answer.headers.get('set-cookie')?.split(';')[0]
    if (!cookie) throw new Error(`no session: ${answer.status}`)
    return cookie
  }
  const remove = async () => {
    await running.stop()
    await database.remove().catch(() => {})
  }
  return { ...running, database, fetch: send, signIn, remove }
}

/** A company with one region, one site and one team, and a person for each role. */
export async function smallCompany(db: Db, now = new Date()) {
  const units = [
    { id: 'company', parentId: null, code: 'company', name: 'Company', kind: 'company' },
    { id: 'region', parentId: 'company', code: 'region', name: 'Region', kind: 'region' },
    { id: 'site', parentId: 'region', code: 'site', name: 'Site', kind: 'site' },
    { id: 'team', parentId: 'site', code: 'team', name: 'Team', kind: 'team' },
    { id: 'other', parentId: 'region', code: 'other', name: 'Other site', kind: 'site' },
  ] as const
  for (const unit of units) await addUnit(db, unit)
  const person = async (
    staffNumber: string,
    name: string,
    unitId: string,
    role?: Role,
    led = '',
  ) => {
    const id = await addEmployee(db, { staffNumber, name, unitId, locale: 'en' }, now)
    if (role) await grantRole(db, id, role, led)
    return id
  }
  return {
    employee: await person('1', 'Emma Floor', 'team'),
    leader: await person('2', 'Lev Leader', 'team', 'leader', 'site'),
    hr: await person('3', 'Hanna Resources', 'company', 'hr'),
    owner: await person('4', 'Oleg Owner', 'company', 'owner'),
    stranger: await person('5', 'Sara Elsewhere', 'other'),
  }
}
