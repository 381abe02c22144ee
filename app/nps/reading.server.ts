import { createReadStream } from 'node:fs'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { CsvError, openCsv, type CsvFault } from '../files/csv.server.ts'
import { identityOf, Ordinals } from './identity.server.ts'
import { EXTRAS } from './response.ts'
import { isProblem, rowReader, type Row, type RowError, type Rules } from './row.ts'

/** All it takes to read a file; plain data, so that another thread can be given it. */
export interface Reading {
  file: string
  /** Bytes. */
  size: number
  encoding: string
  delimiter: string
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
  answers: Row[]
  /** Names that are no site yet, where they first stand; their rows have the unit NEW_SITE + name. */
  newSites: { name: string; line: number; column: number }[]
  /** 0…1 of the file's bytes. */
  share: number
}

export const ERRORS_KEPT = 1000

/** Answers of one stretch, and of one transaction: a commit waits for the disk, and pages wait for the commit. */
const STRETCH = 8000

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
  let stretch = emptyStretch()
  let characters = 0
  let all = 0
  let listed = 0
  for await (const rows of csv.batches) {
    for (const { line, cells } of rows) {
      all++
      stretch.read++
      const outcome = read(cells)
      if (outcome === 'skipped') stretch.skipped++
      else if (isProblem(outcome)) {
        stretch.wrong++
        if (listed < ERRORS_KEPT) {
          listed++
          stretch.errors.push({ line, ...outcome })
        }
      } else {
        if (outcome.newSite !== undefined && !named.has(outcome.newSite)) {
          named.add(outcome.newSite)
          stretch.newSites.push({ name: outcome.newSite, line, column: rules.at.unit! + 1 })
        }
        const externalId = idColumn === undefined ? '' : (cells[idColumn] ?? '').trim()
        outcome.identity = identityOf(cells, externalId, ordinals)
        stretch.answers.push(outcome)
        characters += (outcome.why?.length ?? 0) + (outcome.improve?.length ?? 0)
        if (stretch.answers.length === STRETCH || characters > CHARACTERS) {
          stretch.share = size === 0 ? 1 : Math.min(1, bytes / size)
          yield stretch
          stretch = emptyStretch()
          characters = 0
        }
      }
      if (all === reading.rows) break
    }
    if (all === reading.rows) break
  }
  stretch.share = 1
  yield stretch
}

function emptyStretch(): Stretch {
  return { read: 0, skipped: 0, wrong: 0, errors: [], answers: [], newSites: [], share: 0 }
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
    resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 160 },
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
      yield unpacked(said.stretch)
    }
  } finally {
    await worker.terminate()
  }
}

/** What the thread says. */
export type Said =
  | { stretch: Packed }
  | { broken: { line: number; column: number | null; message: string; fault: CsvFault } }
  | { end: true }

const OPTIONAL = ['why', 'improve', ...EXTRAS] as const

/** A stretch by columns: a fraction of the work of copying rows from thread to thread. */
export interface Packed extends Omit<Stretch, 'answers'> {
  texts: string[]
  /** Places in `texts`. */
  units: Uint32Array
  touchpoints: Uint32Array
  days: Uint32Array
  scores: Uint8Array
  identities: string[]
  optional: Partial<Record<(typeof OPTIONAL)[number], (string | number | null)[]>>
}

export function packed({ answers, ...rest }: Stretch): Packed {
  const places = new Map<string, number>()
  const place = (text: string) => {
    let at = places.get(text)
    if (at === undefined) places.set(text, (at = places.size))
    return at
  }
  const n = answers.length
  const units = new Uint32Array(n)
  const touchpoints = new Uint32Array(n)
  const days = new Uint32Array(n)
  const scores = new Uint8Array(n)
  const identities: string[] = []
  for (let i = 0; i < n; i++) {
    const answer = answers[i]!
    units[i] = place(answer.unitId)
    touchpoints[i] = place(answer.touchpoint)
    days[i] = place(answer.answeredOn)
    scores[i] = answer.score
    identities.push(answer.identity)
  }
  const optional: Packed['optional'] = {}
  for (const column of OPTIONAL) {
    if (answers.some((answer) => answer[column] !== null)) {
      optional[column] = answers.map((answer) => answer[column])
    }
  }
  return {
    ...rest,
    ...{ texts: [...places.keys()], units, touchpoints, days, scores, identities, optional },
  }
}

export function unpacked(stretch: Packed): Stretch {
  const { texts, units, touchpoints, days, scores, identities, optional, ...rest } = stretch
  const answers = identities.map((identity, i): Row => ({
    identity,
    newSite: undefined,
    unitId: texts[units[i]!]!,
    touchpoint: texts[touchpoints[i]!]!,
    score: scores[i]!,
    answeredOn: texts[days[i]!]!,
    why: (optional.why?.[i] ?? null) as string | null,
    improve: (optional.improve?.[i] ?? null) as string | null,
    satisfaction: (optional.satisfaction?.[i] ?? null) as number | null,
    intent: (optional.intent?.[i] ?? null) as number | null,
    visits: (optional.visits?.[i] ?? null) as number | null,
    basket: (optional.basket?.[i] ?? null) as number | null,
  }))
  return { ...rest, answers }
}
