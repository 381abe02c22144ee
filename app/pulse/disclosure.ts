/**
 * Which units of a tree may be shown, so that no published figure and no sum or difference of
 * published figures speaks of fewer than k answers.
 */

/** A unit as it stands in its tree; ids and codes are unique. */
export type TreeUnit = { id: string; code: string; parent: string | null }

/** Units by position; `order` has every unit after its parent. */
export type Tree = {
  ids: string[]
  at: Map<string, number>
  /** Position of the parent; −1 at the root. */
  parent: number[]
  children: number[][]
  order: number[]
  root: number
  /** Place in the order of codes: ties are decided by it. */
  rank: number[]
}

/** What is wrong with the tree; `unit` is its position in the list that was given. */
export class TreeError extends Error {
  readonly unit: number
  readonly fault: 'duplicate' | 'unknown-parent' | 'cycle' | 'second-root' | 'empty'

  constructor(unit: number, fault: TreeError['fault'], reason: string) {
    super(reason)
    this.name = 'TreeError'
    this.unit = unit
    this.fault = fault
  }
}

const byCode = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Codes are compared by UTF-16 unit, so that the order is the same in every locale. */
export function plantTree(units: readonly TreeUnit[]): Tree {
  const ids = units.map((unit) => unit.id)
  const at = new Map<string, number>()
  ids.forEach((id, i) => {
    if (at.has(id)) throw new TreeError(i, 'duplicate', `the unit "${id}" stands here twice`)
    at.set(id, i)
  })
  const children: number[][] = units.map(() => [])
  const roots: number[] = []
  const parent = units.map((unit, i) => {
    if (unit.parent === null) {
      roots.push(i)
      return -1
    }
    const above = at.get(unit.parent)
    if (above === undefined) {
      throw new TreeError(i, 'unknown-parent', `the parent "${unit.parent}" is not in the list`)
    }
    children[above]!.push(i)
    return above
  })
  if (units.length === 0) throw new TreeError(-1, 'empty', 'there are no units')
  if (roots.length > 1) {
    throw new TreeError(
      roots[1]!,
      'second-root',
      `"${ids[roots[1]!]}" is a second unit without a parent, after "${ids[roots[0]!]}"; one tree has one`,
    )
  }
  const order = [...roots]
  for (let i = 0; i < order.length; i++) order.push(...children[order[i]!]!)
  if (order.length < units.length) {
    const reached = new Set(order)
    const lost = ids.findIndex((_, i) => !reached.has(i))
    throw new TreeError(lost, 'cycle', `"${ids[lost]}" stands below itself`)
  }
  const rank: number[] = []
  const codes = units.map((unit) => unit.code)
  const sorted = codes.map((_, i) => i).sort((a, b) => byCode(codes[a]!, codes[b]!) || a - b)
  sorted.forEach((unit, place) => (rank[unit] = place))
  return { ids, at, parent, children, order, root: roots[0]!, rank }
}

/** Sums from the units' own figures up the tree, each unit with all that is below it. */
export function totals(tree: Tree, own: readonly number[]): number[] {
  const n = [...own]
  for (let i = tree.order.length - 1; i > 0; i--) {
    const v = tree.order[i]!
    n[tree.parent[v]!]! += n[v]!
  }
  return n
}

/** Of two places of a first difference (± rank + 1, 0 for none), the one that comes first by code. */
function earlier(a: number, b: number): number {
  if (a === 0) return b
  if (b === 0) return a
  return Math.abs(a) < Math.abs(b) ? a : b
}

/**
 * The best patterns of a part of the tree, one for every number of answers left uncovered (capped
 * at k). `value` is −1 where there is none. `first[s * (k + 1) + t]` is where the patterns of s and
 * t first differ by code, positive where s is the one that shows that unit.
 */
type States = { value: Float64Array; first: Int32Array; reached: number[] }

