import { hash } from 'node:crypto'
import type { Ordinals } from './ordinals.server.ts'

const FIRST_DIGIT = 48
const BUCKETS = 36 ** 3

/**
 * Three letters that are near for rows near in an ordered file: the thousands of the first cell that
 * starts with a digit. Identities of one batch then lie side by side in the index; wholly random ones
 * make every insert touch another page, which halves the speed of a large import.
 */
function bucketOf(cells: string[]): string {
  for (const cell of cells) {
    const code = cell.charCodeAt(0)
    if (code < FIRST_DIGIT || code > FIRST_DIGIT + 9) continue
    const bucket = Math.floor(digitsIn(cell) / 1000) % BUCKETS
    return bucket.toString(36).padStart(3, '0')
  }
  return '000'
}

/** The first fifteen digits among the first 24 letters, as one number. */
function digitsIn(cell: string): number {
  let number = 0
  let digits = 0
  for (let i = 0; i < cell.length && i < 24 && digits < 15; i++) {
    const digit = cell.charCodeAt(i) - FIRST_DIGIT
    if (digit < 0 || digit > 9) continue
    number = number * 10 + digit
    digits++
  }
  return number
}

/**
 * What makes an answer the same when its file comes again: a SHA-256 of the external id where the file
 * has one, else of the whole row and its ordinal among identical rows. Two customers who wrote the same
 * in the same minute stay two. Nothing of the row can be read from it.
 */
export function identityOf(cells: string[], externalId: string, ordinals: Ordinals): string {
  const named = externalId !== ''
  const text = named ? `id\u001f${externalId}` : `row\u001f${cells.join('\u001f')}`
  const digest = hash('sha256', text, 'base64url').slice(0, 22)
  const bucket = bucketOf(named ? [externalId] : cells)
  if (named) return bucket + digest
  const ordinal = ordinals.next(digest)
  return ordinal === 0 ? bucket + digest : `${bucket}${digest}.${ordinal}`
}
