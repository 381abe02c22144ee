import { randomUUID } from 'node:crypto'
import { startSession } from '../../app/auth/session.server.ts'
import { fillWithDemo } from '../../app/demo/company.server.ts'
import { readSettings } from '../../app/http/settings.ts'
import { connect, migrate } from '../../db/connect.ts'
import { folders, serve, type Ask } from '../bench/load.ts'
import { Memory, Tally } from './tally.ts'

const SESSIONS = 50
/** Somebody reads for as long between two pages, in ms. */
const THINKS = 1000

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }

/** What each role does, page after page, begun anew when it is through. */
const EVERYBODY: string[] = [
  ...['/', '/training', '/training/chain', '/training/chain/1', '/training/chain/2'],
  ...['/training/cards', '/feedback', '/feedback/new', 'notice', '/impact', '/impact/satisfaction'],
  ...['/pulse', '/account', '/promise', '/training/claims', '/feedback/wall', '/impact/mine'],
]
const DOES: Record<string, string[]> = {
  employee: EVERYBODY,
  leader: [
    // Who leads a region is asked where it was.
    ...EVERYBODY.filter((what) => what !== 'notice'),
    '/team',
    '/team/feedback',
    '/team/pulse',
    '/team/assignments',
    '/team/huddle',
  ],
  hr: [
    ...[
      '/',
      '/hr',
      '/hr/people',
      '/hr/people?search=Anna',
      '/hr/waves',
      '/hr/surveys',
      '/hr/import',
    ],
    ...['/hr/training', '/hr/records', '/hr/records.csv', '/hr/units', '/hr/questions', '/impact'],
  ],
  owner: ['/', '/owner', '/account'],
}

/** So many minutes of the demo company at work, fifty at once; whether all went well. */
export async function mixed(minutes: number): Promise<boolean> {
  const { remove, ...dirs } = folders()
  const settings = readSettings(dirs)
  const db = await connect(settings)
  await migrate(db)
  await fillWithDemo(db, settings, new Date(), () => {})
  const staff = await db
    .selectFrom('people_employee as e')
    .innerJoin('people_unit as u', 'u.id', 'e.unit_id')
    .leftJoin('people_role as r', 'r.employee_id', 'e.id')
    .where('e.status', '=', 'active')
    .select(['e.id', 'r.role', 'u.kind'])
    .orderBy('e.id')
    .execute()
  const special = staff.filter(({ role }) => role !== null)
  const others = staff.filter(({ role, kind }) => role === null && /site|team/.test(kind))
  const chosen = [
    ...special.filter(({ role }) => role === 'owner').slice(0, 1),
    ...special.filter(({ role }) => role === 'hr').slice(0, 2),
    ...special.filter(({ role }) => role === 'leader').slice(0, 7),
  ]
  chosen.push(...others.slice(0, SESSIONS - chosen.length))
  const sessions: { cookie: string; does: string[] }[] = []
  for (const { id, role } of chosen) {
    const cookie = (await startSession(db, false, id, new Date())).split(';')[0]!
    sessions.push({ cookie, does: DOES[role ?? 'employee']! })
  }
  await db.destroy()

  const server = await serve('server.ts', dirs)
  const tally = new Tally(SESSIONS)
  const memory = new Memory()
  try {
    const end = performance.now() + minutes * 60_000
    const person = async ({ cookie, does }: (typeof sessions)[number], first: number) => {
      for (let i = first; performance.now() < end; i++) {
        const what = does[i % does.length]!
        const ask: Ask = what === 'notice' ? notice(server.url, cookie) : { path: what }
        const kind = what === 'notice' ? 'POST /feedback/new' : what.split('?')[0]!
        await tally.ask(server.url, kind, { ...ask, headers: { Cookie: cookie, ...ask.headers } })
        await new Promise((resolve) => setTimeout(resolve, THINKS * (0.5 + Math.random())))
      }
    }
    const looking = (async () => {
      const every = Math.min(60_000, (minutes * 60_000) / 15)
      for (; performance.now() < end; await new Promise((resolve) => setTimeout(resolve, every)))
        await memory.look(server)
    })()
    await Promise.all([...sessions.map(person), looking])
    console.log(`mixed use: ${sessions.length} sessions, ${minutes} minutes`)
    tally.show()
    memory.show(await server.memory())
    return tally.failed === 0
  } finally {
    tally.close()
    await server.stop()
    remove()
  }
}

function notice(origin: string, cookie: string): Ask {
  const key = randomUUID()
  const form = {
    key,
    touchpoint: 'entrance',
    grade: 'poor',
    note: `seen ${key}`,
    signs: 'comes-back',
  }
  return {
    method: 'POST',
    path: '/feedback/new',
    headers: { Origin: origin, Cookie: cookie, ...FORM },
    body: new URLSearchParams(form).toString(),
  }
}