/**
 * The suppression pass: which units are published.
 *
 * `own` are the units' own answers, without their children's: whole numbers from 0. Published are
 * the root, if it has k answers, and of the other units those that together cover most answers, so
 * that what a published unit holds beyond its nearest published descendants is 0 or at least k
 * answers. Of equally good patterns it is the one that shows the first unit, by code, in which they
 * differ. `allowed` keeps units back (the pattern at ten nests in that at six). Reads counts only.
 *
 * f_v[u] is the best value below v when u answers (capped at k) stay uncovered: g[min(k, own)] = 0;
 * for each child c, g′[min(k, a + b)] = max(g[a] + f_c[b]); f_v = g, and where n_v ≥ k also
 * f_v[0] = max(g[0], g[k]) + n_v. Linear in the units, quadratic in k. (anonymity.md)
 */
export function suppress(
  tree: Tree,
  own: readonly number[],
  k: number,
  allowed?: readonly boolean[],
): boolean[] {
  const width = k + 1
  const n = totals(tree, own)
  const states: (States | null)[] = n.map(() => null)
  const fromOthers = new Int32Array(n.length * width)
  const fromChild = new Int32Array(n.length * width)
  const source = n.map(() => -1)
  const spare: States[] = []
  const blank = (): States => {
    const state = spare.pop() ?? {
      value: new Float64Array(width),
      first: new Int32Array(width * width),
      reached: [],
    }
    state.value.fill(-1)
    state.reached = []
    return state
  }

  for (let i = tree.order.length - 1; i >= 0; i--) {
    const v = tree.order[i]!
    let g = blank()
    g.reached = [Math.min(k, own[v]!)]
    g.value[g.reached[0]!] = 0
    g.first[g.reached[0]! * (width + 1)] = 0
    for (const c of tree.children[v]!) {
      const f = states[c]!
      const next = blank()
      const { value, first, reached } = next
      const left = fromOthers.subarray(c * width, (c + 1) * width)
      const right = fromChild.subarray(c * width, (c + 1) * width)
      for (const a of g.reached) {
        for (const b of f.reached) {
          const s = Math.min(k, a + b)
          const sum = g.value[a]! + f.value[b]!
          if (value[s] === -1) reached.push(s)
          const better =
            sum > value[s]! ||
            (sum === value[s] &&
              earlier(g.first[a * width + left[s]!]!, f.first[b * width + right[s]!]!) > 0)
          if (better) {
            value[s] = sum
            left[s] = a
            right[s] = b
          }
        }
      }
      for (const s of reached) {
        for (const t of reached) {
          first[s * width + t] = earlier(
            g.first[left[s]! * width + left[t]!]!,
            f.first[right[s]! * width + right[t]!]!,
          )
        }
      }
      states[c] = null
      spare.push(g, f)
      g = next
    }
    if (n[v]! >= k && (allowed === undefined || allowed[v])) {
      const covered = g.value[0]!
      const open = g.value[k]!
      if (covered >= 0 || open >= 0) {
        const tie = covered === open && g.first[k]! > 0
        const from = covered > open || tie ? 0 : k
        source[v] = from
        const shown = tree.rank[v]! + 1
        const others = g.reached.filter((s) => s !== 0)
        const differs = others.map((s) => earlier(shown, g.first[from * width + s]!))
        g.value[0] = g.value[from]! + n[v]!
        others.forEach((s, j) => {
          g.first[s] = differs[j]!
          g.first[s * width] = -differs[j]!
        })
        g.first[0] = 0
        g.reached = [0, ...others]
      }
    }
    states[v] = g
  }

  const published = n.map(() => false)
  // A root with k answers can always be published; without it nothing below has k answers.
  if (source[tree.root] === -1) return published
  const left = n.map(() => 0)
  for (const v of tree.order) {
    let s = left[v]!
    if (s === 0 && source[v] !== -1) {
      published[v] = true
      s = source[v]!
    }
    for (const c of tree.children[v]!.toReversed()) {
      left[c] = fromChild[c * width + s]!
      s = fromOthers[c * width + s]!
    }
  }
  return published
}

/** For each unit the nearest marked one, itself or above; −1 where there is none. */
export function nearestOf(tree: Tree, marked: readonly boolean[]): number[] {
  const nearest = tree.ids.map(() => -1)
  for (const v of tree.order) {
    const above = tree.parent[v]!
    nearest[v] = marked[v] ? v : above === -1 ? -1 : nearest[above]!
  }
  return nearest
}

