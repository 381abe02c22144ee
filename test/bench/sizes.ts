import { mkdirSync, statSync } from 'node:fs'
import { loadavg } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { verify } from '../../app/cli/verify.ts'
import { readSettings, type Settings } from '../../app/http/settings.ts'
import { writeBackup } from '../../app/operation/backup.server.ts'
import { databaseSize } from '../../app/operation/place.server.ts'
import { importPeople, lookAt, rowsOf } from '../../app/people/importing/import.server.ts'
import { connect, type Db, migrate } from '../../db/connect.ts'
import { postgresBin, startPostgres } from '../support/postgres.ts'
import { answerers, closedWhole, openWave, type Person, phases } from './answering.ts'
import * as company from './company.ts'
import { customersFile, taken } from './customers.ts'
import { type Ask, folders, load, rate, same, serve, type Server } from './load.ts'
import { median, row } from './report.ts'
import { cookieOf, cookieOfHr } from './staff.ts'

const SIZES = [1000, 50_000]
/** With `--full`: many minutes of making keys and taking people in. */
const LARGEST = 500_000
/** Customers' answers for each employee, up to so many in all. */
const [CUSTOMERS_EACH, CUSTOMERS] = [5, 500_000]
/** People who answer the wave: of a thousand about half, of more a part. */
const [ANSWERS_FEW, ANSWERS] = [480, 9600]
const CONNECTIONS = 16
const SIGN_INS = 240
const ROUNDS = 3
const MB = 2 ** 20

/**
 * What a company of 1,000, of 50,000 and (with `full`) of 500,000 people asks of a machine, on SQLite and on PostgreSQL:
 * one portal with a year of use and one open wave. Figures for whoever chooses a machine, not ratios; at the end a table
 * of all of them.
 */
export async function sizes({ full }: { full: boolean }): Promise<void> {
  const bin = postgresBin()
  if (!bin) console.log('  no PostgreSQL here: measured on SQLite alone')
  const columns: Figures[] = []
  for (const size of [...SIZES, ...(full ? [LARGEST] : [])]) {
    columns.push(await measured(size, 'SQLite'))
    if (!bin) continue
    const postgres = startPostgres(bin, { durable: true })
    try {
      columns.push(await measured(size, 'PostgreSQL', postgres.url('postgres')))
    } finally {
      postgres.remove()
    }
  }
  const names = [...new Set(columns.flatMap(({ values }) => [...values.keys()]))]
  console.log(`  | | ${columns.map(({ name }) => name).join(' | ')} |`)
  console.log(`  | --- |${' --- |'.repeat(columns.length)}`)
  for (const what of names) {
    console.log(
      `  | ${what} | ${columns.map(({ values }) => values.get(what) ?? '').join(' | ')} |`,
    )
  }
}

/** What was measured of one portal, printed as it comes. */
class Figures {
  readonly name: string
  readonly values = new Map<string, string>()

  constructor(name: string) {
    this.name = name
    console.log(`  ${name}, load ${loadavg()[0]!.toFixed(1)}:`)
  }

  note(what: string, unit: string, values: number[]): void {
    row(what, values, unit)
    const value = median(values)
    this.values.set(
      `${what}, ${unit}`,
      value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(2))),
    )
  }

  /** The seconds that `work` takes. */
  async time<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
    const started = performance.now()
    const result = await work()
    this.note(what, 's', [(performance.now() - started) / 1000])
    return result
  }
}

async function measured(size: number, on: string, databaseUrl?: string): Promise<Figures> {
  const figures = new Figures(`${size.toLocaleString('en')} people on ${on}`)
  const { remove, ...dirs } = folders()
  // Whoever signs in comes from an address of their own, as the proxy says: one alone would soon be told to wait.
  const env = { ...dirs, TRUST_PROXY: '1', ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) }
  const settings = readSettings(env)
  const db = await connect(settings)
  let server: Server | undefined
  try {
    await migrate(db)
    const asked = await filled(db, settings, size, figures)
    server = await serve('server.ts', env)
    await night(server, db, figures)
    await pages(server, asked, figures)
    await crowd(server, asked, figures)
    figures.note('memory at most', 'MB', [await server.memory()])
    figures.note('of it alive', 'MB', [await server.alive()])
    await server.stop()
    await kept(db, settings, figures)
    const { people } = asked
    const closing = await closedWhole(db, settings.keyDir, people[0]!.waveId, people.length)
    figures.note(`closing a wave of ${people.length} answers`, 's', [closing])
    return figures
  } finally {
    await db.destroy()
    await server?.stop()
    remove()
  }
}

