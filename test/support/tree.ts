import fc from 'fast-check'
import { plantTree, type Tree } from '../../app/pulse/disclosure.ts'

/** `{ P: { own: 3, A: 9, B: { C: 8 } } }`: a number is a unit without units below it. */
export type Plan = { [unit: string]: number | Plan }

export function planted(plan: Plan): { tree: Tree; own: number[] } {
  const units: { id: string; code: string; parent: string | null }[] = []
  const own: number[] = []
  const add = (id: string, what: number | Plan, parent: string | null) => {
    units.push({ id, code: id, parent })
    const place = own.push(typeof what === 'number' ? what : 0) - 1
    if (typeof what === 'number') return
    for (const [child, below] of Object.entries(what)) {
      if (child === 'own') own[place] = below as number
      else add(child, below, id)
    }
  }
  for (const [id, what] of Object.entries(plan)) add(id, what, null)
  return { tree: plantTree(units), own }
}

/** Random trees whose codes are in no order, so that ties are real. */
export function randomTree(maxUnits: number, most: number) {
  return fc
    .integer({ min: 1, max: maxUnits })
    .chain((size) =>
      fc.record({
        above: fc.tuple(
          ...Array.from({ length: size }, (_, i) => fc.nat({ max: Math.max(0, i - 1) })),
        ),
        own: fc.array(fc.oneof(fc.nat({ max: most }), fc.constant(0)), {
          minLength: size,
          maxLength: size,
        }),
        codes: fc.shuffledSubarray(
          Array.from({ length: size }, (_, i) => `u${i}`),
          { minLength: size, maxLength: size },
        ),
      }),
    )
    .map(({ above, own, codes }) => ({
      units: codes.map((code, i) => ({
        id: code,
        code,
        parent: i === 0 ? null : codes[above[i] as number]!,
      })),
      own,
    }))
}
