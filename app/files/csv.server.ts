import { CsvError } from './csv-fault.ts'
import { guessDelimiter } from './delimiter.ts'
import {
  byteOrderMark,
  type CsvSource,
  decoded,
  guessEncoding,
  HEAD,
  isEncoding,
  joined,
  pieces,
} from './encoding.server.ts'
import { otherKind } from './kind.ts'
import { blocks, type CsvRow, recordsOf } from './record.server.ts'

export type CsvOptions = {
  /** Any name iconv-lite knows; a byte order mark outranks it. Guessed where absent. */
  encoding?: string
  /** One character. Guessed from the first records where absent: comma, semicolon, tab or bar. */
  delimiter?: string
  /** Longest record in characters, default 1,048,576. */
  maxRecord?: number
  /** Most columns, default 1,000. */
  maxColumns?: number
}

export type Csv = {
  columns: string[]
  encoding: string
  /** False where the encoding is a guess that a person should look at. */
  encodingSure: boolean
  delimiter: string
  rows: AsyncIterable<CsvRow>
  /** The same rows as they are parsed, some hundreds at a time: for whoever counts microseconds. Walk one of the two. */
  batches: AsyncIterable<CsvRow[]>
  /** Needed only where the rows are not walked: walking closes the file, also when it stops early. */
  close(): Promise<void>
}

function namesOf({ cells, line }: CsvRow, maxColumns: number): string[] {
  if (cells.length > maxColumns) {
    throw new CsvError(
      line,
      maxColumns + 1,
      `the first line has ${cells.length} columns; at most ${maxColumns} are read`,
      'columns',
    )
  }
  const seen = new Map<string, number>()
  return cells.map((cell) => {
    const times = (seen.get(cell) ?? 0) + 1
    seen.set(cell, times)
    return times === 1 ? cell : `${cell} (${times})`
  })
}

/**
 * Opens a CSV file whose first record names its columns, and streams the rest: memory does not grow
 * with the file. `line` is where a record starts, counting from 1; blank lines are passed over; a
 * name that comes again gets " (2)". Throws `CsvError` for an empty file, a spreadsheet, too many
 * columns, a broken quote or a record too long; file system errors pass through.
 */
export async function openCsv(source: CsvSource, options: CsvOptions = {}): Promise<Csv> {
  if (options.encoding !== undefined && !isEncoding(options.encoding)) {
    throw new CsvError(1, null, `the encoding "${options.encoding}" is not known`, 'encoding')
  }
  const rest = pieces(source)
  const head: Buffer[] = []
  let size = 0
  let whole = false
  while (size < HEAD && !whole) {
    const next = await rest.next()
    if (next.done) whole = true
    else size += head.push(next.value) && next.value.length
    if (typeof source === 'string' && size >= 4) break
  }
  const first = Buffer.concat(head.slice(0, 4))
  if (first.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') {
    await rest.return(undefined)
    throw new CsvError(
      1,
      null,
      'this is a spreadsheet (XLSX), not CSV; save it as CSV first',
      'spreadsheet',
    )
  }
  const other = otherKind(Buffer.concat(head.slice(0, 1)))
  if (other) {
    await rest.return(undefined)
    throw other
  }
  const told = byteOrderMark(first) ?? options.encoding
  const { encoding, sure: encodingSure } = told
    ? { encoding: told, sure: true }
    : await guessEncoding(source, head, whole)
  const blocksLeft = blocks(decoded(joined(head, rest), encoding), options.maxRecord ?? HEAD)

  let delimiter = options.delimiter
  let opened: CsvRow[] = []
  let columns: string[] | null = null
  let failed: CsvError | null = null
  try {
    while (columns === null && failed === null) {
      const next = await blocksLeft.next()
      if (next.done) break
      delimiter ??= guessDelimiter(next.value.text)
      const { rows, error } = recordsOf(next.value, delimiter)
      const [header, ...others] = rows
      failed = error
      if (header !== undefined) columns = namesOf(header, options.maxColumns ?? 1000)
      opened = others
    }
    if (columns === null) throw failed ?? new CsvError(1, null, 'the file is empty', 'empty')
  } catch (error) {
    await blocksLeft.return(undefined)
    throw error
  }
  const separator = delimiter ?? ','

  async function* batches(): AsyncGenerator<CsvRow[]> {
    try {
      yield opened
      if (failed !== null) throw failed
      for await (const block of blocksLeft) {
        const { rows, error } = recordsOf(block, separator)
        yield rows
        if (error !== null) throw error
      }
    } finally {
      await blocksLeft.return(undefined)
    }
  }
  const all = batches()
  async function* rows(): AsyncGenerator<CsvRow> {
    for await (const batch of all) yield* batch
  }
  const close = async () => void (await blocksLeft.return(undefined))
  return {
    columns,
    encoding,
    encodingSure,
    delimiter: separator,
    rows: rows(),
    batches: all,
    close,
  }
}

/**
 * The rows of `openCsv` as records by column name; a missing cell is ''. Records have no prototype,
 * so a column may be called `__proto__`. A row with filled cells beyond the header throws
 * `CsvError`: everything after the stray delimiter would stand under the wrong name.
 */
export async function* readCsv(
  source: CsvSource,
  options: CsvOptions = {},
): AsyncGenerator<{ line: number; record: Record<string, string> }> {
  const { columns, rows } = await openCsv(source, options)
  for await (const row of rows) {
    const surplus = surplusOf(row, columns)
    if (surplus !== null) throw surplus
    const record: Record<string, string> = Object.create(null)
    columns.forEach((column, index) => (record[column] = row.cells[index] ?? ''))
    yield { line: row.line, record }
  }
}

/** The complaint about a row with filled cells beyond the header; null for a row that fits. */
export function surplusOf(row: CsvRow, columns: string[]): CsvError | null {
  if (row.cells.length <= columns.length) return null
  if (row.cells.slice(columns.length).every((cell) => cell.trim() === '')) return null
  return new CsvError(
    row.line,
    columns.length + 1,
    `the row has ${row.cells.length} cells, the first line names ${columns.length} columns`,
    'surplus',
  )
}

/**
 * Where a column stands, from 0, or −1: by its exact name, else forgiving case, accents written in
 * two ways, and spaces at the ends or doubled, as form exports have them.
 */
export function columnIndex(columns: string[], name: string): number {
  const exact = columns.indexOf(name)
  if (exact !== -1) return exact
  const plain = (text: string) =>
    text.normalize('NFC').replace(/\s+/gu, ' ').trim().toLocaleLowerCase('en')
  const wanted = plain(name)
  const hits = columns.flatMap((column, index) => (plain(column) === wanted ? [index] : []))
  return hits.length === 1 ? (hits[0] as number) : -1
}
