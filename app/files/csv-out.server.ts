import { stringify } from 'csv-stringify/sync'

/** Signs with which a spreadsheet begins a formula. */
const FORMULA = /^[=+\-@\t\r\0]/

/**
 * Rows as a CSV file that spreadsheets open: UTF-8 with a byte order mark, CRLF. A cell that a spreadsheet
 * would run as a formula gets a leading apostrophe; numbers are the caller's to format, so they get one too
 * where they are negative.
 */
export function csvText(rows: string[][]): string {
  const safe = rows.map((row) => row.map((cell) => (FORMULA.test(cell) ? `'${cell}` : cell)))
  return stringify(safe, { bom: true, record_delimiter: 'windows' })
}
