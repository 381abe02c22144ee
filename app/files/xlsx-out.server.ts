import type { Cell } from 'write-excel-file/node'

export interface XlsxSheet {
  /** At most 31 characters, none of []:*?/\ */
  name: string
  head: string[]
  rows: (string | number | null)[][]
  /** In characters, by column. */
  widths: number[]
}

/**
 * An XLSX file: the first row and column stay in sight, text is text and never a formula. `rightToLeft`
 * for a language written that way. What writes it is loaded when first asked for.
 */
export async function xlsxFile(sheets: XlsxSheet[], rightToLeft: boolean): Promise<Buffer> {
  const { default: write } = await import('write-excel-file/node')
  return write(
    sheets.map(({ name, head, rows, widths }) => ({
      sheet: name,
      rightToLeft,
      stickyRowsCount: 1,
      columns: widths.map((width) => ({ width })),
      data: [
        head.map((value): Cell => ({ value, type: String, fontWeight: 'bold', wrap: true })),
        ...rows.map((row) => row.map(cellOf)),
      ],
    })),
  ).toBuffer()
}

function cellOf(value: string | number | null): Cell {
  if (value === null || value === '') return null
  return typeof value === 'number'
    ? { value, type: Number }
    : { value, type: String, wrap: true, alignVertical: 'top' }
}
