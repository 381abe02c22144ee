/** What can be wrong with a file, for whoever says it in another language. */
export type CsvFault =
  | 'empty'
  | 'encoding'
  | 'spreadsheet'
  | 'sheet-large'
  | 'sheet-broken'
  | 'sheet-old'
  | 'no-table'
  | 'web-page'
  | 'no-rows'
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
