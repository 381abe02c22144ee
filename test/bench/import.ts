import { createReadStream, mkdirSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { parse } from 'csv-parse'
import { connect, migrate } from '../../db/connect.ts'
import { customersFile, sites, taken } from './customers.ts'
import { folders, serve } from './load.ts'
import { profiling } from './profile.ts'
import { byCpu, row, show, showProfile } from './report.ts'

const ROUNDS = 5
const ROWS = 200_000
/** Files of which the second must not need more memory than the first. */
const [FEW, MANY] = [10_000, 1_000_000]

/**
 * Rows a second that come to lie in the database, with their totals, against csv-parse reading the same file, and
 * against SQLite alone storing the same answers in one transaction, read, checked and put into columns beforehand.
 */
export async function imports(): Promise<void> {
  const { remove, DATA_DIR } = folders()
  const now = new Date()
  try {
    mkdirSync(DATA_DIR, { recursive: true })
    const file = await customersFile(DATA_DIR, ROWS, now)
    const imported: Pace[] = []
    const parsed: Pace[] = []
    const inserted: Pace[] = []
    for (let round = 0; round <= ROUNDS; round++) {
      const alone = await paceOf(() => parseAlone(file))
      const stored = await importInto(`${DATA_DIR}/${round}`, file, now)
      const batch = await insertAlone(`${DATA_DIR}/${round}`)
      // The first round only warms both up.
      if (round > 0) parsed.push(alone)
      if (round > 0) imported.push(stored)
      if (round > 0) inserted.push(batch)
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
    show({
      name: 'import-insert',
      aim: '≥',
      target: 0.5,
      rounds: imported.map((each, i) => each.rows / inserted[i]!.rows),
    })
    byCpu(imported.map(cpuOf), inserted.map(cpuOf))
    row('SQLite alone', inserted.map(rowsOf), 'rows/s')
    const stop = await profiling()
    await importInto(`${DATA_DIR}/profiled`, file, now)
    showProfile('an import', await stop())
    await memory(DATA_DIR, now)
  } finally {
    remove()
  }
}

async function parseAlone(file: string): Promise<number> {
  let rows = -1
  for await (const _cells of createReadStream(file).pipe(parse())) rows++
  return rows
}

/**
 * The answers that an import has just stored, once more, into an empty table of the same columns and indexes: prepared
 * once, in one transaction, synced in full, and nothing checked, counted or looked up.
 */
async function insertAlone(dataDir: string): Promise<Pace> {
  const db = new Sqlite(`${dataDir}/zveno.sqlite`)
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    const answers = db.prepare('select * from nps_response order by id').raw().all() as unknown[][]
    db.exec('delete from nps_response')
    const marks = answers[0]!.map(() => '?').join(', ')
    const insert = db.prepare(`insert into nps_response values (${marks})`)
    const all = db.transaction(() => {
      for (const answer of answers) insert.run(answer)
    })
    return await paceOf(async () => {
      all()
      return answers.length
    })
  } finally {
    db.close()
  }
}

/** The most memory an import holds, of a small file and of one a hundred times as long; each in a process of its own. */
async function memory(dataDir: string, now: Date): Promise<void> {
  const most: number[] = []
  for (const rows of [FEW, MANY]) {
    const file = await customersFile(dataDir, rows, now)
    const folder = `${dataDir}/memory-${rows}`
    mkdirSync(folder, { recursive: true })
    const process = await serve('importing.ts', { BENCH_FILE: file, DATA_DIR: folder })
    if (Number(process.url) !== rows) throw new Error(`${process.url} of ${rows} rows`)
    most.push(await process.memory())
    await process.stop()
  }
  show({ name: 'import-memory', aim: '≤', target: 1.5, rounds: [most[1]! / most[0]!] })
  row(`at most, of ${FEW} rows`, [most[0]!], 'MB')
  row(`at most, of ${MANY} rows`, [most[1]!], 'MB')
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
