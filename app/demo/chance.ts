import { seededRandom } from '../statistics/random.ts'

/** Draws from one seeded stream. */
export interface Chance {
  /** 0 ≤ x < 1 */
  next: () => number
  /** A whole number from 0, below `n`. */
  below: (n: number) => number
  yes: (share: number) => boolean
  pick: <T>(list: readonly T[]) => T
  /** One of the keys, each as often as its weight says. */
  weighted: <K extends string>(weights: Readonly<Record<K, number>>) => K
  /** Standard normal (Box–Muller). */
  normal: () => number
  shuffled: <T>(list: readonly T[]) => T[]
}

export function chanceOf(seed: number): Chance {
  const next = seededRandom(seed)
  const below = (n: number) => Math.floor(next() * n)
  return {
    next,
    below,
    yes: (share) => next() < share,
    pick: (list) => list[below(list.length)] as (typeof list)[number],
    weighted(weights) {
      const entries = Object.entries(weights) as [keyof typeof weights, number][]
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [key, weight] of entries) if ((left -= weight) < 0) return key
      return entries.at(-1)![0]
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    shuffled(list) {
      const out = [...list]
      for (let last = out.length - 1; last > 0; last--) {
        const other = below(last + 1)
        ;[out[last], out[other]] = [out[other]!, out[last]!]
      }
      return out
    },
  }
}

/** Texts drawn without putting back, so that one place does not say the same twice in a row. */
export function decks(chance: Chance) {
  const left = new Map<readonly string[], string[]>()
  return (texts: readonly string[]): string => {
    let deck = left.get(texts)
    if (!deck?.length) left.set(texts, (deck = chance.shuffled(texts)))
    return deck.pop() as string
  }
}
