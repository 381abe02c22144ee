import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  hideUnanimousRemainders,
  holds,
  nearlyAll,
  plantTree,
  reasonOf,
  residuals,
  settle,
  suppress,
  totals,
  TreeError,
  type Tree,
} from '../../app/pulse/disclosure.ts'
import { bestByTrying, givesNobodyAway } from '../support/audit.ts'
import { planted, randomTree, type Plan } from '../support/tree.ts'

function shownOf(plan: Plan, k = 6): string {
  const { tree, own } = planted(plan)
  const published = suppress(tree, own, k)
  expect(holds(tree, own, published, k)).toBe(true)
  expect(givesNobodyAway(tree, own, published, k)).toBe(true)
  return names(tree, published)
}

function names(tree: Tree, published: boolean[]): string {
  return tree.ids.filter((_, v) => published[v]).join(' ')
}

test('five answers are withheld; the sixth makes a cell', () => {
  expect(shownOf({ P: 5 })).toBe('')
  expect(shownOf({ P: 6 })).toBe('P')
})

test('a team of nine beside a team of four: only both together, or the four would show', () => {
  expect(shownOf({ P: { Tech: 9, Sales: 4 } })).toBe('P')
})

test('a team of nine beside a team of six: both, and the whole', () => {
  expect(shownOf({ P: { Tech: 9, Other: 6 } })).toBe('P Tech Other')
})

test('eight in all, as five and three: the whole only', () => {
  expect(shownOf({ P: { A: 5, B: 3 } })).toBe('P')
})

test('twelve, six and four under one parent: the six is hidden so that the four cannot be told', () => {
  expect(shownOf({ P: { A: 12, B: 6, C: 4 } })).toBe('P A')
})

test('a region that shows everything beside one that hides two teams: the smallest group is eight', () => {
  const plan = { Z: { R1: { A: 12, B: 6, C: 4 }, R2: { D: 9, E: 8 } } }
  expect(shownOf(plan)).toBe('Z R1 A R2 D E')
  const { tree, own } = planted(plan)
  const rest = [...residuals(tree, own, suppress(tree, own, 6)).values()]
  expect(Math.min(...rest.filter((n) => n > 0))).toBe(8)
})

test('two regions with a small team each: the regions, and neither of their large teams', () => {
  const plan = { Z: { R1: { A: 8, B: 2 }, R2: { C: 9, D: 3 }, R3: { E: 30 } } }
  expect(shownOf(plan)).toBe('Z R1 R2 R3 E')
})

test('a region of four beside a shown region would be given away, so that region is hidden', () => {
  expect(shownOf({ Z: { R1: { A: 2, B: 2 }, R2: { C: 11, D: 9 } } })).toBe('Z C')
})

test('three direct members are hidden together with the smaller team', () => {
  expect(shownOf({ P: { own: 3, A: 9, B: 8 } })).toBe('P A')
})

test('two direct members beside one team of twenty: the whole only', () => {
  expect(shownOf({ P: { own: 2, A: 20 } })).toBe('P')
})

test('three and four may stay hidden together beside a nine: seven are enough', () => {
  const plan = { P: { A: 3, B: 4, C: 9 } }
  expect(shownOf(plan)).toBe('P C')
  const { tree, own } = planted(plan)
  expect([...residuals(tree, own, suppress(tree, own, 6)).values()]).toEqual([7, 9])
})

test('people may skip a question, so each question has a pattern of its own', () => {
  expect(shownOf({ P: { A: 9, B: 8 } })).toBe('P A B')
  expect(shownOf({ P: { A: 9, B: 4 } })).toBe('P')
  expect(shownOf({ P: { A: 5, B: 8 } })).toBe('P')
})

test('comments of eighteen and four stay with the parent; of eighteen, fourteen and four the eighteen are shown', () => {
  expect(shownOf({ P: { A: 18, B: 4 } }, 10)).toBe('P')
  expect(shownOf({ P: { A: 18, B: 14, C: 4 } }, 10)).toBe('P A')
})

