/** The dark squares of a code that a camera reads, a run of them in one row as one bar; `size` squares a side. */
export async function qrPath(address: string): Promise<{ size: number; path: string }> {
  const { create } = await import('qrcode')
  const { modules } = create(address, { errorCorrectionLevel: 'M' })
  let path = ''
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      const start = column
      while (column < modules.size && modules.get(row, column)) column++
      if (column > start) path += `M${start} ${row}h${column - start}v1h-${column - start}z`
    }
  }
  return { size: modules.size, path }
}
