/**
 * A text as it is searched: without case, accents, vowel points and final letters, and with blanks for all that is
 * no letter and no digit. So «ё» is found by «е», "70 %" by "70%", and מ by ם.
 */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[ךםןףץ]/g, (letter) => FINAL[letter] ?? letter)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const FINAL: Record<string, string> = { ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ' }

/** Whether every word of the wish stands in one of the texts, be it as a part of a longer word. */
export function holdsWords(texts: readonly string[], wish: string): boolean {
  const text = folded(texts.join(' '))
  return folded(wish)
    .split(' ')
    .every((word) => text.includes(word))
}
