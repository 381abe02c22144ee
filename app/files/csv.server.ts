import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { parse, CsvError as ParseError } from 'csv-parse/sync'
import iconv from 'iconv-lite'

export type CsvSource = string | AsyncIterable<Uint8Array | string>

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

/** `cells` as they stand in the file: possibly fewer or more than there are columns. */
export type CsvRow = { line: number; cells: string[] }

export type Csv = {
  columns: string[]
  encoding: string
  delimiter: string
  rows: AsyncIterable<CsvRow>
  /** The same rows as they are parsed, some hundreds at a time: for whoever counts microseconds. Walk one of the two. */
  batches: AsyncIterable<CsvRow[]>
  /** Needed only where the rows are not walked: walking closes the file, also when it stops early. */
  close(): Promise<void>
}

/** What can be wrong with a file, for whoever says it in another language. */
export type CsvFault =
  | 'empty'
  | 'encoding'
  | 'spreadsheet'
  | 'columns'
  | 'long'
  | 'quote-open'
  | 'quote-inside'
  | 'surplus'
  | 'other'

/** What is wrong with the file, in words for the person who brought it. `column` counts from 1. */
export class CsvError extends Error {
  readonly line: number
  readonly column: number | null
  readonly fault: CsvFault

  constructor(line: number, column: number | null, reason: string, fault: CsvFault = 'other') {
    super(reason)
    this.name = 'CsvError'
    this.line = line
    this.column = column
    this.fault = fault
  }
}

const PIECE = 64 * 1024
const HEAD = 1024 * 1024

async function* pieces(source: CsvSource): AsyncGenerator<Buffer> {
  const chunks = typeof source === 'string' ? createReadStream(source) : source
  let held: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    held.push(Buffer.from(bytes))
    size += bytes.length
    // A sender of single bytes must not cost a copy of all that is held for each of them.
    if (size < PIECE) continue
    const all = Buffer.concat(held)
    for (let at = 0; at < size; at += PIECE) yield all.subarray(at, at + PIECE)
    held = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(held)
}

async function* joined(head: Buffer[], rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* head
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}

function byteOrderMark(head: Buffer): string | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return null
}

async function isUtf8(source: AsyncIterable<Buffer> | Buffer[], whole: boolean): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const piece of source) decoder.decode(piece, { stream: true })
    if (whole) decoder.decode()
    return true
  } catch {
    return false
  }
}

/** A file is read through once to judge it; of a stream only the first megabyte is at hand. */
async function guessEncoding(source: CsvSource, head: Buffer[], whole: boolean): Promise<string> {
  const again = typeof source === 'string' && (await stat(source)).isFile()
  const utf8 = again ? await isUtf8(pieces(source), true) : await isUtf8(head, whole)
  return utf8 ? 'utf-8' : 'windows-1252'
}

/** NUL is dropped: no text column of PostgreSQL can hold it and no score or comment needs it. */
async function* decoded(source: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding)
  let started = false
  for await (const piece of source) {
    const text = decoder.write(piece).replaceAll('\0', '')
    yield started ? text : text.replace(/^\uFEFF+/, '')
    started = true
  }
  yield (decoder.end() ?? '').replaceAll('\0', '')
}

type Block = { text: string; line: number }

/** Counts CRLF as one break. */
function breaksIn(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) count++
  }
  return count
}

/** The place after the last line break in text[start, end), or 0. */
function lastBreak(text: string, start: number, end: number): number {
  for (let at = end - 1; at >= start; at--) {
    const code = text.charCodeAt(at)
    if (code === 10) return at + 1
    // A carriage return at the very end may be half of CRLF.
    if (code === 13 && at < text.length - 1 && text.charCodeAt(at + 1) !== 10) return at + 1
  }
  return 0
}

/**
 * Cuts text into blocks of whole records: at the last line break outside quotes, that is with an
 * even number of quotes before it. Where the quotes are broken the parser refuses within the same
 * block, so a wrong cut can never be read.
 */
