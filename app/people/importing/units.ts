import { openUnitOf, openUnits, pathOf, type Unit } from '../unit.ts'

/** Units of a file by their paths, and those that are not there yet, before anything is stored. */
export interface UnitPlan {
  /** All units, new ones among them. */
  units: Unit[]
  /** Made since the last time somebody stored them; the caller empties it. */
  fresh: Unit[]
  /** The only unit of a new portal, where the file names the company otherwise. */
  renamed: { id: string; name: string } | null
  /**
   * The unit's id; null where the path begins with another company. `closed` where the path leads to or through a unit
   * that was closed, with what it became if it was merged.
   */
  at: (names: readonly string[]) => string | null | { closed: Unit; now: Unit | null }
}

const plain = (name: string) =>
  name.normalize('NFC').replace(/\s+/gu, ' ').trim().toLocaleLowerCase('en')

/**
 * Finds units by names, whatever their case, and plans those that are missing. A path may leave the company's own name
 * out. `depth` is the deepest level of the file, 0 for a company alone: it tells regions from sites where the tree does
 * not yet.
 */
export function planUnits(known: readonly Unit[], depth: number, newId: () => string): UnitPlan {
  const units = [...known]
  const children = new Map<string | null, Map<string, Unit>>()
  const codes = new Set(units.map((unit) => unit.code))
  const gone: typeof children = new Map()
  const keep = (unit: Unit, among = children, parent = unit.parentId) => {
    const own = among.get(parent) ?? new Map<string, Unit>()
    among.set(parent, own)
    if (!own.has(plain(unit.name))) own.set(plain(unit.name), unit)
  }
  for (const unit of openUnits(units)) keep(unit)
  for (const unit of units) {
    // A file looks for it where it was, and who knows of the merge where it is.
    if (unit.closedAt) keep(unit, gone)
    if (unit.closedAt && unit.wasUnder) keep(unit, gone, unit.wasUnder)
  }
  const plan: UnitPlan = { units, fresh: [], renamed: null, at }

  function at(names: readonly string[]): ReturnType<UnitPlan['at']> {
    const [first = '', ...below] = names
    const roots = children.get(null)
    const root = roots?.values().next().value
    let unit = roots?.get(plain(first))
    let rest = below
    if (!unit && root) {
      const inside = children.get(root.id)
      if (inside?.has(plain(first)) || gone.get(root.id)?.has(plain(first))) {
        unit = root
        rest = [...names]
      } else if (!inside && units.length === 1) {
        plan.renamed = { id: root.id, name: first }
        const named = { ...root, name: first }
        units[0] = named
        children.set(null, new Map([[plain(first), named]]))
        unit = named
      } else return null
    }
    let under: Unit = unit ?? add(null, first, 0)
    for (const name of rest) {
      const there: Unit | undefined = children.get(under.id)?.get(plain(name))
      const closed = there ? undefined : gone.get(under.id)?.get(plain(name))
      if (closed) {
        return { closed, now: closed.mergedInto ? (openUnitOf(units, closed.id) ?? null) : null }
      }
      under = there ?? add(under, name, levelOf(under) + 1)
    }
    return under.id
  }

  const levelOf = (unit: Unit) => pathOf(units, unit.id).length - 1

  function add(parent: Unit | null, name: string, level: number): Unit {
    const sibling = parent && children.get(parent.id)?.values().next().value
    const unit: Unit = {
      id: newId(),
      parentId: parent?.id ?? null,
      name,
      kind: sibling?.kind ?? kindAt(level, depth),
      code: freeCode(codes, parent ? [...pathOf(units, parent.id)].reverse() : [], name),
    }
    codes.add(unit.code)
    units.push(unit)
    plan.fresh.push(unit)
    keep(unit)
    return unit
  }
  return plan
}

/** Company, region, site, team from the top; a file of two levels has sites under the company. */
export function kindAt(level: number, depth: number): Unit['kind'] {
  if (level === 0) return 'company'
  if (depth === 1) return 'site'
  return level === 1 ? 'region' : level === 2 ? 'site' : 'team'
}

/** A readable code that no other unit has: the path in small letters, numbered where it is taken. */
export function freeCode(
  taken: ReadonlySet<string>,
  above: readonly { name: string }[],
  name: string,
): string {
  const base =
    [...above.slice(1).map((unit) => unit.name), name]
      .join('-')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-') || 'unit'
  let code = base
  for (let n = 2; taken.has(code); n++) code = `${base}-${n}`
  return code
}