interface Asked {
  cookies: Record<'employee' | 'leader' | 'hr', string>
  /** The site of the employee. */
  site: string
  people: Person[]
  /** Staff numbers of some who have the password. */
  signing: string[]
}

async function filled(db: Db, settings: Settings, size: number, figures: Figures): Promise<Asked> {
  const now = new Date()
  const rows = rowsOf(company.companyLines(size))
  const by = { by: null }
  await figures.time('people: what a file would do', () => lookAt(db, rows, by))
  for (const what of ['people: taking it in', 'people: the same once more']) {
    const report = await figures.time(what, () => importPeople(db, rows, now))
    if ('reason' in report || report.added + report.unchanged !== size) throw new Error(what)
  }
  const answers = Math.min(CUSTOMERS, size * CUSTOMERS_EACH)
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 })
  const file = await customersFile(settings.dataDir, answers, now, company.sitesOf(size))
  await figures.time(`customers: ${answers} answers taken in`, () => taken(db, file, now))
  const seen = await company.observed(db, now)
  const finished = await company.learnt(db, now)
  console.log(`    ${seen} observations, ${finished} finished modules`)

  const staff = await db
    .selectFrom('people_employee')
    .orderBy('staff_number')
    .select(['id', 'staff_number', 'unit_id'])
    .execute()
  const middle = company.inTheMiddle(size)
  const find = (number: string) => staff.find((each) => each.staff_number === number)!
  const { id, unit_id: site } = find(middle.employee)
  let keys = 0
  const waveId = await figures.time('opening a wave', () =>
    openWave(db, settings.keyDir, now, (_made, all) => (keys = all)),
  )
  figures.note('of it keys', '', [keys])
  // From all over the company, as many at each site.
  const step = Math.floor(size / ANSWERS) || 1
  const answering = staff
    .filter((_, i) => i % step === 0)
    .slice(0, size < ANSWERS ? ANSWERS_FEW : ANSWERS)
  const ids = answering.map((each) => each.id)
  const signing = answering.slice(0, SIGN_INS)
  await company.withPasswords(
    db,
    signing.map((each) => each.id),
    now,
  )
  const people = await answerers(db, settings.keyDir, waveId, ids, now)
  const cookies = {
    employee: await cookieOf(db, id, now),
    leader: await cookieOf(db, find(middle.leader).id, now),
    hr: await cookieOfHr(db, now),
  }
  return { cookies, site, people, signing: signing.map((each) => each.staff_number) }
}

/**
 * A portal that starts does all at once what else comes night by night; how long that takes, its longest part, and how
 * long nobody was answered meanwhile.
 */
async function night(server: Server, db: Db, figures: Figures): Promise<void> {
  const started = performance.now()
  let [longest, ended] = [0, started]
  // A moment without any is the moment before the next are written down.
  while (performance.now() - ended < 3000) {
    const asked = performance.now()
    if (!(await fetch(`${server.url}/health/live`)).ok) throw new Error('the portal does not live')
    const waited = performance.now() - asked
    longest = Math.max(longest, waited)
    const due = await db
      .selectFrom('job')
      .where('done_at', 'is', null)
      .where('run_at', '<=', Date.now())
      .select('key')
      .executeTakeFirst()
    // Jobs that let nobody through were at work although none is due any more.
    if (due || waited > 200) ended = performance.now()
    await sleep(50)
  }
  const parts = await db
    .selectFrom('job_kind')
    .orderBy('took_ms', 'desc')
    .limit(3)
    .select(['kind', 'took_ms'])
    .execute()
  figures.note('all jobs of a night', 's', [(ended - started) / 1000])
  figures.note('nobody answered meanwhile for', 'ms', [longest])
  console.log(`    longest: ${parts.map((one) => `${one.kind} ${one.took_ms} ms`).join(', ')}`)
}

