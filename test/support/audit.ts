/**
 * The audit of what is published, in code that imports nothing from the product: it knows which unit stands below which
 * and how many answered in each, and reckons what everybody with pen and paper could.
 */
interface Tree {
  ids: readonly string[]
  /** The place of the unit above; −1 for the root. */
  parent: readonly number[]
  root: number
}

/** Exact rank of a matrix of whole numbers (Bareiss). */
export function rank(rows: number[][]): number {
  const m = rows.map((row) => row.map(BigInt))
  const width = m[0]?.length ?? 0
  let found = 0
  let last = 1n
  for (let column = 0; column < width && found < m.length; column++) {
    const pivot = m.findIndex((row, i) => i >= found && row[column] !== 0n)
    if (pivot === -1) continue
    ;[m[found], m[pivot]] = [m[pivot]!, m[found]!]
    const top = m[found]!
    for (let i = found + 1; i < m.length; i++) {
      const row = m[i]!
      const factor = row[column]!
      for (let j = 0; j < width; j++) row[j] = (row[j]! * top[column]! - factor * top[j]!) / last
    }
    last = top[column]!
    found++
  }
  return found
}

/**
 * The audit that knows nothing of trees: published units are sums over the groups that answered; no
 * set of groups with fewer than k answers may matter to the rank of that system.
 */
export function givesNobodyAway(
  tree: Tree,
  own: readonly number[],
  published: readonly boolean[],
  k: number,
): boolean {
  const groups = own.flatMap((n, v) => (n > 0 ? [v] : []))
  const within = (v: number, unit: number): boolean =>
    v === unit || (tree.parent[v]! !== -1 && within(tree.parent[v]!, unit))
  const rows = published.flatMap((shown, unit) =>
    shown ? [groups.map((v) => (within(v, unit) ? 1 : 0))] : [],
  )
  const full = rank(rows)
  for (let set = 1; set < 2 ** groups.length; set++) {
    const few = groups.reduce((sum, v, i) => sum + ((set >> i) & 1 ? own[v]! : 0), 0) < k
    if (!few) continue
    if (rank(rows.map((row) => row.filter((_, i) => !((set >> i) & 1)))) < full) return false
  }
  return true
}

/** Every pattern tried: the most answers covered, then by code. */
export function bestByTrying(
  tree: Tree,
  own: readonly number[],
  k: number,
  allowed: readonly boolean[] = own.map(() => true),
): string[] {
  const n = own.map((_, unit) =>
    own.reduce((sum, count, v) => {
      for (let at = v; at !== -1; at = tree.parent[at]!) if (at === unit) return sum + count
      return sum
    }, 0),
  )
  if (n[tree.root]! < k) return []
  const candidates = n.flatMap((count, v) =>
    count >= k && allowed[v] && v !== tree.root ? [v] : [],
  )
  let best: { covered: number; codes: string[] } | null = null
  for (let set = 0; set < 2 ** candidates.length; set++) {
    const shown = [tree.root, ...candidates.filter((_, i) => (set >> i) & 1)]
    const published = own.map((_, v) => shown.includes(v))
    const covered = shown.reduce((sum, v) => sum + n[v]!, 0)
    if (best !== null && covered < best.covered) continue
    const codes = shown.map((v) => tree.ids[v]!).sort()
    if (best !== null && covered === best.covered && !firstByCode(codes, best.codes)) continue
    if (givesNobodyAway(tree, own, published, k)) best = { covered, codes }
  }
  return best!.codes
}

function firstByCode(a: string[], b: string[]): boolean {
  const differing = [
    ...a.filter((code) => !b.includes(code)),
    ...b.filter((code) => !a.includes(code)),
  ].sort()
  return a.includes(differing[0]!)
}
