import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Numbers a place takes: two halves of a hash, and how often it was seen. */
const PLACE = 3
const BYTES = PLACE * Int32Array.BYTES_PER_ELEMENT

/** Places in memory, 13 MB: enough for 600,000 different rows. */
const IN_MEMORY = 1 << 20

/** Places read from the disk at a time: the one looked for may stand a little further on. */
const WINDOW = 16

/**
 * Counts how often each hash was seen. Of a long file the counts go to the disk, a full table at a
 * time, so that memory does not grow with the file. 64 bits of the hash tell rows apart.
 */
export class Ordinals {
  readonly #most: number
  #size = 1 << 12
  #used = 0
  // One array, so that a look is one trip to the memory; signed, since those numbers need no room of their own.
  #table = new Int32Array(this.#size * PLACE)
  /** Tables of the largest size, oldest first; a hash stands in one of them or in memory, never in two. */
  readonly #onDisk: number[] = []
  readonly #window = new Int32Array(WINDOW * PLACE)

  /** At most `places` in memory, a power of two from 4096. */
  constructor(places = IN_MEMORY) {
    this.#most = places
  }

  /** 0 the first time, 1 the second, and so on. `digest` has at least 22 letters of base64url. */
  next(digest: string): number {
    let low = 0
    let high = 0
    for (let i = 0; i < 11; i++) {
      low = Math.imul(low ^ digest.charCodeAt(i), 0x01000193)
      high = Math.imul(high ^ digest.charCodeAt(i + 11), 0x01000193)
    }
    const place = this.#place(low, high)
    if (this.#table[place + 2] === 0) {
      for (const file of this.#onDisk) {
        const seen = this.#countedIn(file, low, high)
        if (seen > 0) return seen
      }
      this.#table[place] = low
      this.#table[place + 1] = high
      this.#table[place + 2] = 1
      if (++this.#used * 5 > this.#size * 3) this.#makeRoom()
      return 0
    }
    return this.#table[place + 2]!++
  }

  close(): void {
    for (const file of this.#onDisk.splice(0)) closeSync(file)
  }

  #place(low: number, high: number): number {
    const mask = this.#size - 1
    const table = this.#table
    let slot = (low ^ (high << 7)) & mask
    for (;;) {
      const place = slot * PLACE
      if (table[place + 2] === 0 || (table[place] === low && table[place + 1] === high)) {
        return place
      }
      slot = (slot + 1) & mask
    }
  }

  /** How often it was seen before, and once more from now on; 0 where it does not stand there. */
  #countedIn(file: number, low: number, high: number): number {
    const window = this.#window
    let slot = (low ^ (high << 7)) & (this.#most - 1)
    for (;;) {
      const slots = Math.min(WINDOW, this.#most - slot)
      readSync(file, window, 0, slots * BYTES, slot * BYTES)
      for (let place = 0; place < slots * PLACE; place += PLACE) {
        const seen = window[place + 2]!
        if (seen === 0) return 0
        if (window[place] !== low || window[place + 1] !== high) continue
        window[0] = seen + 1
        writeSync(file, window, 0, 4, slot * BYTES + place * 4 + 8)
        return seen
      }
      slot = (slot + slots) & (this.#most - 1)
    }
  }

  #makeRoom(): void {
    if (this.#size === this.#most) {
      const file = nameless()
      writeSync(file, this.#table)
      this.#onDisk.push(file)
      this.#table.fill(0)
      this.#used = 0
      return
    }
    const old = this.#table
    this.#size *= 2
    this.#table = new Int32Array(this.#size * PLACE)
    for (let from = 0; from < old.length; from += PLACE) {
      if (old[from + 2] === 0) continue
      const to = this.#place(old[from]!, old[from + 1]!)
      for (let i = 0; i < PLACE; i++) this.#table[to + i] = old[from + i]!
    }
  }
}

/** A file of temporary space that is gone when it is closed, however this process ends. */
function nameless(): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'zveno-rows-'))
  try {
    return openSync(path.join(folder, 'counts'), 'wx+', 0o600)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
