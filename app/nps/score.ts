import { isScore } from '../statistics/scores.ts'

/** What an answer in words is worth: a score 0–10, or null to skip it. Keys are as `plain` makes them. */
export type Scale = ReadonlyMap<string, number | null>

/** Words as they are compared: case, accents written in two ways and spaces do not count. */
export function plain(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim().toLocaleLowerCase('en')
}

export function scaleOf(words: Record<string, number | null>): Scale {
  return new Map(Object.entries(words).map(([word, score]) => [plain(word), score]))
}

const MISSING = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', 'none', '-', '–', '—'])

/** True for the ways in which files write that nothing was answered. */
export function isMissing(text: string): boolean {
  return text.length <= 5 && MISSING.has(text.trim().toLowerCase())
}

const NO_OPINION = new Set(
  [
    "don't know",
    'don’t know',
    'do not know',
    "i don't know",
    'not applicable',
    'no opinion',
    'prefer not to say',
    'ne sait pas',
    'je ne sais pas',
    'nsp',
    'sans avis',
    'не знаю',
    'затрудняюсь ответить',
    'нет ответа',
    'לא יודע',
    'לא יודעת',
    'לא יודע/ת',
    'לא רלוונטי',
  ].map(plain),
)

const NUMBER = /^([+-]?\d{1,6})(?:[.,]0+)?$/
const OF_TEN = /^(\d{1,2})\s*(?:\/|out of|sur|из|מתוך)\s*10$/i
/** "9 - Extremely likely", "10 – certainly", "0: not at all"; never "3-4". */
const LABELLED = /^(\d{1,2})\s*[-–—:.)(]\s*(?=\p{L})/u

/**
 * The score of a cell, 0–10; null where the customer gave none (empty, NA, "don't know", a word that
 * the scale skips); undefined where something stands there that is no score.
 */
export function scoreIn(cell: string, scale: Scale): number | null | undefined {
  const text = plain(cell)
  const worth = scale.get(text)
  if (worth !== undefined) return worth
  if (isMissing(text) || NO_OPINION.has(text)) return null
  const digits = (NUMBER.exec(text) ?? OF_TEN.exec(text) ?? LABELLED.exec(text))?.[1]
  return digits !== undefined && isScore(Number(digits)) ? Number(digits) : undefined
}

/** A question has no more grades than that: where more different words stand, they are no scores. */
export const MOST_WORDS = 20

/** Words, faces and stars: what a person can say a worth of. A number out of range is a mistake. */
const isWord = (text: string) =>
  /[\p{L}\p{Extended_Pictographic}★☆]/u.test(text) || /^[:;=]['’]?-?[()|/\\D]$/.test(text)

/** What stands in a cell where a person has to say which score it means; null where nobody has to. */
export function unknownWord(cell: string, scale: Scale): string | null {
  const text = cell.trim()
  return scoreIn(text, scale) === undefined && isWord(text) ? text : null
}

/**
 * A proposal for answers in words of five grades, which a person confirms: the top one promises, the
 * second is content, everything below is not (as the friends-and-family test is read).
 */
export const KNOWN_WORDS: Scale = scaleOf({
  'extremely likely': 10,
  'very likely': 10,
  likely: 8,
  'neither likely nor unlikely': 5,
  unlikely: 2,
  'extremely unlikely': 0,
  'very unlikely': 0,
  'very good': 10,
  good: 8,
  'neither good nor poor': 5,
  poor: 2,
  'very poor': 0,
  'tout à fait': 10,
  plutôt: 8,
  'plutôt pas': 4,
  'pas du tout': 0,
  'обязательно порекомендую': 10,
  'скорее порекомендую': 8,
  'скорее не порекомендую': 4,
  'точно не порекомендую': 0,
  'בהחלט אמליץ': 10,
  'כנראה אמליץ': 8,
  'כנראה לא אמליץ': 4,
  'בהחלט לא אמליץ': 0,
  ...{
    '😍': 10,
    '😀': 10,
    '😃': 10,
    '😄': 10,
    '🤩': 10,
    '🙂': 8,
    '😊': 10,
    '👍': 10,
    '😐': 5,
    '😕': 4,
  },
  ...{ '🙁': 2, '☹️': 2, '☹': 2, '😞': 2, '😟': 2, '😠': 0, '😡': 0, '🤬': 0, '👎': 0 },
  ...{ ':)': 8, ':-)': 8, ':d': 10, ':|': 5, ':-|': 5, ':(': 2, ':-(': 2 },
  ...{ '★★★★★': 10, '★★★★☆': 8, '★★★★': 8, '★★★☆☆': 5, '★★★': 5, '★★☆☆☆': 2, '★★': 2 },
  ...{ '★☆☆☆☆': 0, '★': 0 },
})

/** How a form shows what a word is worth: as somebody has said, else as is proposed; 'skip', or '' for neither. */
export function shownWorth(word: string, said: Scale): string {
  const key = plain(word)
  const worth = said.has(key) ? said.get(key) : KNOWN_WORDS.get(key)
  return worth === undefined ? '' : worth === null ? 'skip' : String(worth)
}

/** A figure of a file: 12, 12.5, 12,5, −4; null where missing; undefined where it is none. */
export function figureIn(cell: string): number | null | undefined {
  if (isMissing(cell)) return null
  const text = cell
    .trim()
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace('−', '-')
  if (!/^[+-]?\d{1,12}([.,]\d{1,12})?$/.test(text)) return undefined
  return Number(text.replace(',', '.'))
}
