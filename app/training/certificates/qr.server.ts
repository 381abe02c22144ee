import { create } from 'qrcode'

export interface QrDrawing {
  /** Squares a side, without the quiet margin. */
  size: number
  /** An SVG path of all dark squares. */
  path: string
}

/** A square code as a drawing; readable with fifteen in a hundred squares spoilt. */
export function qrDrawing(text: string): QrDrawing {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  let path = ''
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column) === 0) continue
      let end = column + 1
      while (end < modules.size && modules.get(row, end) !== 0) end++
      // One stroke for squares side by side: seams between them would show in print.
      path += `M${column} ${row}h${end - column}v1h${column - end}z`
      column = end
    }
  }
  return { size: modules.size, path }
}
