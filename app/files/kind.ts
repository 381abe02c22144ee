import { CsvError } from './csv-fault.ts'

/** How files begin that people bring for tables and that are none. */
const DOCUMENTS = ['%PDF-', '\x89PNG', '\xff\xd8\xff', 'GIF8', '\x1f\x8b', 'Rar!', '7z\xbc\xaf']
/** Old workbooks, and new ones behind a password: both lie in the same container. */
const OLD_SHEET = '\xd0\xcf\x11\xe0'
const WEB_PAGE = /^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|table)\b/i

/** The complaint about a file that is no table by how it begins, whatever it is called; null for any other. */
export function otherKind(beginning: Buffer): CsvError | null {
  const text = beginning.subarray(0, 300).toString('latin1')
  if (text.startsWith(OLD_SHEET)) {
    const reason = 'this is an old or a protected spreadsheet; save it as XLSX without a password'
    return new CsvError(1, null, reason, 'sheet-old')
  }
  if (DOCUMENTS.some((start) => text.startsWith(start))) {
    const reason = 'this is a document, a picture or an archive, not a table'
    return new CsvError(1, null, reason, 'no-table')
  }
  if (!WEB_PAGE.test(text)) return null
  const reason = 'this is a web page, not a table; export it again as CSV or XLSX'
  return new CsvError(1, null, reason, 'web-page')
}
