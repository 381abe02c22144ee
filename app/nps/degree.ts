import { figureIn, plain } from './score.ts'

/** Satisfaction in five degrees, 5 the best, in the words surveys offer. */
const WORDS = new Map(
  Object.entries({
    5: [
      ...['very satisfied', 'completely satisfied', 'extremely satisfied', 'excellent'],
      ...['полностью удовлетворен', 'полностью удовлетворён', 'очень доволен', 'очень довольна'],
      ...['очень удовлетворен', 'очень удовлетворён', 'מרוצה מאוד', 'מרוצה מאד', 'tres satisfait'],
      ...['très satisfait', 'très satisfaite'],
    ],
    4: [
      ...['satisfied', 'somewhat satisfied', 'good', 'удовлетворен', 'удовлетворён', 'доволен'],
      ...['довольна', 'скорее доволен', 'скорее удовлетворен', 'скорее удовлетворён', 'מרוצה'],
      ...['satisfait', 'satisfaite', 'plutôt satisfait'],
    ],
    3: [
      ...[
        'neutral',
        'neither satisfied nor dissatisfied',
        'average',
        'нейтрально',
        'ни то ни другое',
      ],
      ...['отношусь нейтрально', 'בינוני', 'ניטרלי', 'לא מרוצה ולא לא מרוצה', 'neutre'],
    ],
    2: [
      ...['dissatisfied', 'somewhat dissatisfied', 'unsatisfied', 'poor', 'не удовлетворен'],
      ...[
        'не удовлетворён',
        'недоволен',
        'недовольна',
        'скорее недоволен',
        'לא מרוצה',
        'insatisfait',
      ],
      ...['plutôt insatisfait', 'peu satisfait'],
    ],
    1: [
      ...['very dissatisfied', 'completely dissatisfied', 'extremely dissatisfied', 'very poor'],
      ...['совершенно не удовлетворен', 'совершенно не удовлетворён', 'очень недоволен'],
      ...['полностью недоволен', 'מאוד לא מרוצה', 'בכלל לא מרוצה', 'très insatisfait'],
      ...['pas du tout satisfait'],
    ],
  }).flatMap(([degree, words]) => words.map((word) => [plain(word), Number(degree)] as const)),
)

/**
 * Satisfaction as a figure: one of five degrees in words is 1–5, a number stays as it stands, on
 * whatever scale the source has; null where missing, undefined where it is neither.
 */
export function satisfactionIn(cell: string): number | null | undefined {
  const word = plain(cell)
  const degree = WORDS.get(word)
  if (degree !== undefined) return degree
  // "4 - Satisfied" is the number before its words.
  const labelled = /^([1-5])\s*[-–—:.)]\s*\p{L}/u.exec(word)?.[1]
  return labelled === undefined ? figureIn(cell) : Number(labelled)
}
