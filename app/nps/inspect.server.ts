import { z } from 'zod'
import type { Db } from '../../db/connect.ts'
import { DATE_ORDERS, type DateOrder } from './day.ts'
import { columnOf, openAnswers } from './layout.server.ts'
import { guessMapping, Mapping } from './mapping.ts'
import { isMissing, plain, scoreIn, type Scale } from './score.ts'

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

/** What a source keeps for its next file. */
const Remembered = z.object({
  mapping: Mapping,
  words: z.record(z.string(), z.number().int().min(0).max(10).nullable()),
  dateOrder: z.enum(DATE_ORDERS).optional(),
  leftOut: z.array(z.string()).optional(),
})

export function remembered({
  mapping,
  scale,
  dateOrder,
  leftOut,
}: {
  mapping: Mapping
  scale?: Scale
  dateOrder?: DateOrder
  leftOut?: string[]
}): string {
  return JSON.stringify({ mapping, words: Object.fromEntries(scale ?? []), dateOrder, leftOut })
}

const LOOKED_AT = 200
const MOST_WORDS = 20

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
  const saved = await rememberedFor(db, source)
  const fits =
    saved !== null && Object.values(saved.mapping).every((name) => columnOf(csv, name) !== -1)
  const named = (name: string) => csv.names[columnOf(csv, name)] as string
  const mapping = fits
    ? Object.fromEntries(Object.entries(saved.mapping).map(([field, name]) => [field, named(name)]))
    : guessMapping(csv.names, rows)
  return {
    columns: csv.names,
    examples,
    mapping,
    remembered: fits,
    words: saved?.words ?? {},
    dateOrder: (fits && saved.dateOrder) || null,
    leftOut: saved?.leftOut ?? [],
    encoding: csv.encoding,
    encodingSure: csv.encodingSure,
  }
}

async function rememberedFor(db: Db, source: string) {
  const row = await db
    .selectFrom('nps_source')
    .where('name', '=', source)
    .select('mapping')
    .executeTakeFirst()
  return Remembered.safeParse(JSON.parse(row?.mapping ?? 'null')).data ?? null
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
    const cell = (cells[index] ?? '').trim()
    // A number out of range is a wrong row, not a word.
    if (scoreIn(cell, NONE) === undefined && isWord(cell)) words.set(plain(cell), cell)
    if (words.size > MOST_WORDS) return 'no-scale'
  }
  return [...words.values()]
}

const NONE: Scale = new Map()

/** Words, faces and stars: what a person can say a worth of. A number out of range is a wrong row. */
const isWord = (cell: string) =>
  /[\p{L}\p{Extended_Pictographic}★☆]/u.test(cell) || /^[:;=]['’]?-?[()|/\\D]$/.test(cell)

function shortened(text: string, length: number): string {
  const letters = [...text.replace(/\s+/g, ' ')]
  return letters.length > length ? `${letters.slice(0, length).join('')}…` : letters.join('')
}
