import { cpus } from 'node:os'
import { readSettings } from '../../app/http/settings.ts'
import { connect, migrate } from '../../db/connect.ts'
import { postgresBin, startPostgres } from '../support/postgres.ts'
import { phases, wave, type Person } from './answering.ts'
import { folders, rate, serve, type Ask, type Server } from './load.ts'
import { row, show } from './report.ts'

const ROUNDS = 5
const PAGES = 480
const ANSWERS = 240
/** Rounds of each before the first that counts: a started portal is still being compiled as it runs. */
const WARM = 4
/** The same in all for one process and for two. */
const CONNECTIONS = 16

/**
 * Two processes on one PostgreSQL against one: Today of people of a company, and pulse answers (token and response), at
 * 16 connections in all, both processes warmed by as much as is measured. Server, database and load share the machine, so
 * what two can do more depends on its cores: beside the rates stand the servers' own processor time for one request, and
 * how many cores all of them together kept busy.
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
    const people = await wave(db, settings.keyDir, (WARM + ROUNDS) * 2 * ANSWERS)
    const pages = people
      .slice(0, PAGES)
      .map(({ cookie }): Ask => ({ path: '/', headers: { Cookie: cookie } }))
    for (let i = 0; i < 2; i++) servers.push(await serve('server.ts', env))

    const measured = {
      pages: { one: new Rates(), two: new Rates() },
      answers: { one: new Rates(), two: new Rates() },
    }
    for (let round = 0; round < WARM + ROUNDS; round++) {
      const warming = round < WARM
      for (const name of ['one', 'two'] as const) {
        // While they warm up, each takes its turn alone: in pairs either would have met half as much.
        const of = warming
          ? [servers[name === 'one' ? 0 : 1]!]
          : servers.slice(0, name === 'one' ? 1 : 2)
        const read = await measuredOn(of, () => shared(of, () => pages.slice(0, PAGES / of.length)))
        const answers = await measuredOn(of, () => answered(of, people.splice(0, ANSWERS)))
        if (warming) continue
        measured.pages[name].add(read, PAGES)
        measured.answers[name].add(answers, ANSWERS)
      }
    }
    for (const what of ['pages', 'answers'] as const) {
      const { one, two } = measured[what]
      const rounds = two.rates.map((each, i) => each / one.rates[i]!)
      show({ name: `processes_${what}`, aim: '≥', target: 1.7, rounds })
      for (const [name, of] of Object.entries({ one, two })) {
        row(`${what}, ${name}`, of.rates, 'per s')
        row(`${what}, ${name}: the portal's processor`, of.cpu, 'ms each')
        row(`${what}, ${name}: cores busy`, of.busy, `of ${cpus().length}`)
      }
    }
  } finally {
    await db.destroy()
    await Promise.all(servers.map((server) => server.stop()))
    postgres.remove()
    remove()
  }
}

interface Measured {
  rate: number
  /** Processor time of the portal's processes, in ms. */
  cpu: number
  /** Cores that anything at all on this machine kept busy meanwhile. */
  busy: number
}

class Rates {
  rates: number[] = []
  cpu: number[] = []
  busy: number[] = []

  add({ rate, cpu, busy }: Measured, of: number): void {
    this.rates.push(rate)
    this.cpu.push(cpu / of)
    this.busy.push(busy)
  }
}

async function measuredOn(servers: Server[], work: () => Promise<number>): Promise<Measured> {
  const used = async () =>
    (await Promise.all(servers.map((server) => server.cpu()))).reduce((sum, each) => sum + each, 0)
  const [before, machine, started] = [await used(), machineTime(), performance.now()]
  const rate = await work()
  const busy = (machineTime() - machine) / (performance.now() - started)
  return { rate, cpu: (await used()) - before, busy }
}

/** What all cores together have worked so far, in ms. */
function machineTime(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0)
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
