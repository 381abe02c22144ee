import { mkdirSync } from 'node:fs'
import { connect, migrate } from '../../db/connect.ts'
import { customersFile, SITES, sites, taken } from './customers.ts'
import { type Ask, folders, rate, same, Series, serve, type Server } from './load.ts'
import { byCpu, row, seriesRow, show, showProfile } from './report.ts'
import { cookieOf } from './staff.ts'

const ROUNDS = 7
const PAGES = 60
const FEW = 1000
const MANY = [100_000, 1_000_000]
/** With `--full`: half an hour of importing before anything is measured. */
const MOST = 10_000_000

/** An employee's own site, all sites together as HR sees them, and how the touchpoints have changed. */
const VIEWS = [
  { name: 'impact', who: 'employee', path: '/impact', target: 1.2 },
  { name: 'impact_all', who: 'hr', path: '/impact', target: 1.2 },
  { name: 'impact_change', who: 'employee', path: '/impact/change', target: 1.3 },
  { name: 'impact_change_all', who: 'hr', path: '/impact/change?at=checkout', target: 1.3 },
] as const
type Who = (typeof VIEWS)[number]['who']

/**
 * The server's time for Impact and for what changed on its map, one request at a time, with a hundred thousand and a
 * million customers' answers (ten million with `full`) against a thousand.
 */
export async function impact({ full }: { full: boolean }): Promise<void> {
  const filled: Filled[] = []
  try {
    for (const answers of [FEW, ...MANY, ...(full ? [MOST] : [])]) {
      filled.push(await portalWith(answers))
    }
    for (const { name, who, path, target } of VIEWS) {
      const timed = filled.map((each) => {
        const ask: Ask = { path, headers: { Cookie: each.cookies[who] } }
        return { ...each, asks: same(ask, PAGES), series: new Series() }
      })
      for (const { server, asks } of timed) await rate(server.url, asks, 1)
      for (let round = 0; round < ROUNDS; round++) {
        for (const { server, asks, series } of timed) await series.add(server, asks, 1)
      }
      const [few, ...many] = timed as [(typeof timed)[number], ...typeof timed]
      for (const { answers, series } of many) {
        const rounds = few.series.rates.map((each, i) => each / series.rates[i]!)
        // The line of a million keeps the name it always had.
        const of = answers === 1_000_000 ? name : `${name}_${answers / 1000}k`
        show({ name: of, aim: '≤', target, rounds })
        byCpu(few.series.cpu, series.cpu)
      }
      for (const { answers, series } of timed) {
        const label = `${who}, ${answers.toLocaleString('en')} answers`
        seriesRow(label, series)
        row(
          `${label}: server`,
          series.rates.map((each) => 1000 / each),
          'ms',
        )
      }
    }
    const largest = filled.at(-1) as Filled
    const asks = same({ path: '/impact', headers: { Cookie: largest.cookies.employee } }, PAGES)
    const { server } = largest
    showProfile('Impact', await server.profile(() => rate(server.url, asks, 1)))
  } finally {
    for (const { server, remove } of filled) {
      await server.stop()
      remove()
    }
  }
}

interface Filled {
  answers: number
  server: Server
  cookies: Record<Who, string>
  remove: () => void
}

async function portalWith(answers: number): Promise<Filled> {
  const { remove, ...dirs } = folders()
  const now = new Date()
  mkdirSync(dirs.DATA_DIR, { recursive: true })
  const db = await connect({ dataDir: dirs.DATA_DIR })
  await migrate(db)
  const people = await sites(db, now)
  // The few were all given at the employee's site: spread over twelve, they are too few there for the page to say as much.
  const file = await customersFile(dirs.DATA_DIR, answers, now, answers === FEW ? 1 : SITES)
  const { added } = await taken(db, file, now)
  if (added !== answers) throw new Error(`${added} of ${answers} answers`)
  const cookies = {
    employee: await cookieOf(db, people.employee, now),
    hr: await cookieOf(db, people.hr, now),
  }
  await db.destroy()
  return { answers, server: await serve('server.ts', dirs), cookies, remove }
}
