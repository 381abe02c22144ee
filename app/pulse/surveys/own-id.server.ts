import { createHash } from 'node:crypto'
import type { Question } from '../survey.ts'

/**
 * The id of an own question, from what it says in every language: the same words keep their id from version to version
 * and from survey to survey, and no other words can ever stand under it. Letters only, as ids of questions are.
 */
export function ownId({ kind, text, options }: Omit<Question, 'id'>): string {
  const said = JSON.stringify([
    kind,
    text.en,
    text.ru,
    text.he,
    options?.map((o) => [o.en, o.ru, o.he]),
  ])
  const digest = createHash('sha256').update(said).digest()
  return `own_${[...digest.subarray(0, 16)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('')}`
}