/** The server's time for single pages, one request at a time. */
async function pages(server: Server, { cookies, site, people }: Asked, figures: Figures) {
  const today = people.slice(0, ANSWERS_FEW).map(({ cookie }) => page('/', cookie))
  for (let i = 0; i < ROUNDS; i++) await rate(server.url, today, CONNECTIONS)
  for (const [name, cookie, address] of [
    ['Today', cookies.employee, '/'],
    ['a leader’s team', cookies.leader, '/team'],
    ['a site of HR’s', cookies.hr, `/hr/units/${site}`],
    ['Impact of a site', cookies.employee, '/impact'],
    ['Impact of all sites', cookies.hr, '/impact'],
    ['HR’s list of people', cookies.hr, '/hr/people'],
  ] as const) {
    const one = page(address, cookie)
    const first = 1000 / (await rate(server.url, same(one, 10), 1))
    const times = Math.max(5, Math.min(60, Math.round(3000 / first)))
    const rounds: number[] = []
    for (let i = 0; i < ROUNDS; i++)
      rounds.push(1000 / (await rate(server.url, same(one, times), 1)))
    figures.note(name, 'ms', rounds)
  }
}

/** What many at once get through. */
async function crowd(server: Server, { people, signing }: Asked, figures: Figures) {
  const today = people.slice(0, ANSWERS_FEW).map(({ cookie }) => page('/', cookie))
  const [rates, cpu]: [number[], number[]] = [[], []]
  for (let i = 0; i < ROUNDS; i++) {
    const before = await server.cpu()
    rates.push(await rate(server.url, today, CONNECTIONS))
    cpu.push(((await server.cpu()) - before) / today.length)
  }
  figures.note('Today, of many at once', 'per s', rates)
  figures.note('Today, the portal’s processor', 'ms', cpu)

  const entering = signing.map((who, i) => signIn(server.url, who, i))
  figures.note('sign-ins by password', 'per s', [await rate(server.url, entering, 8)])

  const asks = people.map((person) => phases(person, server.url))
  const warm = people.length / 10
  const rateOf = async (phase: 'page' | 'token' | 'response', most: number) => {
    const list = asks.slice(0, most).map((each) => each[phase])
    await rate(server.url, list.slice(0, warm), CONNECTIONS)
    return (await load(server.url, list.slice(warm), CONNECTIONS)).rate
  }
  const first = await rateOf('page', 160 + warm)
  const [token, response] = [await rateOf('token', Infinity), await rateOf('response', Infinity)]
  figures.note('pages of the pulse', 'per s', [first])
  figures.note('answers, a token and a response', 'per s', [1 / (1 / token + 1 / response)])
}

/** What the operator does at night: a backup, and a look whether all is whole. */
async function kept(db: Db, settings: Settings, figures: Figures): Promise<void> {
  const { bytes, wal } = await databaseSize(db, settings.dataDir)
  figures.note('database with its log', 'MB', [(bytes + (wal ?? 0)) / MB])
  const file = path.join(settings.dataDir, 'backup')
  await figures.time('a backup, read back', () => writeBackup(settings, file))
  figures.note('of it the file', 'MB', [statSync(file).size / MB])
  const checks = await figures.time('zveno verify', () => verify(db, settings.keyDir))
  for (const { ok, name, detail } of checks) if (!ok) throw new Error(`${name}: ${detail}`)
}

function page(address: string, cookie: string): Ask {
  return { path: address, headers: { Cookie: cookie } }
}

/** As the sign-in page's own script sends it: whom it lets in is answered with 204, and not led on. */
function signIn(origin: string, who: string, i: number): Ask {
  return {
    method: 'POST',
    path: '/sign-in?index&_data=routes%2Fsign-in._index',
    headers: {
      Origin: origin,
      'Content-Type': 'application/x-www-form-urlencoded',
      'X-Forwarded-For': `10.0.${i >> 8}.${i & 255}`,
    },
    body: new URLSearchParams({ who, password: company.PASSWORD, to: '/' }).toString(),
  }
}
