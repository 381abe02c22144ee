/**
 * A stream of numbers in [0, 1) that the seed fixes, so that a figure made by chance is the same on
 * every screen and in every run. Not for secrets. Source: mulberry32, T. Ettinger (public domain).
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** The same things in a random order, in place (Fisher–Yates). */
export function shuffle(things: { [index: number]: number; length: number }, random: () => number) {
  for (let last = things.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const kept = things[last] as number
    things[last] = things[other] as number
    things[other] = kept
  }
}
