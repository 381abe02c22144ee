import type { CsvRow } from '../files/record.server.ts'
import { columnIndex, openCsv, type Csv } from '../files/csv.server.ts'
import { LAYOUT_ROWS, layoutOf, type Layout } from './layout.ts'

export interface AnswerFile extends Layout {
  encoding: string
  /** False where the encoding is a guess that a person should look at. */
  encodingSure: boolean
  delimiter: string
  /** The rows below the header. */
  rows: AsyncGenerator<CsvRow>
  close(): Promise<void>
}

/** Opens a file of answers in whatever layout its survey tool gave it. Throws `CsvError`. */
export async function openAnswers(file: string, encoding?: string): Promise<AnswerFile> {
  const csv: Csv = await openCsv(file, encoding ? { encoding } : {})
  const rest = csv.rows[Symbol.asyncIterator]()
  const first: CsvRow[] = []
  let failure: unknown = null
  while (first.length < LAYOUT_ROWS) {
    try {
      const next = await rest.next()
      if (next.done) break
      first.push(next.value)
    } catch (error) {
      // Whoever walks the rows meets it where it stands.
      failure = error
      break
    }
  }
  const layout = layoutOf(
    csv.columns,
    first.map(({ cells }) => cells),
  )
  async function* rows(): AsyncGenerator<CsvRow> {
    try {
      yield* first.slice(layout.skip)
      if (failure) throw failure
      for (;;) {
        const next = await rest.next()
        if (next.done) return
        yield next.value
      }
    } finally {
      await csv.close()
    }
  }
  const { encoding: read, encodingSure, delimiter, close } = csv
  return { ...layout, encoding: read, encodingSure, delimiter, rows: rows(), close }
}

/** Where a column stands, from 0, or −1: by the name people see, else by the one of the first row. */
export function columnOf({ names, codes }: Layout, name: string): number {
  const index = columnIndex(names, name)
  return index === -1 && codes ? columnIndex(codes, name) : index
}
