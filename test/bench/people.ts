import { mkdirSync } from 'node:fs'
import { employeeIdByStaffNumber } from '../../app/people/employee.server.ts'
import { importPeople, rowsOf } from '../../app/people/importing/import.server.ts'
import type { PersonLine } from '../../app/people/importing/row.ts'
import { connect, migrate } from '../../db/connect.ts'
import { learnt } from './company.ts'
import { type Ask, folders, rate, same, Series, serve, type Server } from './load.ts'
import { byCpu, row, seriesRow, show, showProfile } from './report.ts'
import { cookieOfHr, staffLine, staffNumber } from './staff.ts'

const ROUNDS = 7
const PAGES = 60
const FEW = 500
const MANY = 50_000
const TARGET = 1.3

/** HR's pages that could grow with the people; `{id}` is somebody in the middle, `{site}` the second site. */
const VIEWS = [
  { name: 'people', path: '/hr/people' },
  { name: 'people_later', path: '/hr/people?after={number}' },
  { name: 'people_search', path: '/hr/people?search=Nightingale' },
  { name: 'people_similar', path: '/hr/people?search=Nihgtingale' },
  { name: 'people_common', path: '/hr/people?search=Anna' },
  { name: 'people_leaders', path: '/hr/people?role=leader' },
  { name: 'people_unit', path: '/hr/people?unit=Site+1&role=leader' },
  { name: 'people_person', path: '/hr/people/{id}' },
  { name: 'people_give', path: '/hr/people/{id}/give' },
  { name: 'people_new', path: '/hr/people/new' },
  { name: 'people_invite', path: '/hr/people/invite?unit=Site+1' },
  { name: 'people_import', path: '/hr/people/import' },
  { name: 'people_hr', path: '/hr' },
  { name: 'people_units', path: '/hr/units' },
  { name: 'people_units_search', path: '/hr/units?search=Region+3' },
  { name: 'people_site', path: '/hr/units/{site}' },
  { name: 'people_move', path: '/hr/units/{site}/move' },
  { name: 'people_company', path: '/hr/company' },
  { name: 'people_codes', path: '/hr/codes' },
  { name: 'people_waves', path: '/hr/waves/new' },
  { name: 'people_assign', path: '/team/assignments/new' },
  { name: 'people_records', path: '/hr/records' },
] as const

/** The server's time for each of HR's pages of people, one request at a time, with 50,000 people against 500. */
export async function people(): Promise<void> {
  const filled: Filled[] = []
  try {
    for (const size of [FEW, MANY]) filled.push(await portalWith(size))
    for (const { name, path } of VIEWS) {
      const timed = filled.map((each) => {
        const address = path.replace(/\{(id|number|site)\}/, (_, key: 'id') => each[key])
        const ask: Ask = { path: address, headers: { Cookie: each.cookie } }
        return { ...each, asks: same(ask, PAGES), series: new Series() }
      })
      for (const { server, asks } of timed) await rate(server.url, asks, 1)
      for (let round = 0; round < ROUNDS; round++) {
        for (const { server, asks, series } of timed) await series.add(server, asks, 1)
      }
      const [few, many] = timed as [(typeof timed)[number], (typeof timed)[number]]
      const rounds = few.series.rates.map((each, i) => each / many.series.rates[i]!)
      show({ name, aim: '≤', target: TARGET, rounds })
      byCpu(few.series.cpu, many.series.cpu)
      for (const { size, series } of timed) {
        const label = `${path.split('?')[0]}, ${size.toLocaleString('en')} people`
        seriesRow(label, series)
        row(
          `${label}: server`,
          series.rates.map((each) => 1000 / each),
          'ms',
        )
      }
    }
    const { server, cookie } = filled.at(-1) as Filled
    const asks = same({ path: '/hr/people', headers: { Cookie: cookie } }, PAGES)
    showProfile('the list', await server.profile(() => rate(server.url, asks, 1)))
  } finally {
    for (const { server, remove } of filled) {
      await server.stop()
      remove()
    }
  }
}

interface Filled {
  size: number
  server: Server
  cookie: string
  /** Somebody in the middle of the list. */
  id: string
  number: string
  site: string
  remove: () => void
}

/**
 * Twelve sites for the few, a hundred and twenty for the many, in ten regions. Every fiftieth leads, of the few every
 * eighth, so that both fill a page with leaders.
 */
function linesOf(size: number): PersonLine[] {
  const [sites, leads] = size <= FEW ? [12, 8] : [120, 50]
  return Array.from({ length: size }, (_, i) => {
    const unit = `Garden/Region ${(i % sites) % 10}/Site ${i % sites}`
    const line = staffLine(i, unit, i % leads === 0, i % 3 === 0 ? `n${i}@example.org` : '')
    return i === 7 ? { ...line, name: 'Florence Nightingale' } : line
  })
}

async function portalWith(size: number): Promise<Filled> {
  const { remove, ...dirs } = folders()
  const now = new Date()
  mkdirSync(dirs.DATA_DIR, { recursive: true })
  const db = await connect({ dataDir: dirs.DATA_DIR })
  await migrate(db)
  const begun = performance.now()
  const report = await importPeople(db, rowsOf(linesOf(size)), now)
  if ('reason' in report || report.added !== size) throw new Error('not everybody was taken')
  console.log(
    `  ${size} people taken in ${((performance.now() - begun) / 1000).toFixed(1)} s, ` +
      `${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`,
  )
  const cookie = await cookieOfHr(db, now)
  const number = staffNumber(size / 2)
  const id = (await employeeIdByStaffNumber(db, number))!
  await learnt(db, now)
  const { id: site } = await db
    .selectFrom('people_unit')
    .where('name', '=', 'Site 1')
    .select('id')
    .executeTakeFirstOrThrow()
  await db.destroy()
  return { size, server: await serve('server.ts', dirs), cookie, id, number, site, remove }
}
