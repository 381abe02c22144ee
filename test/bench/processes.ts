import { startSession } from '../../app/auth/session.server.ts'
import { readSettings } from '../../app/http/settings.ts'
import { connect, migrate } from '../../db/connect.ts'
import { postgresBin, startPostgres } from '../support/postgres.ts'
import { phases, wave, type Person } from './answering.ts'
import { folders, rate, same, serve, type Ask, type Server } from './load.ts'
import { row, show } from './report.ts'

const ROUNDS = 5
const PAGES = 240
const ANSWERS = 160
/** The same in all for one process and for two. */
const CONNECTIONS = 16

/**
 * Two processes on one PostgreSQL against one: Today of people of a company, and pulse answers (token and response), at
 * 16 connections in all. Server, database and load share the machine, so what two can do more depends on its cores.
 */
export async function processes(): Promise<void> {
  const bin = postgresBin()
  if (!bin) return console.log('  no PostgreSQL here: apt-get install postgresql')
  const postgres = startPostgres(bin, { durable: true })
  const { remove, ...dirs } = folders()
  const env = { ...dirs, DATABASE_URL: postgres.url('postgres') }
  const settings = readSettings(env)
  const db = await connect(settings)
  const servers: Server[] = []
  try {
    await migrate(db)
    const people = await wave(db, settings.keyDir, (ROUNDS + 1) * 2 * ANSWERS)
    const reader = await db.selectFrom('people_employee').select('id').executeTakeFirstOrThrow()
    const Cookie = (await startSession(db, false, reader.id, new Date())).split(';')[0]!
    for (let i = 0; i < 2; i++) servers.push(await serve('server.ts', env))
    const page: Ask = { path: '/', headers: { Cookie } }

    const measured = { pages: { one: [], two: [] }, answers: { one: [], two: [] } } as Record<
      'pages' | 'answers',
      Record<'one' | 'two', number[]>
    >
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [name, of] of [
        ['one', servers.slice(0, 1)],
        ['two', servers],
      ] as const) {
        const pages = await shared(of, () => same(page, PAGES / of.length))
        const part = people.splice(0, ANSWERS)
        const answers = await answered(of, part)
        // The first is for the compiler and the database's cache.
        if (round === 0) continue
        measured.pages[name].push(pages)
        measured.answers[name].push(answers)
      }
    }
    for (const what of ['pages', 'answers'] as const) {
      const { one, two } = measured[what]
      const rounds = two.map((each, i) => each / one[i]!)
      show({ name: `processes_${what}`, aim: '≥', target: 1.7, rounds })
      row(`${what}, one process`, one, 'per s')
      row(`${what}, two processes`, two, 'per s')
    }
  } finally {
    await db.destroy()
    await Promise.all(servers.map((server) => server.stop()))
    postgres.remove()
    remove()
  }
}

/** Requests a second that all servers answer together. */
async function shared(servers: Server[], asks: (server: Server, i: number) => Ask[]) {
  const lists = servers.map(asks)
  const started = performance.now()
  await Promise.all(servers.map(({ url }, i) => rate(url, lists[i]!, CONNECTIONS / servers.length)))
  return lists.flat().length / ((performance.now() - started) / 1000)
}

/** Answers a second: each a token and then a response, the people dealt out to the servers. */
async function answered(servers: Server[], people: Person[]): Promise<number> {
  const share = people.length / servers.length
  const asks = servers.map(({ url }, i) =>
    people.slice(i * share, (i + 1) * share).map((person) => phases(person, url)),
  )
  const times: number[] = []
  for (const phase of ['token', 'response'] as const)
    times.push(await shared(servers, (_, i) => asks[i]!.map((each) => each[phase])))
  return 1 / times.reduce((sum, each) => sum + 1 / each, 0)
}