/**
 * The certificate: R(v) of each published unit by position, its answers less those of its nearest
 * published descendants. On a tree this is the rank audit: every figure that can be computed from
 * published ones is a sum over some of these remainders.
 */
export function residuals(
  tree: Tree,
  own: readonly number[],
  published: readonly boolean[],
): Map<number, number> {
  const nearest = nearestOf(tree, published)
  const rest = new Map<number, number>()
  published.forEach((shown, v) => shown && rest.set(v, 0))
  own.forEach((count, v) => {
    const holder = nearest[v]!
    if (holder !== -1) rest.set(holder, rest.get(holder)! + count)
  })
  return rest
}

/** True where every remainder is 0 or at least k, and the root is shown if anything is. */
export function holds(
  tree: Tree,
  own: readonly number[],
  published: readonly boolean[],
  k: number,
): boolean {
  if (published.includes(true) && !published[tree.root]) return false
  for (const rest of residuals(tree, own, published).values()) {
    if (rest !== 0 && rest < k) return false
  }
  return true
}

/** Why a unit is hidden: it has fewer than k answers, or it would give others away. */
export type Reason = 'few' | 'complement' | null

export function reasonOf(n: number, shown: boolean, k: number): Reason {
  return shown ? null : n < k ? 'few' : 'complement'
}

/**
 * Answers by value: where fewer than `others` (three) differ from the commonest, the figure says what
 * nearly everybody answered. Nobody answering is not nearly all.
 */
export function nearlyAll(counts: readonly number[], others = 3): boolean {
  const n = counts.reduce((sum, count) => sum + count, 0)
  return n > 0 && n - Math.max(...counts) < others
}

/**
 * Hides units until no remainder of a shown value is nearly unanimous: where P and its child A are
 * shown and all others in P gave the same answer, A is hidden. `distributions` are the units' own
 * answers by value. A unit whose cell reads "nearly all" shows no value, so its answers stay in the
 * remainder of the unit above. Of the children the one that costs the fewest answers is hidden,
 * of equals the last by code. What the certificate promises stays true: hiding a unit adds its
 * remainder, 0 or at least k, to that of the unit above.
 */
export function hideUnanimousRemainders(
  tree: Tree,
  distributions: readonly (readonly number[])[],
  published: readonly boolean[],
  others = 3,
): boolean[] {
  const shown = [...published]
  const whole = distributions.map((counts) => [...counts])
  const rest = distributions.map((counts) => [...counts])
  const holders: number[][] = tree.ids.map(() => [])
  const cost = tree.ids.map(() => 0)
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)
  const add = (to: number[], more: readonly number[]) => more.forEach((x, i) => (to[i]! += x))

  for (let i = tree.order.length - 1; i >= 0; i--) {
    const v = tree.order[i]!
    for (const c of tree.children[v]!) {
      add(whole[v]!, whole[c]!)
      if (cost[c] === 0) {
        add(rest[v]!, rest[c]!)
        holders[v]!.push(...holders[c]!)
      } else {
        holders[v]!.push(c)
      }
    }
    if (!published[v] || nearlyAll(whole[v]!, others)) continue
    while (nearlyAll(rest[v]!, others) && holders[v]!.length > 0) {
      const dearFirst = holders[v]!.sort(
        (a, b) => cost[b]! - cost[a]! || tree.rank[a]! - tree.rank[b]!,
      )
      const hidden = dearFirst.pop()!
      shown[hidden] = false
      add(rest[v]!, rest[hidden]!)
      holders[v]!.push(...holders[hidden]!)
    }
    const below = sum(rest[v]!) > 0 ? 0 : Math.min(...holders[v]!.map((c) => cost[c]!))
    cost[v] = sum(whole[v]!) + below
  }
  return shown
}

/**
 * At close a group with fewer than k redeemed answers gives them to the nearest unit, its own or
 * above, that has k with all below it. Returns the position of the unit that each unit's own answers
 * count for; −1 where the whole tree has fewer than k.
 */
export function settle(tree: Tree, redeemed: readonly number[], k: number): number[] {
  const n = totals(tree, redeemed)
  return nearestOf(
    tree,
    n.map((size) => size >= k),
  )
}