test('where two teams could be shown alike, the first by code is', () => {
  expect(shownOf({ P: { B: 9, A: 9, C: 3 } })).toBe('P A')
  expect(shownOf({ P: { R2: { own: 3, A: 9 }, R1: { own: 3, B: 9 } } })).toBe('P R2 R1')
})

test('also far apart in the tree, of equally good patterns the one with the first code is taken', () => {
  // In each branch 36 answers are covered with the branch shown, and 36 with it hidden.
  const branch = (c: string) => ({
    own: 3,
    [`${c}1`]: { [`${c}2`]: { [`${c}3`]: 6 } },
    [`${c}4`]: { [`${c}5`]: 9 },
  })
  for (const [first, second] of [
    ['Ma', 'Mb'],
    ['a', 'b'],
  ] as const) {
    const { tree, own } = planted({ P: { [first]: branch('n'), [second]: branch('o') } })
    const published = suppress(tree, own, 6)
    expect(tree.ids.filter((_, v) => published[v]).sort()).toEqual(bestByTrying(tree, own, 6))
    const other = planted({ P: { [`z${first}`]: branch('n'), [`z${second}`]: branch('o') } })
    const shown = suppress(other.tree, other.own, 6)
    expect(other.tree.ids.filter((_, v) => shown[v]).sort()).toEqual(
      bestByTrying(other.tree, other.own, 6),
    )
    expect([published.filter(Boolean).length, shown.filter(Boolean).length]).toEqual([9, 11])
  }
})

test('the certificate fails where fewer than six are left over, or the whole is not shown', () => {
  const { tree, own } = planted({ P: { Tech: 9, Sales: 4 } })
  expect(holds(tree, own, [true, true, false], 6)).toBe(false)
  expect(holds(tree, own, [false, true, false], 6)).toBe(false)
  expect(holds(tree, own, [true, false, false], 6)).toBe(true)
})

test('a team that nobody of answered gives nobody away', () => {
  expect(shownOf({ P: { A: 12, B: 0 } })).toBe('P A')
})

test('a hidden unit has too few answers, or would give others away', () => {
  expect(reasonOf(5, false, 6)).toBe('few')
  expect(reasonOf(9, false, 6)).toBe('complement')
  expect(reasonOf(9, true, 6)).toBe(null)
})

test('in any tree no set of groups with fewer than k answers can be told from what is published', () => {
  fc.assert(
    fc.property(randomTree(10, 14), fc.constantFrom(2, 6, 10), ({ units, own }, k) => {
      const tree = plantTree(units)
      const published = suppress(tree, own, k)
      expect(holds(tree, own, published, k)).toBe(true)
      expect(givesNobodyAway(tree, own, published, k)).toBe(true)
    }),
    { numRuns: 400 },
  )
})

test('with suppression switched off the audit finds people who are given away, so it would notice', () => {
  const givenAway = fc
    .sample(randomTree(10, 14), { seed: 6, numRuns: 300 })
    .filter(({ units, own }) => {
      const tree = plantTree(units)
      const enough = totals(tree, own).map((n) => n >= 6)
      return !givesNobodyAway(tree, own, enough, 6)
    })
  expect(givenAway.length).toBeGreaterThan(60)
})

test('in any small tree the pattern is the best of all that can be tried, ties by code', () => {
  fc.assert(
    fc.property(randomTree(8, 12), fc.constantFrom(3, 6, 10), ({ units, own }, k) => {
      const tree = plantTree(units)
      const published = suppress(tree, own, k)
      expect(tree.ids.filter((_, v) => published[v]).sort()).toEqual(bestByTrying(tree, own, k))
    }),
    { numRuns: 400 },
  )
})

test('ties are many where all teams are alike, and are still decided by code', () => {
  fc.assert(
    fc.property(randomTree(8, 2), ({ units, own }) => {
      const tree = plantTree(units)
      const alike = own.map((n) => n * 3)
      const published = suppress(tree, alike, 6)
      expect(tree.ids.filter((_, v) => published[v]).sort()).toEqual(bestByTrying(tree, alike, 6))
    }),
    { numRuns: 300 },
  )
})

