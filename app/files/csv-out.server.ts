import { stringify } from 'csv-stringify/sync'

/** Signs with which a spreadsheet begins a formula. */
const FORMULA = /^[=+\-@\t\r\0]/

/**
 * Rows as a CSV file that spreadsheets open: UTF-8 with a byte order mark, CRLF. Text that a spreadsheet
 * would run as a formula gets a leading apostrophe; a number stays a number, with a point and its sign.
 */
export function csvText(rows: (string | number | null)[][]): string {
  const safe = rows.map((row) =>
    row.map((cell) => (typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : cell)),
  )
  return stringify(safe, { bom: true, record_delimiter: 'windows' })
}
