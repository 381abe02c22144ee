import { parse, CsvError as ParseError } from 'csv-parse/sync'
import { CsvError, type CsvFault } from './csv-fault.ts'

/** `cells` as they stand in the file: possibly fewer or more than there are columns. */
export type CsvRow = { line: number; cells: string[] }

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
