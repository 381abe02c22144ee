import { plantTree, totals, type Tree, type TreeUnit } from './disclosure.ts'

/** A unit as people know it. */
type Placed = { id: string; code: string; parentId: string | null }

/**
 * The unit in which somebody's answer counts: a leader's in the parent of the highest unit they
 * lead (of several equally high the first by code), everybody else's in their own. Otherwise a
 * leader would read a group they are in themselves, and be read in it by those they lead.
 */
export function answeringUnit(
  employee: { unitId: string; leads: readonly string[] },
  units: ReadonlyMap<string, Placed>,
): string {
  const depth = (unit: Placed) => {
    let steps = 0
    let above = unit
    while (above.parentId !== null && steps <= units.size) {
      above = unitIn(units, above.parentId)
      steps++
    }
    return steps
  }
  const led = employee.leads
    .map((id) => unitIn(units, id))
    .map((unit) => ({ unit, depth: depth(unit) }))
    .sort((a, b) => a.depth - b.depth || (a.unit.code < b.unit.code ? -1 : 1))
  const highest = led[0]?.unit
  return highest === undefined ? employee.unitId : (highest.parentId ?? highest.id)
}

function unitIn(units: ReadonlyMap<string, Placed>, id: string): Placed {
  const unit = units.get(id)
  if (unit === undefined) throw new Error(`the unit ${id} is not in the tree`)
  return unit
}

export type Formed = {
  unit: string
  /** `whole`: a unit without units below it. `direct`: direct members, and what was too small below. */
  kind: 'whole' | 'direct'
  people: string[]
}

/**
 * Freezes who is counted with whom. `eligible` are the people by the unit they answer in. Child
 * units below k and a unit's direct members form one direct group of the parent; a direct group
 * below k moves up to its parent's; at the root the smallest child group is absorbed, its members
 * counting as the root's own: the smallest of the nearest groups below the root, of equals the
 * last by code. Every group has k people or more and every person is in one group; each unit
 * has at most one group, so the unit tree itself is the tree of the report.
 */
export function formGroups(
  units: readonly TreeUnit[],
  eligible: ReadonlyMap<string, readonly string[]>,
  k: number,
): Formed[] | 'too-few' {
  const tree = plantTree(units)
  for (const unit of eligible.keys()) {
    if (!tree.at.has(unit)) throw new Error(`the unit ${unit} is not in the tree`)
  }
  const people = tree.ids.map((id) => [...(eligible.get(id) ?? [])])
  const all = totals(
    tree,
    people.map((own) => own.length),
  )
  if (all[tree.root]! < k) return 'too-few'
  for (let i = tree.order.length - 1; i > 0; i--) {
    const v = tree.order[i]!
    if (people[v]!.length < k) people[tree.parent[v]!]!.push(...people[v]!.splice(0))
  }
  const short = people[tree.root]!.length
  if (short > 0 && short < k) people[tree.root]!.push(...absorbed(tree, people))
  return people.flatMap((members, v) => {
    if (members.length === 0) return []
    const kind = tree.children[v]!.length === 0 ? 'whole' : 'direct'
    return [{ unit: tree.ids[v]!, kind, people: members }]
  })
}

/** Takes the group out of its unit that joins the root's own. */
function absorbed(tree: Tree, people: string[][]): string[] {
  let level = tree.children[tree.root]!
  while (level.every((v) => people[v]!.length === 0)) {
    level = level.flatMap((v) => tree.children[v]!)
  }
  const smallest = level
    .filter((v) => people[v]!.length > 0)
    .reduce((best, v) => {
      const fewer = people[v]!.length - people[best]!.length
      return fewer < 0 || (fewer === 0 && tree.rank[v]! > tree.rank[best]!) ? v : best
    })
  return people[smallest]!.splice(0)
}
