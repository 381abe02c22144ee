import { createReadStream, mkdirSync } from 'node:fs'
import { parse } from 'csv-parse'
import { connect, migrate } from '../../db/connect.ts'
import { customersFile, sites, taken } from './customers.ts'
import { folders } from './load.ts'
import { profiling } from './profile.ts'
import { byCpu, row, show, showProfile } from './report.ts'

const ROUNDS = 5
const ROWS = 200_000

/** Rows a second that come to lie in the database, with their totals, against csv-parse reading the same file. */
export async function imports(): Promise<void> {
  const { remove, DATA_DIR } = folders()
  const now = new Date()
  try {
    mkdirSync(DATA_DIR, { recursive: true })
    const file = await customersFile(DATA_DIR, ROWS, now)
    const imported: Pace[] = []
    const parsed: Pace[] = []
    for (let round = 0; round <= ROUNDS; round++) {
      const alone = await paceOf(() => parseAlone(file))
      const stored = await importInto(`${DATA_DIR}/${round}`, file, now)
      // The first round only warms both up.
      if (round > 0) parsed.push(alone)
      if (round > 0) imported.push(stored)
    }
    show({
      name: 'import',
      aim: '≥',
      target: 0.25,
      rounds: imported.map((each, i) => each.rows / parsed[i]!.rows),
    })
    byCpu(imported.map(cpuOf), parsed.map(cpuOf))
    row('imported', imported.map(rowsOf), 'rows/s')
    row('csv-parse alone', parsed.map(rowsOf), 'rows/s')
    const stop = await profiling()
    await importInto(`${DATA_DIR}/profiled`, file, now)
    showProfile('an import', await stop())
  } finally {
    remove()
  }
}

async function parseAlone(file: string): Promise<number> {
  let rows = -1
  for await (const _cells of createReadStream(file).pipe(parse())) rows++
  return rows
}

async function importInto(dataDir: string, file: string, now: Date): Promise<Pace> {
  const db = await connect({ dataDir })
  try {
    await migrate(db)
    await sites(db, now)
    return await paceOf(async () => (await taken(db, file, now)).added)
  } finally {
    await db.destroy()
  }
}

/** Rows a second, and the processor time of all threads for one, in ms. */
interface Pace {
  rows: number
  cpu: number
}
const rowsOf = (pace: Pace) => pace.rows
const cpuOf = (pace: Pace) => pace.cpu

async function paceOf(work: () => Promise<number>): Promise<Pace> {
  const started = performance.now()
  const before = process.cpuUsage()
  const rows = await work()
  if (rows !== ROWS) throw new Error(`${rows} of ${ROWS} rows`)
  const { user, system } = process.cpuUsage(before)
  return {
    rows: rows / ((performance.now() - started) / 1000),
    cpu: (user + system) / 1000 / rows,
  }
}
