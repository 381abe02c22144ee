import { readFileSync } from 'node:fs'
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml'
import { isScore } from '../statistics/scores.ts'
import { toldPath, typedPath } from './input.ts'
import { InputError, type Io } from './io.ts'

/** What an answer in words is worth: a score 0–10, or null to skip it. */
export type Scale = Map<string, number | null>

const plain = (word: string) => word.normalize('NFC').trim().toLocaleLowerCase('en')

/** Reads a scale file, `"Extremely likely": 10`, null to skip; refuses all else by line and column. */
export function readScale(file: string, io: Io): Scale {
  let text: string
  try {
    text = readFileSync(typedPath(file, io), 'utf8')
  } catch (error) {
    throw toldPath(file, error)
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const refuse = (offset: number, reason: string) => {
    const { line, col } = lines.linePos(offset)
    return new InputError(`${file}, line ${line}, column ${col}: ${reason}`)
  }
  const [broken] = document.errors
  if (broken !== undefined) throw refuse(broken.pos[0], broken.message.split('\n')[0] as string)
  if (!isMap(document.contents)) {
    throw refuse(0, 'a scale is one line per word: "Extremely likely": 10')
  }
  const scale: Scale = new Map()
  for (const { key, value } of document.contents.items) {
    const offset = (node: unknown) =>
      (node as { range?: [number, number, number] | null } | null)?.range?.[0] ?? 0
    const score = isScalar(value) ? value.value : value
    if (!isScalar(key)) throw refuse(offset(key), 'a word stands before the colon')
    if (score !== null && !isScore(score)) {
      throw refuse(
        offset(value),
        `"${String(key.value)}" needs a whole number from 0 to 10, or null to skip it`,
      )
    }
    scale.set(plain(String(key.source ?? key.value)), score)
  }
  return scale
}

/**
 * The score of a cell: by the scale where the word is in it, else a whole number 0–10, also written
 * 9.0 or 9,0. Null for everything else: `NA`, empty, words nobody mapped, out of range.
 */
export function scoreIn(cell: string, scale: Scale): number | null {
  const word = scale.get(plain(cell))
  if (word !== undefined) return word
  const digits = /^(\d{1,2})([.,]0+)?$/.exec(cell.trim())?.[1]
  return digits !== undefined && isScore(Number(digits)) ? Number(digits) : null
}
