import { hash } from 'node:crypto'

const EMPTY = 0

/**
 * Counts how often each hash was seen, in 12 bytes a place: a million different rows take 25 MB where
 * a Map of strings would take ten times that. 64 bits of the hash tell rows apart.
 */
export class Ordinals {
  #size = 1 << 12
  #used = 0
  #low = new Uint32Array(this.#size)
  #high = new Uint32Array(this.#size)
  #seen = new Uint32Array(this.#size)

  /** 0 the first time, 1 the second, and so on. `digest` has at least 22 letters of base64url. */
  next(digest: string): number {
    let low = 0
    let high = 0
    for (let i = 0; i < 11; i++) {
      low = Math.imul(low ^ digest.charCodeAt(i), 0x01000193)
      high = Math.imul(high ^ digest.charCodeAt(i + 11), 0x01000193)
    }
    low >>>= 0
    high >>>= 0
    const place = this.#place(low, high)
    if (this.#seen[place] === EMPTY) {
      this.#low[place] = low
      this.#high[place] = high
      this.#used++
    }
    const ordinal = this.#seen[place]!++
    if (this.#used * 5 > this.#size * 3) this.#grow()
    return ordinal
  }

  #place(low: number, high: number): number {
    const mask = this.#size - 1
    let place = (low ^ (high << 7)) & mask
    while (
      this.#seen[place] !== EMPTY &&
      (this.#low[place] !== low || this.#high[place] !== high)
    ) {
      place = (place + 1) & mask
    }
    return place
  }

  #grow(): void {
    const [low, high, seen] = [this.#low, this.#high, this.#seen]
    this.#size *= 2
    this.#low = new Uint32Array(this.#size)
    this.#high = new Uint32Array(this.#size)
    this.#seen = new Uint32Array(this.#size)
    for (let i = 0; i < seen.length; i++) {
      if (seen[i] === EMPTY) continue
      const place = this.#place(low[i]!, high[i]!)
      this.#low[place] = low[i]!
      this.#high[place] = high[i]!
      this.#seen[place] = seen[i]!
    }
  }
}

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
    const digits = Number(cell.slice(0, 24).replace(/\D+/g, '').slice(0, 15))
    const bucket = Math.floor(digits / 1000) % BUCKETS
    return bucket.toString(36).padStart(3, '0')
  }
  return '000'
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