test('a unit hidden at six stays hidden at ten, where it could be shown on its own account', () => {
  const { tree, own } = planted({ P: { A: { own: 1, B: 9 }, C: 5, D: 6 } })
  const atSix = suppress(tree, own, 6)
  expect(names(tree, atSix)).toBe('P B D')
  expect(names(tree, suppress(tree, own, 10))).toBe('P A')
  expect(names(tree, suppress(tree, own, 10, atSix))).toBe('P')
})

test('the pattern at ten lies within that at six and is the best that does', () => {
  fc.assert(
    fc.property(randomTree(8, 16), ({ units, own }) => {
      const tree = plantTree(units)
      const atSix = suppress(tree, own, 6)
      const atTen = suppress(tree, own, 10, atSix)
      expect(atTen.every((shown, v) => !shown || atSix[v])).toBe(true)
      expect(givesNobodyAway(tree, own, atTen, 10)).toBe(true)
      expect(tree.ids.filter((_, v) => atTen[v]).sort()).toEqual(bestByTrying(tree, own, 10, atSix))
    }),
    { numRuns: 200 },
  )
})

test('fewer than three who differ from the commonest answer are "nearly all"', () => {
  expect(nearlyAll([10, 2, 0])).toBe(true)
  expect(nearlyAll([10, 2, 1])).toBe(false)
  expect(nearlyAll([0, 0])).toBe(false)
})

test('22 answers that sum to 100, twelve of which do: the twelve are hidden, the other ten all gave 0', () => {
  const { tree } = planted({ P: { A: 0, B: 0 } })
  const zeros = [10, 0, 0]
  const mixed = [4, 4, 4]
  expect(
    names(tree, hideUnanimousRemainders(tree, [[0, 0, 0], mixed, zeros], [true, true, true])),
  ).toBe('P B')
  expect(
    names(tree, hideUnanimousRemainders(tree, [zeros, mixed, [0, 0, 0]], [true, true, false])),
  ).toBe('P')
})

test('of two teams that would give the rest away, the smaller is hidden, of equals the last by code', () => {
  const { tree } = planted({ P: { own: 0, A: 0, B: 0 } })
  const same = [9, 0, 0]
  const hidden = (a: number[], b: number[]) =>
    names(tree, hideUnanimousRemainders(tree, [same, a, b], [true, true, true]))
  expect(hidden([5, 5, 5], [4, 4, 4])).toBe('P A')
  expect(hidden([4, 4, 4], [5, 5, 5])).toBe('P B')
  expect(hidden([4, 4, 4], [4, 4, 4])).toBe('P A')
})

test('hiding a site that is the sum of its teams costs a team too, so a dearer single team goes', () => {
  const { tree } = planted({ P: { own: 0, S: { A: 0, B: 0 }, C: 0 } })
  const own = [
    [9, 0],
    [0, 0],
    [3, 3],
    [3, 3],
    [7, 7],
  ]
  const published = tree.ids.map(() => true)
  expect(names(tree, hideUnanimousRemainders(tree, own, published))).toBe('P S A B')
})

test('a site that is the sum of its shown teams hides one of them too, or hiding it would not help', () => {
  const { tree } = planted({ P: { own: 0, S: { A: 0, B: 0 } } })
  const own = [
    [9, 0],
    [0, 0],
    [5, 5],
    [6, 6],
  ]
  expect(names(tree, hideUnanimousRemainders(tree, own, [true, true, true, true]))).toBe('P B')
})