async function* blocks(texts: AsyncIterable<string>, maxRecord: number): AsyncGenerator<Block> {
  let held = ''
  let line = 1
  let scanned = 0
  let open = false
  for await (const text of texts) {
    held += text
    const edges = [scanned]
    for (let at = held.indexOf('"', scanned); at !== -1; at = held.indexOf('"', at + 1)) {
      edges.push(at)
    }
    let cut = 0
    let end = held.length
    let quoted: boolean = edges.length % 2 === 0 ? !open : open
    open = quoted
    for (let edge = edges.length - 1; edge >= 0 && cut === 0; edge--) {
      const start = edges[edge] as number
      if (!quoted) cut = lastBreak(held, start, end)
      quoted = !quoted
      end = start
    }
    scanned = held.length
    if (held.length - cut > maxRecord) {
      const start = line + breaksIn(held.slice(0, cut))
      throw new CsvError(
        start,
        null,
        `the record that starts on line ${start} is longer than ${maxRecord} characters; ` +
          (open ? 'a quote opened in it is never closed' : 'is this a CSV file?'),
        open ? 'quote-open' : 'long',
      )
    }
    if (cut > 0) {
      const whole = held.slice(0, cut)
      yield { text: whole, line }
      line += breaksIn(whole)
      held = held.slice(cut)
      scanned -= cut
    }
  }
  if (held !== '') yield { text: held, line }
}

const OPTIONS = {
  bom: false,
  columns: false,
  relax_column_count: true,
  skip_empty_lines: false,
} as const

function reasonOf(error: ParseError, line: number): CsvError {
  const column = typeof error.column === 'number' ? error.column + 1 : null
  const words: Record<string, string> = {
    CSV_INVALID_CLOSING_QUOTE:
      'a quoted cell goes on after its closing quote; a quote inside a cell is written twice',
    INVALID_OPENING_QUOTE:
      'a quote stands in the middle of a cell; such a cell is quoted as a whole and the quote written twice',
    CSV_QUOTE_NOT_CLOSED: 'a quote opened in this record is never closed',
  }
  const faults: Record<string, CsvFault> = {
    CSV_INVALID_CLOSING_QUOTE: 'quote-inside',
    INVALID_OPENING_QUOTE: 'quote-inside',
    CSV_QUOTE_NOT_CLOSED: 'quote-open',
  }
  return new CsvError(line, column, words[error.code] ?? error.message, faults[error.code])
}

/** The sync parser drops what it read before an error, so that is read again row by row. */
function recordsOf(block: Block, delimiter: string): { rows: CsvRow[]; error: CsvError | null } {
  // The parser compares every character with every line break it is given.
  const record_delimiter = block.text.includes('\r') ? ['\r\n', '\n', '\r'] : ['\n']
  const options = { ...OPTIONS, delimiter, record_delimiter }
  let records: string[][] = []
  let failure: ParseError | null = null
  try {
    records = parse(block.text, options)
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    failure = error
    const before: string[][] = []
    try {
      parse(block.text, {
        ...options,
        on_record: (record: string[]) => (before.push(record), null),
      })
    } catch {
      records = before
    }
  }
  let line = block.line
  const rows: CsvRow[] = []
  for (const cells of records) {
    if (cells.length > 1 || cells[0] !== '') rows.push({ line, cells })
    line += 1
    for (const cell of cells) {
      if (cell.includes('\n') || cell.includes('\r')) line += breaksIn(cell)
    }
  }
  return { rows, error: failure === null ? null : reasonOf(failure, line) }
}

/** Cells per record for a delimiter outside quotes, over the first whole records. */
function widths(text: string, delimiter: string): number[] {
  const found: number[] = []
  let width = 1
  let open = false
  for (let at = 0; at < text.length && found.length < 20; at++) {
    const char = text[at]
    if (char === '"') open = !open
    else if (open) continue
    else if (char === delimiter) width++
    else if (char === '\n' || char === '\r') {
      if (char === '\r' && text[at + 1] === '\n') at++
      found.push(width)
      width = 1
    }
  }
  return found.length === 0 ? [width] : found
}

/**
 * The delimiter of a text that starts with a header: of comma, semicolon, tab and bar the one whose
 * header width most of the first twenty records share, then the one with more columns. A comma
 * where none splits the header.
 */
export function guessDelimiter(text: string): string {
  let best = { delimiter: ',', share: 0, width: 1 }
  for (const delimiter of [',', ';', '\t', '|']) {
    const [width, ...others] = widths(text, delimiter) as [number, ...number[]]
    if (width === 1) continue
    const share =
      others.length === 0 ? 1 : others.filter((other) => other === width).length / others.length
    if (share > best.share || (share === best.share && width > best.width)) {
      best = { delimiter, share, width }
    }
  }
  return best.delimiter
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

export function isEncoding(name: string): boolean {
  return iconv.encodingExists(name)
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
  const encoding =
    byteOrderMark(first) ?? options.encoding ?? (await guessEncoding(source, head, whole))
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
  return { columns, encoding, delimiter: separator, rows: rows(), batches: all, close }
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
