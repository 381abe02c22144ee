import { columnIndex, openCsv } from '../../app/files/csv.server.ts'
import { type Counts, noCounts } from '../../app/statistics/scores.ts'

/** The cells of the named columns of a real file, row by row. */
export async function cellsOf(path: string, names: string[]): Promise<string[][]> {
  const { columns, rows } = await openCsv(path)
  const at = names.map((name) => columnIndex(columns, name))
  const cells: string[][] = []
  for await (const row of rows) cells.push(at.map((index) => row.cells[index] ?? ''))
  return cells
}

const WORDS: Record<string, keyof Counts> = {
  'Extremely likely': 'promoters',
  Likely: 'passives',
  'Neither likely nor unlikely': 'detractors',
  Unlikely: 'detractors',
  'Extremely unlikely': 'detractors',
}

/** The surgeries' counts by the rule of the data's README: "Don't know" is left out. */
export async function surgeryCounts(path: string): Promise<Map<string, Counts>> {
  const surgeries = new Map<string, Counts>()
  for (const [rating, surgery] of await cellsOf(path, ['rating', 'surgery'])) {
    const band = WORDS[rating as string]
    if (band === undefined) continue
    const counts = surgeries.get(surgery as string) ?? noCounts()
    counts[band]++
    surgeries.set(surgery as string, counts)
  }
  return surgeries
}