test('in any tree no remainder of shown values is nearly unanimous, and no count is given away by it', () => {
  const counts = fc.array(fc.oneof(fc.constant(0), fc.nat({ max: 8 })), {
    minLength: 3,
    maxLength: 3,
  })
  fc.assert(
    fc.property(
      randomTree(9, 0),
      fc.array(counts, { minLength: 9, maxLength: 9 }),
      ({ units }, all) => {
        const tree = plantTree(units)
        const own = all.slice(0, units.length)
        const sizes = own.map((each) => each.reduce((sum, n) => sum + n, 0))
        const before = suppress(tree, sizes, 6)
        const after = hideUnanimousRemainders(tree, own, before)
        expect(after.every((shown, v) => !shown || before[v])).toBe(true)
        expect(after[tree.root]).toBe(before[tree.root])
        expect(givesNobodyAway(tree, sizes, after, 6)).toBe(true)

        const whole = (unit: number) =>
          [0, 1, 2].map(
            (value) =>
              totals(
                tree,
                own.map((each) => each[value]!),
              )[unit]!,
          )
        const valued = after.map((shown, v) => shown && !nearlyAll(whole(v)))
        for (const [v, shown] of valued.entries()) {
          if (!shown) continue
          const rest = whole(v)
          for (const [d, other] of valued.entries()) {
            if (!other || d === v) continue
            let above = tree.parent[d]!
            while (above !== -1 && !valued[above]) above = tree.parent[above]!
            if (above === v) whole(d).forEach((n, value) => (rest[value]! -= n))
          }
          expect(nearlyAll(rest)).toBe(false)
        }
      },
    ),
    { numRuns: 500 },
  )
})

test('at close a group with fewer than six answers gives them to the nearest unit that has six', () => {
  const { tree, own } = planted({ Z: { own: 2, R1: { A: 4, B: 3 }, R2: { C: 5 }, R3: { D: 7 } } })
  const to = settle(tree, own, 6).map((v) => tree.ids[v])
  expect(Object.fromEntries(tree.ids.map((id, v) => [id, to[v]]))).toEqual({
    Z: 'Z',
    R1: 'R1',
    A: 'R1',
    B: 'R1',
    R2: 'Z',
    C: 'Z',
    R3: 'R3',
    D: 'D',
  })
  const few = planted({ Z: { own: 2, A: 3 } })
  expect(settle(few.tree, few.own, 6)).toEqual([-1, -1])
})

test('a list of units that is no tree is refused, naming the unit', () => {
  const fault = (units: [string, string | null][]) => {
    try {
      plantTree(units.map(([id, parent]) => ({ id, code: id, parent })))
    } catch (error) {
      if (error instanceof TreeError) return [error.fault, error.unit]
      throw error
    }
  }
  expect(fault([])).toEqual(['empty', -1])
  expect(
    fault([
      ['A', null],
      ['B', 'A'],
      ['B', 'A'],
    ]),
  ).toEqual(['duplicate', 2])
  expect(
    fault([
      ['A', null],
      ['B', 'C'],
    ]),
  ).toEqual(['unknown-parent', 1])
  expect(
    fault([
      ['A', null],
      ['B', null],
    ]),
  ).toEqual(['second-root', 1])
  expect(
    fault([
      ['A', null],
      ['B', 'C'],
      ['C', 'B'],
    ]),
  ).toEqual(['cycle', 1])
  expect(fault([['A', 'A']])).toEqual(['cycle', 0])
})

test('a chain of a hundred thousand units is worked through like any other', () => {
  const size = 100_000
  const units = Array.from({ length: size }, (_, i) => ({
    id: `u${i}`,
    code: `u${i}`,
    parent: i === 0 ? null : `u${i - 1}`,
  }))
  const tree = plantTree(units)
  const published = suppress(
    tree,
    units.map(() => 1),
    6,
  )
  expect(published.filter(Boolean).length).toBeGreaterThan(size / 7)
})

test('a company of 1,011 units and 30 questions takes a moment', () => {
  const units = Array.from({ length: 1011 }, (_, i) => ({
    id: `u${i}`,
    code: `u${i}`,
    parent: i === 0 ? null : `u${i <= 10 ? 0 : i <= 110 ? 1 + (i % 10) : 11 + (i % 100)}`,
  }))
  const tree = plantTree(units)
  const started = performance.now()
  for (let question = 0; question < 30; question++) {
    const own = units.map((_, i) => (i > 110 ? (i * 7 + question * 13) % 17 : 0))
    const atSix = suppress(tree, own, 6)
    const atTen = suppress(tree, own, 10, atSix)
    expect(holds(tree, own, atSix, 6) && holds(tree, own, atTen, 10)).toBe(true)
  }
  console.log(
    `1,011 units × 30 questions × 2 thresholds: ${Math.round(performance.now() - started)} ms`,
  )
})
