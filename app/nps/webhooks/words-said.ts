import { worthIn } from '../choice.ts'
import { plain } from '../score.ts'

/**
 * Reads the form of words. Each choice comes with the word it was made for, since meanwhile another delivery may have
 * come; a word that was not asked for is somebody's own idea of a form. What is not chosen goes on waiting.
 */
export function wordsSaid(form: FormData, asked: readonly string[]): Record<string, number | null> {
  const known = new Set(asked.map(plain))
  const said: Record<string, number | null> = {}
  for (const [field, word] of form) {
    const index = /^word-(\d{1,4})$/.exec(field)?.[1]
    if (index === undefined || typeof word !== 'string' || !known.has(plain(word))) continue
    const worth = worthIn(form.get(`worth-${index}`))
    if (worth !== undefined) said[word] = worth
  }
  return said
}
