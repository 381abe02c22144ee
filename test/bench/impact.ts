import { mkdirSync } from 'node:fs'
import { startSession } from '../../app/auth/session.server.ts'
import { connect, migrate } from '../../db/connect.ts'
import { customersFile, sites, taken } from './customers.ts'
import { folders, rate, same, Series, serve, type Ask, type Server } from './load.ts'
import { byCpu, seriesRow, show, showProfile } from './report.ts'

const ROUNDS = 7
const PAGES = 60
const FEW = 1000
const MANY = 1_000_000

/** An employee's own site, and all sites together as HR sees them. */
const VIEWS = { employee: 'impact', hr: 'impact_all' } as const

/** The server's time for Impact, one request at a time, with a million customers' answers against a thousand. */
export async function impact(): Promise<void> {
  const few = await portalWith(FEW)
  const many = await portalWith(MANY)
  try {
    for (const who of ['employee', 'hr'] as const) {
      const times = { few: new Series(), many: new Series() }
      for (const each of [few, many]) await rate(each.server.url, same(each.ask[who], PAGES), 1)
      for (let round = 0; round < ROUNDS; round++) {
        await times.few.add(few.server, same(few.ask[who], PAGES), 1)
        await times.many.add(many.server, same(many.ask[who], PAGES), 1)
      }
      const rounds = times.few.rates.map((each, i) => each / times.many.rates[i]!)
      show({ name: VIEWS[who], aim: '≤', target: 1.2, rounds })
      byCpu(times.few.cpu, times.many.cpu)
      seriesRow(`${who}, 1,000 answers`, times.few)
      seriesRow(`${who}, 1,000,000 answers`, times.many)
    }
    const asks = same(many.ask.employee, PAGES)
    showProfile('Impact', await many.server.profile(() => rate(many.server.url, asks, 1)))
  } finally {
    for (const { server, remove } of [few, many]) {
      await server.stop()
      remove()
    }
  }
}

interface Filled {
  server: Server
  ask: { employee: Ask; hr: Ask }
  remove: () => void
}

async function portalWith(answers: number): Promise<Filled> {
  const { remove, ...dirs } = folders()
  const now = new Date()
  mkdirSync(dirs.DATA_DIR, { recursive: true })
  const db = await connect({ dataDir: dirs.DATA_DIR })
  await migrate(db)
  const people = await sites(db, now)
  const { added } = await taken(db, await customersFile(dirs.DATA_DIR, answers, now), now)
  if (added !== answers) throw new Error(`${added} of ${answers} answers`)
  const askFor = async (id: string): Promise<Ask> => ({
    path: '/impact',
    headers: { Cookie: (await startSession(db, false, id, now)).split(';')[0]! },
  })
  const ask = { employee: await askFor(people.employee), hr: await askFor(people.hr) }
  await db.destroy()
  return { server: await serve('server.ts', dirs), ask, remove }
}
