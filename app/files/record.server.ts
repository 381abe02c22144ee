import { parse, CsvError as ParseError } from 'csv-parse/sync'
import { CsvError, type CsvFault } from './csv-fault.ts'

/** `cells` as they stand in the file: possibly fewer or more than there are columns. */
export type CsvRow = { line: number; cells: string[] }

export type Block = { text: string; line: number }

const QUOTE = 34
const LF = 10
const CR = 13
/** Half a character, which the parser replaces. */
const LONE = /\p{Surrogate}/u

/** Counts CRLF as one break. */
function breaksIn(text: string): number {
  let count = 0
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++
    return count
  }
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) count++
  }
  return count
}

/** The place after the last line break in text[start, end), or 0. */
function lastBreak(text: string, start: number, end: number): number {
  for (let at = end - 1; at >= start; at--) {
    const code = text.charCodeAt(at)
    if (code === LF) return at + 1
    // A carriage return at the very end may be half of CRLF.
    if (code === CR && at < text.length - 1 && text.charCodeAt(at + 1) !== LF) return at + 1
  }
  return 0
}

/**
 * Cuts text into blocks of whole records: at the last line break outside quotes, that is with an
 * even number of quotes before it. Where the quotes are broken the parser refuses within the same
 * block, so a wrong cut can never be read.
 */
export async function* blocks(
  texts: AsyncIterable<string>,
  maxRecord: number,
): AsyncGenerator<Block> {
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

/**
 * The rows of a block whose quotes all stand where they belong, as nearly every block's do; null for any
 * other, which is csv-parse's to judge. Cells are views of the block: who keeps some for long copies them.
 */
export function regularRows({ text, line: firstLine }: Block, delimiter: string): CsvRow[] | null {
  const between = delimiter.charCodeAt(0)
  if (delimiter.length !== 1 || between === QUOTE || between === LF || between === CR) return null
  if (LONE.test(text)) return null
  const rows: CsvRow[] = []
  let line = firstLine
  let width = 0
  for (let at = 0; at < text.length; line++) {
    const cells = Array<string>(width)
    let filled = 0
    const starts = line
    for (let more = true; more;) {
      let end = at
      if (text.charCodeAt(at) === QUOTE) {
        end = text.indexOf('"', at + 1)
        let doubled = false
        while (end !== -1 && text.charCodeAt(end + 1) === QUOTE) {
          doubled = true
          end = text.indexOf('"', end + 2)
        }
        if (end === -1) return null
        const cell = text.slice(at + 1, end)
        cells[filled++] = doubled ? cell.replaceAll('""', '"') : cell
        line += breaksIn(cell)
        end++
      } else {
        for (; end < text.length; end++) {
          const code = text.charCodeAt(end)
          if (code === between || code === LF || code === CR) break
          if (code === QUOTE) return null
        }
        cells[filled++] = text.slice(at, end)
      }
      const code = end === text.length ? LF : text.charCodeAt(end)
      if (code !== between && code !== LF && code !== CR) return null
      more = code === between
      at = end + (code === CR && text.charCodeAt(end + 1) === LF ? 2 : 1)
    }
    if (filled < width) cells.length = filled
    // The next row is mostly as wide: a list that grows takes three times the room.
    width = filled
    if (filled > 1 || cells[0] !== '') rows.push({ line: starts, cells })
  }
  return rows
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
export function recordsOf(
  block: Block,
  delimiter: string,
): { rows: CsvRow[]; error: CsvError | null } {
  const regular = regularRows(block, delimiter)
  if (regular !== null) return { rows: regular, error: null }
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
