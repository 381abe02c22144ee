import { createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Worker } from 'node:worker_threads'
import { CsvError } from './csv-fault.ts'
import { unpackedSize } from './zip-size.server.ts'

/** Rows of a spreadsheet, its header among them; a longer table comes as CSV. */
export const MOST_ROWS = 50_001
/** Bytes of all parts unpacked: fifty thousand rows of comments are a fifth of it. */
const MOST_BYTES = 100 * 1024 * 1024
const MOST_CELLS = 5_000_000
/** Megabytes of the thread that reads it, which ends alone where a file needs more. */
const MOST_MEMORY = 512

const WORKER = path.resolve('app/files/xlsx.worker.ts')

/** Whether a file begins as a zip archive does, which a spreadsheet is. */
export async function isSpreadsheet(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && buffer.toString('latin1') === 'PK\u0003\u0004'
  } finally {
    await handle.close()
  }
}

const tooLarge = () =>
  new CsvError(
    1,
    null,
    'the spreadsheet is too large: at most 50,000 rows are read; save it as CSV',
    'sheet-large',
  )
const noSheet = () =>
  new CsvError(1, null, 'the spreadsheet cannot be read; save it again, or as CSV', 'sheet-broken')

/**
 * Writes the first sheet of an XLSX file as CSV (UTF-8, commas), for everything that reads CSV: dates
 * as YYYY-MM-DD HH:MM:SS as they stand on the clock of the sheet, numbers with all their digits. What
 * is packed is measured before it is unpacked, and read in a thread of bounded memory. Throws
 * `CsvError` for what is no spreadsheet, for more than 50,000 rows and for a zip bomb.
 */
export async function sheetAsCsv(
  file: string,
  target: string,
  mostRows = MOST_ROWS,
): Promise<void> {
  const size = await unpackedSize(file, MOST_BYTES)
  if (size === 'large') throw tooLarge()
  if (size === 'broken') throw noSheet()
  const said = await fromThread(file, mostRows)
  if (said === 'broken') throw noSheet()
  if (said === 'large') throw tooLarge()
  await pipeline(
    Readable.from(said, { objectMode: false }),
    createWriteStream(target, { flags: 'wx', mode: 0o600 }),
  )
}

/** What the thread says: the text in pieces, or why there is none. */
export type Sheet = string[] | 'large' | 'broken'

function fromThread(file: string, rows: number): Promise<Sheet> {
  const worker = new Worker(WORKER, {
    workerData: { file, rows, cells: MOST_CELLS },
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
  })
  return new Promise((resolve, reject) => {
    worker.once('message', (sheet: Sheet) => resolve(sheet))
    worker.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve('large') : reject(error),
    )
    worker.once('exit', () => resolve('broken'))
  })
}
