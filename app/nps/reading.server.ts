import { createReadStream } from 'node:fs'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { CsvError, type CsvFault } from '../files/csv-fault.ts'
import { openCsv } from '../files/csv.server.ts'
import { Gathering, type Answers } from './answers.ts'
import { identityOf } from './identity.server.ts'
import { Ordinals } from './ordinals.server.ts'
import { isProblem, rowReader, type RowError, type Rules } from './row.ts'

/** All it takes to read a file; plain data, so that another thread can be given it. */
export interface Reading {
  file: string
  /** Bytes. */
  size: number
  encoding: string
  delimiter: string
  /** Rows after the first that still belong to the header. */
  skip: number
  rules: Rules
  /** Read no more than so many rows. */
  rows: number | undefined
}

/** What a stretch of the file came to, in the order of the file. */
export interface Stretch {
  read: number
  skipped: number
  wrong: number
  /** Of the wrong ones the first of the whole file, ERRORS_KEPT in all. */
  errors: RowError[]
  answers: Answers
  /** Names that are no site yet, where they first stand; their rows have the unit NEW_SITE + name. */
  newSites: { name: string; line: number; column: number }[]
  /** 0…1 of the file's bytes. */
  share: number
}

export const ERRORS_KEPT = 1000

/** Answers of one stretch, and of one transaction, which pages wait for: a tenth of a second. Each commit waits for the disk. */
const STRETCH = 16000

/** And no more characters of comments than that: some files hold letters, not words. */
const CHARACTERS = 4_000_000

/** Reads the file from its beginning to its end; throws CsvError where it breaks. */
export async function* stretches(reading: Reading): AsyncGenerator<Stretch> {
  const { file, size, encoding, delimiter, rules } = reading
  let bytes = 0
  async function* counted() {
    for await (const chunk of createReadStream(file)) {
      bytes += (chunk as Buffer).length
      yield chunk as Buffer
    }
  }
  const csv = await openCsv(counted(), { encoding, delimiter })
  const read = rowReader(rules)
  const ordinals = new Ordinals()
  const idColumn = rules.at.id
  const named = new Set<string>()
  let told = nothingYet()
  let answers = new Gathering()
  const stretch = (share: number): Stretch => {
    const whole = { ...told, share, answers: answers.answers() }
    told = nothingYet()
    answers = new Gathering()
    return whole
  }
  let heading = reading.skip
  let all = 0
  let listed = 0
  try {
    for await (const rows of csv.batches) {
      for (const { line, cells } of rows) {
        if (heading > 0) {
          heading--
          continue
        }
        all++
        told.read++
        const outcome = read(cells)
        if (outcome === 'skipped') told.skipped++
        else if (isProblem(outcome)) {
          told.wrong++
          if (listed < ERRORS_KEPT) {
            listed++
            told.errors.push({ line, ...outcome })
          }
        } else {
          if (outcome.newSite !== undefined && !named.has(outcome.newSite)) {
            named.add(outcome.newSite)
            told.newSites.push({ name: outcome.newSite, line, column: rules.at.unit! + 1 })
          }
          const externalId = idColumn === undefined ? '' : (cells[idColumn] ?? '').trim()
          outcome.identity = identityOf(cells, externalId, ordinals)
          answers.add(outcome)
          if (answers.size === STRETCH || answers.characters > CHARACTERS) {
            yield stretch(size === 0 ? 1 : Math.min(1, bytes / size))
          }
        }
        if (all === reading.rows) break
      }
      if (all === reading.rows) break
    }
    yield stretch(1)
  } finally {
    ordinals.close()
  }
}

function nothingYet(): Omit<Stretch, 'answers' | 'share'> {
  return { read: 0, skipped: 0, wrong: 0, errors: [], newSites: [] }
}

/** Below that a thread takes longer to start than the file to read. */
const LARGE = 2 * 1024 * 1024
const WORKER = path.resolve('app/nps/reading.worker.ts')

/**
 * The same stretches, of large files from a thread of its own: reading and storing go on side by side,
 * and the portal's pages wait for neither.
 */
export async function* stretchesAside(reading: Reading): AsyncGenerator<Stretch> {
  if (reading.size < LARGE || reading.rows !== undefined) return yield* stretches(reading)
  const worker = new Worker(WORKER, {
    workerData: reading,
    // Rows are short-lived; more room would only be filled with what is thrown away.
    resourceLimits: { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 160 },
  })
  const come: Said[] = []
  let failure: unknown = null
  let wake = () => {}
  worker.on('message', (said: Said) => {
    come.push(said)
    wake()
  })
  worker.on('error', (error) => {
    failure = error
    wake()
  })
  worker.on('exit', () => {
    failure ??= new Error('the reading thread ended early')
    wake()
  })
  try {
    for (;;) {
      const said = come.shift()
      if (said === undefined) {
        if (failure) throw failure
        await new Promise<void>((resolve) => (wake = resolve))
        continue
      }
      if ('end' in said) return
      if ('broken' in said) {
        const { line, column, message, fault } = said.broken
        throw new CsvError(line, column, message, fault)
      }
      worker.postMessage('more')
      yield said.stretch
    }
  } finally {
    await worker.terminate()
  }
}

/** What the thread says. */
export type Said =
  | { stretch: Stretch }
  | { broken: { line: number; column: number | null; message: string; fault: CsvFault } }
  | { end: true }
