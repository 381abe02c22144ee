import type { Db } from '../../db/connect.ts'
import type { DateOrder } from './day.ts'
import { columnOf, openAnswers } from './layout.server.ts'
import { guessMapping, type Mapping } from './mapping.ts'
import { isMissing, MOST_WORDS, plain, unknownWord } from './score.ts'
import { sourceMemory } from './source-memory.server.ts'

export interface Look {
  columns: string[]
  /** Up to three different values of each column, shortened. */
  examples: string[][]
  /** What was chosen for this source the last time, where its columns are here, else a guess; it may lack the score. */
  mapping: Mapping
  remembered: boolean
  /** What words were worth the last time. */
  words: Record<string, number | null>
  /** Which number was the day the last time. */
  dateOrder: DateOrder | null
  /** Names that were no site of ours the last time. */
  leftOut: string[]
  encoding: string
  /** False where a person should say in which encoding the text reads right. */
  encodingSure: boolean
}

const LOOKED_AT = 200
const NONE = new Map()

/** Looks at the beginning of a file: its columns and what they seem to hold. Throws CsvError. */
export async function inspect(
  db: Db,
  file: string,
  source: string,
  encoding?: string,
): Promise<Look> {
  const csv = await openAnswers(file, encoding)
  const rows: string[][] = []
  for await (const { cells } of csv.rows) {
    rows.push(cells)
    if (rows.length === LOOKED_AT) break
  }
  await csv.close()
  const examples = csv.names.map((_, index) => {
    const values = rows.map((row) => (row[index] ?? '').trim()).filter((cell) => !isMissing(cell))
    return [...new Set(values)].slice(0, 3).map((cell) => shortened(cell, 40))
  })
  const saved = await sourceMemory(db, source)
  const columns = Object.entries(saved?.mapping ?? {})
  const fits = columns.length > 0 && columns.every(([, name]) => columnOf(csv, name) !== -1)
  const named = (name: string) => csv.names[columnOf(csv, name)] as string
  const mapping = fits
    ? Object.fromEntries(columns.map(([field, name]) => [field, named(name)]))
    : guessMapping(csv.names, rows)
  return {
    columns: csv.names,
    examples,
    mapping,
    remembered: fits,
    words: saved?.words ?? {},
    dateOrder: (fits && saved?.dateOrder) || null,
    leftOut: saved?.leftOut ?? [],
    encoding: csv.encoding,
    encodingSure: csv.encodingSure,
  }
}

/**
 * The words that stand for scores in a column, for a person to say what each is worth; 'no-scale' where
 * there are so many different ones that the column must hold something else.
 */
export async function scoreWords(
  file: string,
  column: string,
  encoding?: string,
): Promise<string[] | 'no-scale'> {
  const csv = await openAnswers(file, encoding)
  const index = columnOf(csv, column)
  const words = new Map<string, string>()
  for await (const { cells } of csv.rows) {
    const word = unknownWord(cells[index] ?? '', NONE)
    if (word !== null) words.set(plain(word), word)
    if (words.size > MOST_WORDS) return 'no-scale'
  }
  return [...words.values()]
}

function shortened(text: string, length: number): string {
  const letters = [...text.replace(/\s+/g, ' ')]
  return letters.length > length ? `${letters.slice(0, length).join('')}…` : letters.join('')
}
