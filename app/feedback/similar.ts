/** Hebrew letters that look otherwise at the end of a word. */
const FINALS: Record<string, string> = { ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ' }

/** Words that say nothing of what a note is about; shorter ones than three letters never do. */
const EMPTY = new Set(
  (
    'the and for was were are not too with that this but has have had you our they there from very again ' +
    'что как это для при опять было был была нет очень все они она так там тут или еще уже снова ' +
    'של את על עם זה לא גם יש אין מאוד שוב הוא היא היה היתה כל אבל עוד'
  ).split(' '),
)

/** Share of letters' triples from which two words are one word with a slip or another ending. */
const ONE_WORD = 0.4

/** What is compared: letters without marks (ё as е, no vowel points), final letters as any, in small. */
function plain(text: string): string {
  return text
    .slice(0, 1000)
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[ךםןףץ]/g, (letter) => FINALS[letter]!)
}

/** The words that count, each as its triples of letters with the edges of the word: a slip spoils three of them at most. */
function words(text: string): Set<string>[] {
  const found = plain(text).match(/[\p{L}\p{N}]{3,}/gu) ?? []
  return [...new Set(found)]
    .filter((word) => !EMPTY.has(word))
    .map((word) => {
      const edged = ` ${word} `
      return new Set(Array.from({ length: word.length }, (_, i) => edged.slice(i, i + 3)))
    })
}

/** Dice's share of what two words have in common, 0…1. */
function inCommon(a: Set<string>, b: Set<string>): number {
  let both = 0
  for (const one of a) if (b.has(one)) both++
  return (2 * both) / (a.size + b.size)
}

/**
 * How much each of the others is like `text`: the sum, over the words of `text`, of how well each is found in it; 0 unless
 * two words are found, or half of the shorter text. Forgives slips and endings in all three scripts.
 */
export function alike(text: string, others: readonly string[]): number[] {
  const mine = words(text)
  return others.map((other) => {
    const theirs = words(other)
    const found = mine
      .map((word) => Math.max(0, ...theirs.map((one) => inCommon(word, one))))
      .filter((share) => share >= ONE_WORD)
    const half = found.length >= Math.min(mine.length, theirs.length) / 2
    if (found.length === 0 || (found.length < 2 && !half)) return 0
    return found.reduce((sum, share) => sum + share, 0)
  })
}

/** Those of `all` that are like `text`, the likest first, at most `most`. */
export function mostAlike<One extends { note: string; suggestion: string }>(
  text: string,
  all: readonly One[],
  most = 3,
): One[] {
  const shares = alike(
    text,
    all.map(({ note, suggestion }) => `${note} ${suggestion}`),
  )
  return all
    .map((one, i) => ({ one, share: shares[i]! }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share)
    .slice(0, most)
    .map(({ one }) => one)
}
